/** Whether a change ends one person and does nothing else. */
import type { GrantChange } from '../model/change.ts';
import { endOf } from '../model/period.ts';
import type { Person } from '../model/person.ts';
import type { Workspace } from '../model/workspace.ts';

export interface PersonEnded {
  readonly person: string;
  readonly path: string;
}

/** The person whom a change deactivates or gives an earlier end, where beside that it only removes their grants. */
export function personEnded(
  change: {
    readonly grants: readonly GrantChange[];
    readonly changedPolicies: readonly string[];
    readonly otherPaths: readonly string[];
  },
  whole: { readonly base: Workspace; readonly head: Workspace } | undefined,
  timeZone: string,
): PersonEnded | undefined {
  const [path, ...more] = change.changedPolicies;
  const person = /^policies\/people\/([^/]+)\.yaml$/.exec(path ?? '')?.[1];
  if (!whole || path === undefined || person === undefined) return undefined;
  if (more.length > 0 || change.otherPaths.length > 0) return undefined;
  const isTheirs = ({ kind, path: at, before }: GrantChange) =>
    kind === 'removed' && (before?.value.subject ?? whole.base.holdings.at(at)?.subject) === person;
  if (!change.grants.every(isTheirs)) return undefined;
  const [was, is] = [whole.base, whole.head].map(({ people }) =>
    people.has(person) ? people.get(person) : undefined,
  );
  if (!was || !is || is.flawed) return undefined;
  return endsOnly(was.value, is.value, timeZone) ? { person, path } : undefined;
}

/** Whether the only difference is that the person works here no more, or not as long. */
function endsOnly(was: Person, is: Person, timeZone: string): boolean {
  const rest = ({ active: _, endDate: __, ...others }: Person) => JSON.stringify(others);
  if (rest(was) !== rest(is) || (is.active && !was.active)) return false;
  const end = ({ endDate }: Person) =>
    endDate === undefined ? Number.POSITIVE_INFINITY : (endOf(endDate, timeZone) ?? Number.NaN);
  if (!(end(is) <= end(was))) return false;
  return is.active !== was.active || end(is) < end(was);
}
