/** What would happen to a request, before anybody makes it: who could ask, for how long, and who would have to approve. */
import { resolveApprover } from '../model/approvers.ts';
import type { GrantChange } from '../model/change.ts';
import { findRole } from '../model/entitlement.ts';
import type { Grant } from '../model/grant.ts';
import { type Longest, longestPeriod } from '../model/longest-period.ts';
import type { Indirect, Requirement } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { peopleOf } from './people.ts';
import { type ResolvedRequirement, requirementsOf, withoutSets } from './requirements.ts';
import type { Resolving } from './stages.ts';

/** An expression with the people whom it names in this case. */
export interface Named {
  readonly expression: string;
  readonly people: readonly string[];
}

export interface Outlook {
  /** Who may ask, as the role says. */
  readonly requesters: readonly Named[];
  /** The longest single period; `undefined` where the role matrix does not allow the role, or nothing is asked for. */
  readonly longest: Longest | undefined;
  readonly requirement: Requirement;
  /** Whether no person fills two places. */
  readonly distinct: boolean;
  /** Whether one of the candidates may do it alone, by their own pull request. */
  readonly authorCounts: boolean;
  /** Who may approve too when nobody answers. */
  readonly escalation?: {
    readonly after: string;
    /** Whether the time counts on working days alone; in an emergency it does not wait for Monday. */
    readonly workingDays: boolean;
    readonly to: readonly string[];
    /** Whom it brings to any stage, by user name. */
    readonly people: readonly string[];
    /** The same for each stage: who may fill a place of it besides those who may anyway. */
    readonly stages: readonly (readonly string[])[];
    /** Who of them is there as somebody’s stand-in. */
    readonly indirect: readonly Indirect[];
  };
  /** How soon afterwards it is looked at. */
  readonly postReview?: { readonly within: string };
}

/** Every policy file has to be read. */
export function outlookOf(
  change: GrantChange,
  grant: Grant,
  at: Pick<Resolving, 'workspace' | 'now' | 'timeZone'>,
): Outlook | undefined {
  const { workspace } = at;
  const options = { ...at, github: { people: peopleOf(workspace), teams: {} } };
  const toApprove = { grants: [change], policies: [], others: [] };
  const [required] = requirementsOf(toApprove, options);
  // As if everybody had been asked long ago.
  const [overdue] = requirementsOf(toApprove, { ...options, askedSince: 0 });
  if (!required || !overdue) return undefined;
  const policy = workspace.approvals?.value.policies.find(({ id }) => id === required.policy);
  const person = workspace.people.get(grant.subject)?.value;
  return {
    requesters: requestersOf(grant, at),
    longest: person && longestOf(grant, at),
    requirement: withoutSets(required),
    distinct: required.distinct,
    authorCounts: required.authorCounts,
    ...(policy?.escalation
      ? {
          escalation: {
            ...policy.escalation,
            workingDays: policy.when?.emergency !== true,
            ...broughtBy(required, overdue),
          },
        }
      : {}),
    ...(policy?.postReview && grant.emergency ? { postReview: policy.postReview } : {}),
  };
}

/** Stage by stage: who is a candidate of the first alone may fill no place of the second, until it is overdue. */
function broughtBy(required: ResolvedRequirement, overdue: ResolvedRequirement) {
  const stages = overdue.stages.map(({ candidates }, index) => {
    const before = new Set(required.stages[index]?.candidates);
    return candidates.filter((user) => !before.has(user));
  });
  const people = [...new Set(stages.flat())];
  const indirect = overdue.stages.flatMap((stage) => stage.indirect ?? []);
  return {
    people,
    stages,
    indirect: people.flatMap((user) => indirect.find((one) => one.user === user && one.standsInFor) ?? []),
  };
}

function requestersOf(grant: Grant, at: Pick<Resolving, 'workspace' | 'now' | 'timeZone'>): Named[] {
  const found = findRole(at.workspace, grant.system, grant.role);
  return (found?.role.requesters ?? ['self', 'manager']).map((expression) => {
    const asApprover = expression === 'self' ? 'subject' : expression;
    const resolved = resolveApprover(asApprover, grant, at.workspace, at);
    return { expression, people: 'people' in resolved ? resolved.people : [] };
  });
}

function longestOf(
  grant: Grant,
  at: { readonly workspace: Workspace; readonly now: number; readonly timeZone: string },
): Longest | undefined {
  const person = at.workspace.people.get(grant.subject)?.value;
  const found = findRole(at.workspace, grant.system, grant.role);
  if (grant.emergency)
    return found?.role.emergency
      ? { kind: 'limited', duration: found.role.emergency.maxDuration, from: 'role' }
      : undefined;
  return person && longestPeriod(at.workspace, person, grant, at);
}
