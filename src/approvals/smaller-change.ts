/** Which changes take nobody but one person who has to do with them, so that nobody has to ask another. */
import { matchEnded, matchPolicy } from '../model/approval-match.ts';
import type { ApprovalPolicy } from '../model/approvals.ts';
import { caseOf, type GrantChange } from '../model/change.ts';
import { findRole } from '../model/entitlement.ts';
import type { Workspace } from '../model/workspace.ts';
import type { ChangeToApprove } from './requirements.ts';

/** The policy that decides on what happens to a grant, if there is one. Its role has to be known. */
export function policyOf(change: GrantChange, workspace: Workspace): ApprovalPolicy | undefined {
  const { system, role } = caseOf(change);
  const found = findRole(workspace, system, role);
  return (
    found &&
    workspace.approvals &&
    matchPolicy(workspace.approvals.value, {
      systemId: system,
      system: found.system.value,
      roleId: role,
      role: found.role,
      emergency: (change.after ?? change.before)?.value.emergency === true,
      change: change.kind,
    })
  );
}

export const isLess = ({ kind }: GrantChange): boolean => kind === 'reduced' || kind === 'removed';

/**
 * Whether a change only makes access smaller, and whoever asks for it may be the one who approves it. Then it makes no
 * difference who had a machine propose it. Where a policy wants somebody else for that, and nobody may end people by
 * their own leave, a machine would hide who asks: that person could approve it alone.
 */
export function isForAnybody(change: ChangeToApprove, workspace: Workspace): boolean {
  const { grants, policies, others, ended, expired } = change;
  const { approvals } = workspace;
  if (ended && approvals && matchEnded(approvals.value)) return true;
  return (
    policies.length === 0 &&
    others.length === 0 &&
    grants.length > 0 &&
    grants.every((each) => isLess(each) && (expired?.has(each.path) || !policyOf(each, workspace)))
  );
}
