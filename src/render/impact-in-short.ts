/** What a change of the policies would do, in one sentence; and which roles are new, are gone, or stay. */
import type { ApproverChange, PolicyImpact } from '../approvals/impact.ts';
import type { AskingChange } from '../approvals/impact-asking.ts';
import { findRole } from '../model/entitlement.ts';
import type { Workspace } from '../model/workspace.ts';
import { amount } from './summary.ts';

/** Both sides, for the names of people, systems and roles. */
export interface Sides {
  readonly base: Workspace;
  readonly head: Workspace;
}

/** What becomes of a role: one that is new has no approvers that could change. */
export type Fate = 'new' | 'gone' | 'changed';

const fateOf = (id: string, { base, head }: Sides): Fate => {
  const [system = '', role = ''] = id.split('/');
  if (!findRole(base, system, role)) return 'new';
  return findRole(head, system, role) ? 'changed' : 'gone';
};

/** The changes of the roles with one fate. */
export const approversOf = (
  changes: readonly ApproverChange[],
  sides: Sides,
  fate: Fate,
): readonly ApproverChange[] =>
  changes.flatMap((change) => {
    const roles = change.roles.filter((id) => fateOf(id, sides) === fate);
    return roles.length === 0 ? [] : [{ ...change, roles }];
  });

/** The whole in a sentence, and the title of a pull request’s comment. */
export function impactInShort(impact: PolicyImpact, sides: Sides): string {
  const people = (kinds: readonly AskingChange['kind'][]) =>
    new Set(impact.asking.flatMap((change) => (kinds.includes(change.kind) ? change.people : []))).size;
  const [more, less] = [people(['gained', 'longer']), people(['lost', 'shorter'])];
  const rolesThat = (fate: Fate) =>
    new Set(approversOf(impact.approvers, sides, fate).flatMap((change) => change.roles)).size;
  const [added, gone, changed] = [rolesThat('new'), rolesThat('gone'), rolesThat('changed')];
  const requested = new Set(impact.requesters.flatMap((change) => change.roles)).size;
  const parts = [
    ...(more > 0 ? [`${amount(more, 'person', 'people')} may ask for more`] : []),
    ...(less > 0 ? [`${amount(less, 'person', 'people')} may ask for less`] : []),
    ...(requested > 0 ? [`others may ask for ${amount(requested, 'role')} on somebody’s behalf`] : []),
    ...(impact.forbidden.length > 0
      ? [`${amount(impact.forbidden.length, 'present grant')} would not be allowed any more`]
      : []),
    ...(added > 0 ? [`${amount(added, 'role is', 'roles are')} new`] : []),
    ...(gone > 0 ? [`${amount(gone, 'role is', 'roles are')} gone`] : []),
    ...(changed > 0 ? [`the approvers of ${amount(changed, 'role')} change`] : []),
    ...(impact.files.length > 0 ? ['the approvers of files change'] : []),
    ...(impact.managers.length > 0
      ? [`${amount(impact.managers.length, 'person gets', 'people get')} another manager`]
      : []),
  ];
  return parts.length === 0
    ? 'nobody may ask for, hold or approve anything else than before'
    : parts.join('; ');
}
