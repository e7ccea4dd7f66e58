/** Which approvers were asked, and have not answered for some working days. */
import type { Facts } from '../model/facts.ts';
import { addDuration, addWorkingTime, type Instant, parseDuration } from '../model/period.ts';
import type { Requirement, Verdict } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { accountsOf } from './people.ts';
import { openStage } from './whom-to-ask.ts';

/** Where the settings name no steps. */
export const usualApprovalSteps = ['1d', '3d'];

/** Somebody who was asked, and is still waited for. */
export interface OverdueApprover {
  readonly user: string;
  /** The account to mention, as the person file names it. */
  readonly login: string;
  /** Since when the person could have answered. */
  readonly since: Instant;
  /** The latest of the settings' steps that has been reached, as written: `3d`. */
  readonly step: string;
  /** What waits for this person. */
  readonly requirements: readonly Requirement[];
}

/** By what it is told. */
export interface AskedWhen {
  /** The policies, with every person file read. */
  readonly workspace: Workspace;
  readonly facts: Facts;
  /** When each account, by numeric id, was last asked. */
  readonly asked: ReadonlyMap<number, { readonly at: Instant | undefined }>;
  readonly now: Instant;
  readonly timeZone: string;
}

/** The people of whom the next approval can come, who were asked as long ago as a step says, and said nothing since. */
export function overdueApprovers(
  { requirements }: Pick<Verdict, 'requirements'>,
  known: AskedWhen,
): OverdueApprover[] {
  const waiting = new Map<string, Requirement[]>();
  for (const requirement of requirements) {
    const stage = openStage(requirement);
    const left = stage?.candidates.filter((user) => !stage.approvedBy.includes(user)) ?? [];
    for (const user of left) waiting.set(user, [...(waiting.get(user) ?? []), requirement]);
  }
  return [...waiting].flatMap(([user, wanted]) => {
    const person = known.workspace.people.get(user)?.value;
    const since = person && waitsSince(new Set(accountsOf(person).map(({ id }) => id)), known);
    const step = since === undefined ? undefined : stepReached(since, wanted, known);
    return person?.github && since !== undefined && step !== undefined
      ? [{ user, login: person.github.login, since, step, requirements: wanted }]
      : [];
  });
}

const silent = ['COMMENTED', 'PENDING'];

/** Since when somebody with these accounts could have answered; `undefined` where nobody asked, or they have answered. */
function waitsSince(ids: ReadonlySet<number>, { asked, facts }: AskedWhen): Instant | undefined {
  const times = [...ids].flatMap((id) => asked.get(id)?.at ?? []);
  if (times.length === 0) return undefined;
  const at = Math.max(...times);
  const hasAnswered = facts.reviews.some(
    ({ user, state, submittedAt }) =>
      user && ids.has(user.id) && !silent.includes(state) && Date.parse(submittedAt) >= at,
  );
  if (hasAnswered) return undefined;
  // Nobody waits for an answer while it is closed or a draft.
  const { readyAt } = facts.pullRequest;
  return readyAt ? Math.max(at, Date.parse(readyAt)) : at;
}

/** An emergency does not wait for Monday: as its escalation, its reminders go by the clock. */
function stepReached(
  since: Instant,
  wanted: readonly Requirement[],
  { workspace, now, timeZone }: AskedWhen,
): string | undefined {
  const policies = workspace.approvals?.value.policies ?? [];
  const isUrgent = wanted.some(({ policy }) => policies.find(({ id }) => id === policy)?.when?.emergency);
  const add = isUrgent ? addDuration : addWorkingTime;
  const steps = workspace.settings?.value.reminders?.approvals ?? usualApprovalSteps;
  const reached = steps.flatMap((step) => {
    const length = parseDuration(step);
    const from = length && add(since, length, timeZone);
    return from !== undefined && from <= now ? [{ step, from }] : [];
  });
  return reached.toSorted((a, b) => b.from - a.from)[0]?.step;
}
