/** Who has to approve what a change does, by the approval policies of the base. */
import { minimatch } from 'minimatch';
import { matchPolicy } from '../model/approval-match.ts';
import type { Stage } from '../model/approvals.ts';
import { type ApprovalCase, isOpenEnded, resolveApprover } from '../model/approvers.ts';
import type { GrantChange } from '../model/change.ts';
import { findRole } from '../model/entitlement.ts';
import type { Instant } from '../model/period.ts';
import type { System } from '../model/system.ts';
import type { Requirement, StageRequirement } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

interface At {
  readonly now: Instant;
  readonly timeZone: string;
}

/** Built in after the last policy: making access smaller needs one person who has to do with it. */
const lighterStage: Stage = {
  approvers: ['subject', 'manager', 'system-owner', 'group:security', 'group:hr'],
};

/** The requirement of each change, by the policies in `workspace`. */
export function requirementsOf(
  change: {
    readonly grants: readonly GrantChange[];
    readonly policies: readonly string[];
    readonly others: readonly string[];
  },
  workspace: Workspace,
  at: At,
): Requirement[] {
  return [
    ...change.grants.map((grant) => grantRequirement(grant, workspace, at)),
    ...fileRequirements([...change.policies, ...change.others], workspace, at),
  ];
}

function grantRequirement(change: GrantChange, workspace: Workspace, at: At): Requirement {
  const named = { kind: change.kind, path: change.path };
  const grant = (change.after ?? change.before)?.value;
  const about = grant ?? workspace.holdings.at(change.path);
  const found = about && findRole(workspace, about.system, about.role);
  if (!about || !found) return { change: named, policy: undefined, stages: [] };
  const policy =
    workspace.approvals &&
    matchPolicy(workspace.approvals.value, {
      systemId: about.system,
      system: found.system.value,
      roleId: about.role,
      role: found.role,
      emergency: grant?.emergency === true,
      change: change.kind,
    });
  const stages = policy?.stages ?? builtInStages(change.kind, found.system.value);
  const isLighter = change.kind === 'reduced' || change.kind === 'removed';
  const excluded = isLighter && !policy ? [] : [about.subject, grant?.requestedBy];
  return {
    change: named,
    policy: policy?.id ?? (stages.length > 0 ? 'built-in' : undefined),
    ...(policy?.title === undefined ? {} : { title: policy.title }),
    stages: stages.map((stage) => resolveStage(stage, about, excluded, workspace, at)),
  };
}

/** What is asked for where no policy says otherwise; nothing for changes that give access, which is an error. */
function builtInStages(kind: GrantChange['kind'], system: System): readonly Stage[] {
  if (kind === 'reduced' || kind === 'removed') return [lighterStage];
  return kind === 'reviewed' ? [{ approvers: system.accessReview?.reviewers ?? ['system-owner'] }] : [];
}

/** Files that are not grants: the first `policyChanges` entry whose paths match, otherwise the policy owners. */
function fileRequirements(paths: readonly string[], workspace: Workspace, at: At): Requirement[] {
  return paths.map((path) => {
    const rule = workspace.approvals?.value.policyChanges?.find((entry) =>
      entry.paths.some((pattern) => minimatch(path, pattern, { dot: true })),
    );
    const stages = rule?.stages ?? [{ approvers: ['policy-owner'], count: 1 }];
    return {
      change: { kind: 'policy' as const, path },
      policy: rule ? 'policyChanges' : 'built-in',
      stages: stages.map((stage) => resolveStage(stage, { subject: '', system: '' }, [], workspace, at)),
    };
  });
}

function resolveStage(
  stage: Stage,
  approvalCase: ApprovalCase,
  excluded: readonly (string | undefined)[],
  workspace: Workspace,
  at: At,
): StageRequirement {
  const candidates = new Set<string>();
  const teams: string[] = [];
  for (const expression of stage.approvers) {
    if (isOpenEnded(expression)) continue;
    const resolved = resolveApprover(expression, approvalCase, workspace, at);
    if ('team' in resolved) teams.push(resolved.team);
    else for (const user of resolved.people) if (!excluded.includes(user)) candidates.add(user);
  }
  return {
    approvers: stage.approvers,
    candidates: [...candidates],
    teams,
    needed: stage.count ?? 1,
    approvedBy: [],
  };
}
