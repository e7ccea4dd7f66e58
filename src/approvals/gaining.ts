/** Whom a change of the policy gives a say that they did not have. They do not count among its approvers. */
import type { Instant } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import { restOfFiles } from './file-rules.ts';
import { probesOf } from './impact-places.ts';
import { accountsOf } from './people.ts';
import { resolving, rolesOf, situations, type Way, wayOf, wayOfFiles, waysIn } from './ways.ts';

/**
 * The user names that stand in `head` where an approver is named, and did not in `base`; and those who could approve
 * something by the policies of `head` that they could not before, whatever names them there.
 */
export function gainingASay(base: Workspace, head: Workspace, at: At): Set<string> {
  const before = new Set(sayings(base).map(({ place, user }) => `${place} ${user}`));
  return new Set([
    ...sayings(head).flatMap(({ place, user }) => (before.has(`${place} ${user}`) ? [] : [user])),
    ...newApprovers(base, head, at),
  ]);
}

interface At {
  readonly now: Instant;
  readonly timeZone: string;
}

/** Of roles that are there before and after: what is new has no approvers who could gain anything. */
function* newApprovers(base: Workspace, head: Workspace, at: At): Iterable<string> {
  const [was, is] = [resolving(base, at), resolving(head, at)];
  const gained = (before: Way | undefined, after: Way | undefined): string[] => {
    if (!before || !after) return [];
    const known = everybodyIn(before, base);
    return [...everybodyIn(after, head)].filter((user) => !known.has(user));
  };
  for (const role of rolesOf(base, head))
    for (const situation of situations)
      yield* gained(wayOf(role, situation, was), wayOf(role, situation, is));
  // File by file, since the first entry that matches decides: one that is moved up decides more than it did.
  const [fileWas, fileIs] = [waysIn(base, at), waysIn(head, at)];
  for (const { path } of probesOf(base, head)) yield* gained(fileWas(path), fileIs(path));
  // And entry by entry, since what a glob means besides its example may be decided elsewhere.
  const entriesOf = ({ approvals }: Workspace) => approvals?.value.policyChanges ?? [];
  for (const { paths, stages } of entriesOf(head)) {
    const same = entriesOf(base).find((entry) => entry.paths.join(' ') === paths.join(' '));
    yield* gained(wayOfFiles(same?.stages ?? restOfFiles, was), wayOfFiles(stages, is));
  }
}

/** Everybody who may fill a place of it; `everyone` is everybody indeed. */
const everybodyIn = ({ stages, escalation }: Way, { people }: Workspace): Set<string> =>
  new Set(
    [...stages, ...(escalation ? [escalation] : [])].flatMap((stage) =>
      stage.approvers.includes('everyone') ? people.ids : stage.people,
    ),
  );

interface Saying {
  readonly place: string;
  readonly user: string;
}

/** Every place that gives somebody a say, with whom it names. */
function sayings({ settings, people, systems, approvals }: Workspace): Saying[] {
  const found: Saying[] = [];
  const add = (place: string, users: readonly (string | undefined)[] = []) => {
    for (const user of users) if (user !== undefined) found.push({ place, user });
  };
  add('policy owner', settings?.value.policyOwners);
  for (const [group, members] of Object.entries(settings?.value.groups ?? {})) add(`group ${group}`, members);
  for (const { id, value } of systems.all()) {
    add(`owner ${id}`, value.owners);
    add(`reviewer ${id}`, usersIn(value.accessReview?.reviewers));
  }
  for (const { id, value } of people.all()) {
    add(`manager ${id}`, [value.manager]);
    for (const { to, from, until } of value.delegations ?? []) add(`stand-in ${id} ${from} ${until}`, [to]);
    for (const jobFunction of value.jobFunctions) add(`job function ${jobFunction}`, [id]);
    // Another account in a file lets somebody else speak as this person.
    for (const account of accountsOf(value)) add(`account ${account.id}`, [id]);
    if (value.active) add('active', [id]);
  }
  const { policies = [], policyChanges = [] } = approvals?.value ?? {};
  for (const policy of policies) {
    for (const [index, stage] of policy.stages.entries())
      add(`policy ${policy.id} ${index}`, usersIn(stage.approvers));
    add(`escalation ${policy.id}`, usersIn(policy.escalation?.to));
  }
  for (const { paths, stages } of policyChanges)
    for (const [index, stage] of stages.entries())
      add(`paths ${paths.join(' ')} ${index}`, usersIn(stage.approvers));
  return found;
}

const usersIn = (expressions: readonly string[] = []): string[] =>
  expressions.flatMap((expression) =>
    expression.startsWith('user:') ? [expression.slice('user:'.length)] : [],
  );
