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
  const roles = rolesOf(base, head);
  const found = new Map<string, AskingChange>();
  for (const { was, is, people } of groupsOf(base, head, at)) {
    for (const role of roles) {
      const before = was && longestPeriod(base, was, role, at);
      const after = is && longestPeriod(head, is, role, at);
      const kind = kindOf(before, after, at);
      if (kind === undefined) continue;
      const key = JSON.stringify([role, before, after]);
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
      const person = people.get(user)?.value;
      return person && isActive(person, at) ? person : undefined;
    });
    const key = JSON.stringify([was?.jobFunctions, is?.jobFunctions]);
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
  // The weightiest first. Two that are both without a limit differ by no number, which is no difference either.
  const more = is.freedom - was.freedom || is.length - was.length || is.total - was.total;
  return more > 0 ? 'longer' : more < 0 ? 'shorter' : undefined;
}

/** What makes a period longer. */
function measure(longest: Longest, { now, timeZone }: At) {
  const forever = Number.POSITIVE_INFINITY;
  if (longest.kind === 'standing') return { freedom: 2, length: forever, total: forever };
  if (longest.kind === 'any') return { freedom: 1, length: forever, total: forever };
  const total = longest.total === undefined ? forever : lengthOf(longest.total, now, timeZone);
  return { freedom: 0, length: lengthOf(longest.duration, now, timeZone), total };
}
