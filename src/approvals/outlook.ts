/** What would happen to a request, before anybody makes it: who could ask, for how long, and who would have to approve. */
import { resolveApprover } from '../model/approvers.ts';
import type { GrantChange } from '../model/change.ts';
import { findRole } from '../model/entitlement.ts';
import type { Grant } from '../model/grant.ts';
import { type Longest, longestPeriod } from '../model/longest-period.ts';
import type { Requirement } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { peopleOf } from './people.ts';
import { requirementsOf, withoutSets } from './requirements.ts';
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
    readonly people: readonly string[];
  };
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
  const before = new Set(required.stages.flatMap(({ candidates }) => candidates));
  const after = new Set(overdue.stages.flatMap(({ candidates }) => candidates));
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
            people: [...after].filter((user) => !before.has(user)),
          },
        }
      : {}),
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
