/** Who has to approve what a change does, by the approval policies of the base. */
import { minimatch } from 'minimatch';
import { matchPolicy } from '../model/approval-match.ts';
import type { Stage } from '../model/approvals.ts';
import { type ApprovalCase, resolveApprover } from '../model/approvers.ts';
import type { GrantChange } from '../model/change.ts';
import { findRole } from '../model/entitlement.ts';
import type { Instant } from '../model/period.ts';
import type { Requirement, StageRequirement } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

interface At {
  readonly now: Instant;
  readonly timeZone: string;
}

/** Built in after the last policy: making access smaller needs one person who has to do with it. */
const lighterStages: readonly Stage[] = [
  { approvers: ['manager', 'system-owner', 'group:security', 'group:hr'], count: 1 },
];

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
  const found = grant && findRole(workspace, grant.system, grant.role);
  const lighter = change.kind === 'reduced' || change.kind === 'removed';
  const policy =
    grant && found && workspace.approvals
      ? matchPolicy(workspace.approvals.value, {
          system: grant.system,
          role: grant.role,
          found,
          emergency: grant.emergency === true,
          change: change.kind,
        })
      : undefined;
  if (policy) {
    const approvalCase = {
      subject: grant?.subject ?? '',
      system: grant?.system ?? '',
      requestedBy: grant?.requestedBy,
    };
    return {
      change: named,
      policy: policy.id,
      ...(policy.title === undefined ? {} : { title: policy.title }),
      stages: policy.stages.map((stage) => resolveStage(stage, approvalCase, workspace, at)),
    };
  }
  const holding = workspace.holdings.at(change.path);
  const subject = grant?.subject ?? holding?.subject ?? '';
  if (lighter)
    return {
      change: named,
      policy: 'built-in',
      stages: lighterStages.map((stage) =>
        resolveStage(stage, { subject, system: grant?.system ?? '' }, workspace, at),
      ),
    };
  return { change: named, policy: undefined, stages: [] };
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
      stages: stages.map((stage) => resolveStage(stage, { subject: '', system: '' }, workspace, at)),
    };
  });
}

function resolveStage(
  stage: Stage,
  approvalCase: ApprovalCase & { readonly requestedBy?: string | undefined },
  workspace: Workspace,
  at: At,
): StageRequirement {
  const excluded = new Set([approvalCase.subject, approvalCase.requestedBy]);
  const candidates = new Set<string>();
  const teams: string[] = [];
  for (const expression of stage.approvers) {
    if (isOpenEnded(expression)) continue;
    const resolved = resolveApprover(expression, approvalCase, workspace, at);
    if ('team' in resolved) teams.push(resolved.team);
    else for (const user of resolved.people) if (!excluded.has(user)) candidates.add(user);
  }
  return {
    approvers: stage.approvers,
    candidates: [...candidates],
    teams,
    needed: stage.count ?? 1,
    approvedBy: [],
  };
}

/** Expressions that may name hundreds of people are said in their own words rather than as a list of names. */
export const isOpenEnded = (expression: string): boolean =>
  expression === 'everyone' || expression.startsWith('job-function:');
