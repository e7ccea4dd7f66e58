/** Who owns what, as CODEOWNERS names owners: `@login` and `@organization/team`. */
import { matchPolicy } from '../model/approval-match.ts';
import type { Stage } from '../model/approvals.ts';
import { resolveApprover } from '../model/approvers.ts';
import type { Person } from '../model/person.ts';
import type { System } from '../model/system.ts';
import type { Sourced, Workspace } from '../model/workspace.ts';

export type Owners = readonly string[];

/**
 * The owners whom the first stage names that does not depend on who asks; nobody where no stage does. One approval of
 * an owner is enough for GitHub, so that naming the later stages too would make the first one needless.
 */
export function ownersOf(stages: readonly Stage[], system: string, workspace: Workspace): Owners {
  for (const { approvers } of stages) {
    const owners = new Set(approvers.flatMap((expression) => ownersNamedBy(expression, system, workspace)));
    if (owners.size > 0) return [...owners];
  }
  return [];
}

/** Those who approve what no policy speaks of. */
export const policyOwnersOf = (workspace: Workspace): Owners =>
  ownersOf([{ approvers: ['policy-owner'] }], '', workspace);

/** No day in a file may make CODEOWNERS stale overnight, so that `active` alone counts. */
const whenever = { now: 0, timeZone: 'UTC' };
const isOwner = ({ active, employmentType }: Person): boolean => active && employmentType !== 'service';

function ownersNamedBy(expression: string, system: string, workspace: Workspace): Owners {
  // Everybody is nobody in particular.
  if (expression === 'everyone') return [];
  const resolved = resolveApprover(expression, { subject: '', system }, workspace, whenever, isOwner);
  if ('team' in resolved) return [`@${resolved.team}`];
  return resolved.people.flatMap((user) => {
    const login = workspace.people.get(user)?.value.github?.login;
    return login === undefined ? [] : [`@${login}`];
  });
}

/**
 * The owners of the grants of a role: who approves a new one first, and those who approve it in an emergency, which
 * must not wait for an owner of every day.
 */
export function ownersOfRole(system: Sourced<System>, roleId: string, workspace: Workspace): Owners {
  const role = system.value.roles[roleId];
  const approvals = workspace.approvals?.value;
  if (!role || !approvals) return policyOwnersOf(workspace);
  const ownersIn = (emergency: boolean): Owners => {
    const about = { systemId: system.id, system: system.value, roleId, role, emergency };
    const policy = matchPolicy(approvals, { ...about, change: 'added' });
    return ownersOf(policy?.stages ?? [], system.id, workspace);
  };
  const everyday = ownersIn(false);
  return [
    ...new Set([
      ...(everyday.length > 0 ? everyday : policyOwnersOf(workspace)),
      ...(role.emergency ? ownersIn(true) : []),
    ]),
  ];
}
