/** What has to be read to judge a few grants: the people and the other grants that the rules look at. */

import type { Approvals } from './approvals.ts';
import { findRole } from './entitlement.ts';
import type { Grant } from './grant.ts';
import type { Sourced, Workspace } from './workspace.ts';

/** The paths of grants that bear on these: what else the same person holds, and who else fills a crowded role. */
export function grantsNeeded(workspace: Workspace, judged: readonly Sourced<Grant>[]): string[] {
  const paths = judged.flatMap(({ value: { subject, system, role } }) => {
    const holders = workspace.holdings.in(system, role);
    const maxHolders = findRole(workspace, system, role)?.role.maxHolders;
    const crowded = maxHolders !== undefined && holders.length > maxHolders;
    return [...workspace.holdings.of(subject), ...(crowded ? holders : [])].map((holding) => holding.path);
  });
  return [...new Set(paths)];
}

/** Who gets what in one change, as far as the question who may approve it goes. */
export interface NeedingCase {
  readonly subject: string;
  readonly system: string;
  readonly requestedBy?: string;
}

/**
 * The user names that judging and approving these cases asks about, as far as they can be known from what was
 * read. To be asked again after each reading, until nothing new comes: the manager of a manager is known only then.
 */
export function peopleNeeded(workspace: Workspace, cases: Iterable<NeedingCase>): string[] {
  const { settings, approvals, systems, people } = workspace;
  const names = new Set<string>([
    ...(settings?.value.policyOwners ?? []),
    ...Object.values(settings?.value.groups ?? {}).flat(),
    ...usersIn(expressionsOf(approvals?.value)),
  ]);
  const read = (name: string | undefined) =>
    name !== undefined && people.isRead(name) ? people.get(name)?.value : undefined;
  for (const { subject, system: id, requestedBy } of cases) {
    const manager = read(subject)?.manager;
    const system = systems.isRead(id) ? systems.get(id)?.value : undefined;
    const requesters = Object.values(system?.roles ?? {}).flatMap((role) => role.requesters ?? []);
    const named = [subject, requestedBy, manager, read(manager)?.manager, ...(system?.owners ?? [])];
    const expressed = usersIn([...requesters, ...(system?.accessReview?.reviewers ?? [])]);
    for (const name of [...named, ...expressed]) if (name !== undefined) names.add(name);
  }
  for (const name of [...names])
    for (const delegation of read(name)?.delegations ?? []) names.add(delegation.to);
  return [...names];
}

function expressionsOf(approvals: Approvals | undefined): string[] {
  const stages = [...(approvals?.policies ?? []), ...(approvals?.policyChanges ?? [])].flatMap(
    (policy) => policy.stages,
  );
  const escalations = (approvals?.policies ?? []).flatMap((policy) => policy.escalation?.to ?? []);
  return [...stages.flatMap((stage) => stage.approvers), ...escalations];
}

const usersIn = (expressions: readonly string[]): string[] =>
  expressions
    .filter((expression) => expression.startsWith('user:'))
    .map((expression) => expression.slice('user:'.length));
