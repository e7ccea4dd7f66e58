/** Who has to approve what a change does, by the approval policies of the base. */
import { matchEnded } from '../model/approval-match.ts';
import type { ApprovalPolicy, Stage } from '../model/approvals.ts';
import type { ApprovalCase } from '../model/approvers.ts';
import { caseOf, type GrantChange } from '../model/change.ts';
import { findRole } from '../model/entitlement.ts';
import { addDuration, addWorkingTime, type Instant, parseDuration } from '../model/period.ts';
import type { System } from '../model/system.ts';
import type { Requirement } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { type FileRule, fileRules, restOfFiles } from './file-rules.ts';
import { lighterStage } from './lighter-stage.ts';
import { isLess, policyOf } from './smaller-change.ts';
import { type Escalation, type ResolvedStage, type Resolving, resolveStage } from './stages.ts';

/** What a change does, as far as approvals go. */
export interface ChangeToApprove {
  readonly grants: readonly GrantChange[];
  readonly policies: readonly string[];
  readonly others: readonly string[];
  /** The person whom the change ends, where it does that and nothing else. */
  readonly ended?: { readonly person: string; readonly path: string };
  /** The removed grants whose time was over anyway. */
  readonly expired?: ReadonlySet<string>;
  /** The people whom a changed policy file is about: they approve nothing of it. */
  readonly about?: ReadonlyMap<string, readonly string[]>;
}

/** A requirement with everybody who may fill its places. */
export interface ResolvedRequirement extends Requirement {
  readonly stages: readonly ResolvedStage[];
  /** Whether one person may fill places of several stages. */
  readonly distinct: boolean;
  /** Whether the author's own leave is enough, if they are one of the candidates. */
  readonly authorCounts: boolean;
}

export interface RequirementOptions extends Resolving {
  /** Who approves nothing in this pull request, besides subject and requester of each grant. */
  readonly mayNot?: (user: string) => boolean;
  /** Who of them had a hand in it for certain, as GitHub itself says. Left out, everybody whom `mayNot` names. */
  readonly hadAHand?: (user: string) => boolean;
  /** Since when approvers have been asked: escalations count from here. */
  readonly askedSince?: Instant | undefined;
}

/** The requirement of each change, by the policies in the workspace. */
export function requirementsOf(change: ChangeToApprove, options: RequirementOptions): ResolvedRequirement[] {
  const ended = change.ended && endedRequirement(change.ended, options);
  if (ended) return [ended];
  // To clear away what has expired concerns nobody any more.
  const subjects = new Set(
    change.grants.filter(({ path }) => !change.expired?.has(path)).map((each) => caseOf(each).subject),
  );
  const ruleOf = fileRules(options.workspace.approvals?.value);
  return [
    ...change.grants.map((grant) =>
      change.expired?.has(grant.path)
        ? expiredRequirement(grant)
        : grantRequirement(grant, subjects, options),
    ),
    ...[...change.policies, ...change.others].map((path) =>
      fileRequirement(
        path,
        ruleOf(path),
        new Set([...subjects, ...(change.about?.get(path) ?? [])]),
        options,
      ),
    ),
  ];
}

const expiredRequirement = ({ kind, path }: GrantChange): ResolvedRequirement => ({
  change: { kind, path },
  policy: 'built-in',
  stages: [],
  satisfiedBy: 'expired',
  distinct: true,
  authorCounts: false,
});

/** `subjects` are those of all grants in the pull request; that of this one need not be among them. */
export function grantRequirement(
  change: GrantChange,
  subjects: ReadonlySet<string>,
  options: RequirementOptions,
): ResolvedRequirement {
  const { workspace, mayNot = () => false } = options;
  const named = { kind: change.kind, path: change.path };
  const nobody = { change: named, policy: undefined, stages: [], distinct: true, authorCounts: false };
  const about = caseOf(change);
  const found = findRole(workspace, about.system, about.role);
  if (!found) return nobody;
  const grant = (change.after ?? change.before)?.value;
  const policy = policyOf(change, workspace);
  const isLighter = !policy && isLess(change);
  const stages = policy?.stages ?? builtInStages(change.kind, found.system.value, workspace);
  // Whoever is subject in a pull request approves nothing else in it. That a requester has left need not be known.
  const isBarred = (user: string) =>
    user === about.subject
      ? !isLighter
      : subjects.has(user) || (!isLighter && (user === grant?.requestedBy || mayNot(user)));
  const { hadAHand = (user: string) => user === grant?.requestedBy || mayNot(user) } = options;
  const isOut = (user: string) => !isLighter && (user === about.subject || hadAHand(user));
  if (stages.length === 0) return nobody;
  const resolved = resolve(
    { change: named, policy, stages, about, isBarred, isOut, authorCounts: isLighter },
    options,
  );
  // Nobody holds up the end of their own access.
  return isLighter ? withoutObjectionsOf(about.subject, resolved) : resolved;
}

const withoutObjectionsOf = (user: string, requirement: ResolvedRequirement): ResolvedRequirement => ({
  ...requirement,
  stages: requirement.stages.map((stage) => ({
    ...stage,
    named: new Set([...stage.named].filter((each) => each !== user)),
  })),
});

/** What is asked for where no policy says otherwise; nothing for changes that give access, which is an error. */
export function builtInStages(
  kind: GrantChange['kind'],
  system: System,
  workspace: Workspace,
): readonly Stage[] {
  if (kind === 'reduced' || kind === 'removed') return [lighterStage(workspace)];
  return kind === 'reviewed' ? [{ approvers: system.accessReview?.reviewers ?? ['system-owner'] }] : [];
}

/** A file that is no grant: the first `policyChanges` entry whose paths match, otherwise the policy owners. */
function fileRequirement(
  path: string,
  rule: FileRule | undefined,
  subjects: ReadonlySet<string>,
  options: RequirementOptions,
): ResolvedRequirement {
  const { mayNot = () => false } = options;
  return {
    ...resolve(
      {
        change: { kind: 'policy', path },
        policy: undefined,
        stages: rule?.stages ?? restOfFiles,
        about: { subject: '', system: '' },
        isBarred: (user) => subjects.has(user) || mayNot(user),
        // No escalation speaks of files, so it makes no difference how long nobody answers.
        isOut: mayNot,
        authorCounts: false,
      },
      options,
    ),
    policy: rule ? 'policyChanges' : 'built-in',
  };
}

/** Ending a person and all that they hold, where a policy speaks of it. Somebody in its groups may do that alone. */
function endedRequirement(
  { person, path }: NonNullable<ChangeToApprove['ended']>,
  options: RequirementOptions,
): ResolvedRequirement | undefined {
  const { approvals } = options.workspace;
  const policy = approvals && matchEnded(approvals.value);
  if (!policy) return undefined;
  const resolved = resolve(
    {
      change: { kind: 'ended', path },
      policy,
      stages: policy.stages,
      about: { subject: person, system: '' },
      isBarred: (user) => user === person,
      isOut: (user) => user === person,
      authorCounts: true,
    },
    options,
  );
  return withoutObjectionsOf(person, resolved);
}

interface Unresolved {
  readonly change: Requirement['change'];
  readonly policy: ApprovalPolicy | undefined;
  readonly stages: readonly Stage[];
  readonly about: ApprovalCase;
  readonly isBarred: (user: string) => boolean;
  readonly isOut: (user: string) => boolean;
  readonly authorCounts: boolean;
}

function resolve(
  { change, policy, stages, about, isBarred, isOut, authorCounts }: Unresolved,
  options: RequirementOptions,
): ResolvedRequirement {
  const escalation = policy?.escalation && escalationOf(policy, policy.escalation, options);
  const waits = escalation?.isDue === false && escalation.from !== undefined;
  return {
    change,
    policy: policy?.id ?? 'built-in',
    ...(policy?.title === undefined ? {} : { title: policy.title }),
    stages: stages.map((stage) =>
      resolveStage(stage, about, { mayNot: isBarred, isOut }, escalation, options),
    ),
    ...(waits ? { escalation: { to: escalation.to, from: new Date(escalation.from).toISOString() } } : {}),
    distinct: policy?.distinct ?? true,
    authorCounts,
  };
}

/** An emergency does not wait for Monday: its escalation goes by the clock. */
function escalationOf(
  { when }: ApprovalPolicy,
  { after, to }: NonNullable<ApprovalPolicy['escalation']>,
  { askedSince, now, timeZone }: RequirementOptions,
): Escalation {
  const patience = parseDuration(after);
  if (askedSince === undefined || patience === undefined) return { to, isDue: false };
  const add = when?.emergency ? addDuration : addWorkingTime;
  const from = add(askedSince, patience, timeZone);
  return { to, isDue: from <= now, from };
}

/** What is told of a requirement: the names, without the sets that are only counted with. */
export const withoutSets = ({
  stages,
  distinct: _,
  authorCounts: __,
  ...told
}: ResolvedRequirement): Requirement => ({
  ...told,
  stages: stages.map(({ eligible: ___, named: ____, unread: _____, ...stage }) => stage),
});
