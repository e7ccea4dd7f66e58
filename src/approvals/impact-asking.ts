/** Who could ask for more or less, where a change of the policies moves people, job functions or the role matrix. */
import { isActive, lengthOf } from '../model/entitlement.ts';
import { type Longest, longestPeriod } from '../model/longest-period.ts';
import type { Instant } from '../model/period.ts';
import type { Person } from '../model/person.ts';
import type { Workspace } from '../model/workspace.ts';
import { rolesOf } from './ways.ts';

/** What people may ask for, where it differs: from what to what, `undefined` for nothing. */
export interface AskingChange {
  readonly system: string;
  readonly role: string;
  readonly kind: 'gained' | 'lost' | 'longer' | 'shorter';
  readonly before: Longest | undefined;
  readonly after: Longest | undefined;
  /** By user name. */
  readonly people: readonly string[];
}

interface At {
  readonly now: Instant;
  readonly timeZone: string;
}

export function askingChanges(base: Workspace, head: Workspace, at: At): AskingChange[] {
  const roles = rolesOf(base, head).map((name) => {
    const [system = '', role = ''] = name.split('/');
    return { system, role };
  });
  const found = new Map<string, AskingChange>();
  for (const { was, is, people } of groupsOf(base, head, at)) {
    for (const role of roles) {
      const before = was && longestPeriod(base, was, role, at);
      const after = is && longestPeriod(head, is, role, at);
      const kind = kindOf(before, after, at);
      if (kind === undefined) continue;
      const key = JSON.stringify([role, before ?? null, after ?? null]);
      const others = found.get(key)?.people ?? [];
      found.set(key, { ...role, kind, before, after, people: [...others, ...people] });
    }
  }
  return [...found.values()];
}

/** People who are alike as far as the role matrix goes, on both sides. */
interface Group {
  readonly was: Person | undefined;
  readonly is: Person | undefined;
  readonly people: readonly string[];
}

function groupsOf(base: Workspace, head: Workspace, at: At): Iterable<Group> {
  const groups = new Map<string, Group>();
  for (const user of new Set([...base.people.ids, ...head.people.ids])) {
    // Of a file that cannot be read, nobody can say what has changed.
    if ([base, head].some(({ people }) => people.has(user) && !people.get(user))) continue;
    const [was, is] = [base, head].map(({ people }) => {
      const person = people.has(user) ? people.get(user)?.value : undefined;
      return person && isActive(person, at) ? person : undefined;
    });
    const key = JSON.stringify([was?.jobFunctions ?? null, is?.jobFunctions ?? null]);
    groups.set(key, { was, is, people: [...(groups.get(key)?.people ?? []), user] });
  }
  return groups.values();
}

function kindOf(
  before: Longest | undefined,
  after: Longest | undefined,
  at: At,
): AskingChange['kind'] | undefined {
  if (before === undefined || after === undefined)
    return before === after ? undefined : before === undefined ? 'gained' : 'lost';
  const [was, is] = [measure(before, at), measure(after, at)];
  const at0 = was.findIndex((value, index) => value !== is[index]);
  if (at0 < 0) return undefined;
  return (is[at0] ?? 0) > (was[at0] ?? 0) ? 'longer' : 'shorter';
}

/** What makes a period longer, the weightiest first. */
function measure(longest: Longest, { now, timeZone }: At): number[] {
  const forever = Number.POSITIVE_INFINITY;
  if (longest.kind !== 'limited') return [longest.kind === 'standing' ? 2 : 1, forever, forever];
  const total = longest.total === undefined ? forever : lengthOf(longest.total, now, timeZone);
  return [0, lengthOf(longest.duration, now, timeZone), total];
}
