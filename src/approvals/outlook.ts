/** What would happen to a request, before anybody makes it: who could ask, for how long, and who would have to approve. */
import { aloneIn } from '../model/alone.ts';
import { resolveApprover } from '../model/approvers.ts';
import type { GrantChange } from '../model/change.ts';
import type { Grant } from '../model/grant.ts';
import { type Longest, longestPeriod } from '../model/longest-period.ts';
import type { Person } from '../model/person.ts';
import type { Role } from '../model/system.ts';
import type { Indirect, Requirement } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { hasNobody } from './alone.ts';
import { peopleOf } from './people.ts';
import { grantRequirement, type ResolvedRequirement, withoutSets } from './requirements.ts';
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

/** What is asked for, with whom and what it is about. */
interface Asked {
  readonly change: GrantChange;
  readonly grant: Grant;
  readonly person: Person;
  readonly role: Role;
}

type At = Pick<Resolving, 'workspace' | 'now' | 'timeZone'>;

/** Every policy file has to be read. */
export function outlookOf(asked: Asked, at: At): Outlook {
  const { change, grant } = asked;
  const { workspace } = at;
  const options = { ...at, github: { people: peopleOf(workspace), teams: {} } };
  const required = grantRequirement(change, new Set(), options);
  // As if everybody had been asked long ago.
  const overdue = grantRequirement(change, new Set(), { ...options, askedSince: 0 });
  const policy = workspace.approvals?.value.policies.find(({ id }) => id === required.policy);
  return {
    requesters: requestersOf(asked, at),
    longest: longestOf(asked, at),
    requirement: {
      ...withoutSets(required),
      ...(isAlone(grant.subject, required, workspace) ? { satisfiedBy: 'alone' as const } : {}),
    },
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

/** Whether the subject is all the people that there are, and that may be said. */
const isAlone = (subject: string, required: ResolvedRequirement, workspace: Workspace): boolean =>
  aloneIn(workspace) === subject && hasNobody(required);

/** Stage by stage: who is a candidate of the first alone may fill no place of the second, until it is overdue. */
function broughtBy(required: ResolvedRequirement, overdue: ResolvedRequirement) {
  const stages = overdue.stages.map(({ candidates }, index) => {
    const before = new Set(required.stages[index]?.candidates);
    return candidates.filter((user) => !before.has(user));
  });
  const people = [...new Set(stages.flat())];
  return {
    people,
    stages,
    indirect: people.flatMap((user) => {
      const [standIn] = overdue.stages.flatMap(
        ({ indirect }) => indirect?.filter((one) => one.user === user && one.standsInFor) ?? [],
      );
      return standIn ?? [];
    }),
  };
}

function requestersOf({ grant, role }: Asked, at: At): Named[] {
  return (role.requesters ?? ['self', 'manager']).map((expression) => {
    const asApprover = expression === 'self' ? 'subject' : expression;
    const resolved = resolveApprover(asApprover, grant, at.workspace, at);
    return { expression, people: 'people' in resolved ? resolved.people : [] };
  });
}

function longestOf({ grant, person, role }: Asked, at: At): Longest | undefined {
  if (!grant.emergency) return longestPeriod(at.workspace, person, grant, at);
  return role.emergency && { kind: 'limited', duration: role.emergency.maxDuration, from: 'role' };
}
