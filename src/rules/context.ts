/** What several rules ask of a workspace, remembered as long as the workspace lives. */
import { allowancesFor, type FoundAllowance, type FoundRole, findRole, own } from '../model/entitlement.ts';
import type { Grant } from '../model/grant.ts';
import { addDuration, endOf, type Instant, isPast, parseDuration, startOf } from '../model/period.ts';
import type { Person } from '../model/person.ts';
import type { RuleContext } from '../model/rule.ts';
import type { Role } from '../model/system.ts';
import type { Sourced, Workspace } from '../model/workspace.ts';

/** Remembers what was worked out for an object, for as long as somebody holds it. */
export function cached<K extends object, V>(work: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { value: V }>();
  return (key) => {
    const before = known.get(key);
    if (before) return before.value;
    const value = work(key);
    known.set(key, { value });
    return value;
  };
}

type At = Pick<RuleContext, 'now' | 'today' | 'timeZone' | 'startedAt' | 'touched'>;

/** When the clock of a `duration` began: at the merge. For what is only being asked for, no earlier than now. */
export const startedAt = (path: string, at: At): Instant | undefined =>
  at.touched?.has(path) ? at.now : at.startedAt.get(path);

/** What the policy says of a grant: its subject, its role and what the matrix allows. */
export interface GrantFacts {
  readonly person: Sourced<Person> | undefined;
  readonly found: FoundRole | undefined;
  readonly allowances: readonly FoundAllowance[];
}

let latest: { grant: Sourced<Grant>; workspace: Workspace; facts: GrantFacts } | undefined;

/** Nearly every rule asks this of the same grant, one rule after the other, so the last answer is kept. */
export function factsOf(grant: Sourced<Grant>, { workspace }: Pick<RuleContext, 'workspace'>): GrantFacts {
  if (latest && latest.grant === grant && latest.workspace === workspace) return latest.facts;
  const { subject, system, role } = grant.value;
  const person = workspace.people.get(subject);
  const facts = {
    person,
    found: findRole(workspace, system, role),
    allowances: person ? allowancesFor(workspace, person.value, system, role) : [],
  };
  latest = { grant, workspace, facts };
  return facts;
}

/** Whether a grant is over. What nobody can say counts as not over. Days compare as text, without a calendar. */
export function hasEnded(grant: Sourced<Grant>, at: At): boolean {
  const { standing, validUntil, duration, requestedAt, validFrom } = grant.value;
  if (standing) return false;
  // A day from today on is not past; to see that takes no calendar.
  const toCome = validUntil !== undefined && validUntil.length === 10 && validUntil >= at.today;
  if (validUntil !== undefined && !toCome && isPast(validUntil, at)) return true;
  if (duration === undefined) return false;
  const merged = startedAt(grant.path, at);
  // A change must not rely on a guess: without the merge, what somebody else holds may still be in force.
  if (merged === undefined && at.touched) return false;
  // Otherwise the merge was not before the request, and may have been late on that day.
  const started = merged ?? (requestedAt === undefined ? undefined : endOf(requestedAt, at.timeZone));
  const length = parseDuration(duration);
  if (!length || started === undefined) return false;
  const from = validFrom === undefined ? undefined : startOf(validFrom, at.timeZone);
  return addDuration(Math.max(started, from ?? started), length, at.timeZone) <= at.now;
}

/** Whether a grant is new or edited in the change that is judged. */
export const isTouched = (path: string, { touched }: RuleContext): boolean => touched?.has(path) ?? false;

/** The roles of a system whose permissions are all among these. */
export const isWithin = (smaller: readonly string[], larger: readonly string[]): boolean =>
  smaller.every((permission) => larger.includes(permission));

/** The role that a path names, whatever the file says. */
export const roleOf = (workspace: Workspace, system: string, role: string): Role | undefined =>
  own(workspace.systems.get(system)?.value.roles, role);

/** "`rui.alves` or `marta.dias`": whom to ask about the policy. */
export function policyOwners(workspace: Workspace): string {
  const owners = workspace.settings?.value.policyOwners ?? [];
  return owners.length === 0
    ? 'the policy owners'
    : `a policy owner (${owners.map((owner) => `\`${owner}\``).join(', ')})`;
}

/** A number among the options, as the rule declares it or as the settings say. */
export const numberOption = (context: RuleContext, name: string): number => {
  const value = context.options[name];
  return typeof value === 'number' ? value : 0;
};

/** A list of words among the options. */
export const wordsOption = (context: RuleContext, name: string): readonly string[] => {
  const value = context.options[name];
  return Array.isArray(value) ? value.map(String) : [];
};
