/** What has to be read to judge a few grants: the people and the other grants that the rules look at. */

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

/**
 * The user names that judging these grants asks about, as far as they can be known from what was read. To be
 * asked again after each reading, until nothing new comes: the manager of a manager is known only then.
 */
export function peopleNeeded(workspace: Workspace, judged: Iterable<Sourced<Grant>>): string[] {
  const { settings, approvals, systems, people } = workspace;
  const names = new Set<string>([
    ...(settings?.value.policyOwners ?? []),
    ...Object.values(settings?.value.groups ?? {}).flat(),
  ]);
  const add = (name: string | undefined) => name !== undefined && names.add(name);
  const read = (name: string | undefined) =>
    name !== undefined && people.isRead(name) ? people.get(name)?.value : undefined;
  for (const { value } of judged) {
    const manager = read(value.subject)?.manager;
    for (const name of [value.subject, value.requestedBy, manager, read(manager)?.manager]) add(name);
    for (const owner of systems.get(value.system)?.value.owners ?? []) add(owner);
    for (const role of Object.values(systems.get(value.system)?.value.roles ?? {}))
      for (const user of usersIn(role.requesters ?? [])) add(user);
  }
  for (const policy of approvals?.value.policies ?? []) {
    for (const expressions of [...policy.stages.map((stage) => stage.approvers), policy.escalation?.to ?? []])
      for (const user of usersIn(expressions)) add(user);
  }
  for (const name of [...names]) for (const delegation of read(name)?.delegations ?? []) add(delegation.to);
  return [...names];
}

const usersIn = (expressions: readonly string[]): string[] =>
  expressions
    .filter((expression) => expression.startsWith('user:'))
    .map((expression) => expression.slice('user:'.length));
