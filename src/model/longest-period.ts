/** For how long the policy lets somebody hold a role at a time. */
import { allowancesFor, capsFor, findRole, lengthOf } from './entitlement.ts';
import type { Instant } from './period.ts';
import type { Person } from './person.ts';
import type { Workspace } from './workspace.ts';

/** `standing` is without an end; `any` is with an end, however far away. */
export type Longest =
  | { readonly kind: 'standing' }
  | { readonly kind: 'any' }
  | {
      readonly kind: 'limited';
      /** As written: `30d`. */
      readonly duration: string;
      readonly from: 'role' | 'matrix';
      /** The longest time that renewals may add up to, as written. */
      readonly total?: string;
    };

/** `undefined` where the role matrix does not allow the role at all. */
export function longestPeriod(
  workspace: Workspace,
  person: Person,
  about: { readonly system: string; readonly role: string },
  { now, timeZone }: { readonly now: Instant; readonly timeZone: string },
): Longest | undefined {
  const found = findRole(workspace, about.system, about.role);
  const allowances = allowancesFor(workspace, person, about.system, about.role);
  if (!found || allowances.length === 0) return undefined;
  const isStanding = allowances.some(({ allowance }) => allowance === 'standing');
  if (isStanding && !found.role.privileged) return { kind: 'standing' };
  const [cap] = capsFor(found.role, allowances, now, timeZone);
  if (!cap) return { kind: 'any' };
  const totals = allowances.map(({ allowance }) =>
    allowance === 'standing' ? undefined : allowance.maxTotal,
  );
  // The most generous job function decides: where one has no such limit, nothing adds up.
  const [total] = totals.includes(undefined)
    ? []
    : totals.toSorted((a = '', b = '') => lengthOf(b, now, timeZone) - lengthOf(a, now, timeZone));
  return { kind: 'limited', ...cap, ...(total === undefined ? {} : { total }) };
}
