/** Whom a change of the policy gives a say that they did not have. They do not count among its approvers. */
import type { Workspace } from '../model/workspace.ts';

/** The user names that stand in `head` where an approver is named, and did not in `base`. */
export function gainingASay(base: Workspace, head: Workspace): Set<string> {
  const before = new Set(sayings(base).map(({ place, user }) => `${place} ${user}`));
  return new Set(sayings(head).flatMap(({ place, user }) => (before.has(`${place} ${user}`) ? [] : [user])));
}

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
    add(
      `stand-in ${id}`,
      value.delegations?.map(({ to }) => to),
    );
    for (const jobFunction of value.jobFunctions) add(`job function ${jobFunction}`, [id]);
    // Another account in a file lets somebody else speak as this person.
    for (const { id: account } of [...(value.github ? [value.github] : []), ...(value.github?.others ?? [])])
      add(`account ${account}`, [id]);
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
