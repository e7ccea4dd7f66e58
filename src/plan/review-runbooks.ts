/** Which runbooks are to be looked at again, and by whom. */
import { mayApprove } from '../model/entitlement.ts';
import type { Day, Instant } from '../model/period.ts';
import { dayOf } from '../model/period.ts';
import type { Runbook } from '../model/policies.ts';
import { reviewDueAt } from '../model/review.ts';
import type { Sourced, Workspace } from '../model/workspace.ts';

/** How long before the day the owner is asked, in milliseconds: a week, so that it can be done in time. */
const ahead = 7 * 86_400_000;

export interface DueReview {
  readonly runbook: Sourced<Runbook>;
  readonly dueAt: Instant;
  readonly dueOn: Day;
  /** Who is asked, by user name: the owner; where the owner has left, or cannot answer here, the policy owners. */
  readonly asked: readonly string[];
  readonly owner: 'is asked' | 'has left' | 'has no account';
}

interface At {
  readonly now: Instant;
  readonly timeZone: string;
}

/** The runbooks whose review is due within a week, or is late; the earliest first. */
export const dueReviews = (workspace: Workspace, at: At): readonly DueReview[] =>
  workspace.runbooks
    .all()
    .flatMap((runbook): DueReview[] => {
      const { lastReviewed, reviewEvery } = runbook.value;
      const dueAt = reviewDueAt(lastReviewed, reviewEvery, at.timeZone);
      if (dueAt === undefined || dueAt - ahead > at.now) return [];
      const asked = keepersOf(runbook, workspace, at);
      return [{ runbook, dueAt, dueOn: dayOf(dueAt, at.timeZone), ...asked }];
    })
    .toSorted((a, b) => a.dueAt - b.dueAt || (a.runbook.id < b.runbook.id ? -1 : 1));

/** Who may say that a runbook is right. */
export function keepersOf(
  { value: { owner } }: Sourced<Runbook>,
  { people, settings }: Workspace,
  at: At,
): Pick<DueReview, 'asked' | 'owner'> {
  const isHere = (user: string) => {
    const person = people.has(user) ? people.get(user)?.value : undefined;
    return person !== undefined && mayApprove(person, at);
  };
  const isOwnerHere = isHere(owner);
  if (isOwnerHere && people.get(owner)?.value.github) return { asked: [owner], owner: 'is asked' };
  return {
    asked: (settings?.value.policyOwners ?? []).filter(isHere),
    owner: isOwnerHere ? 'has no account' : 'has left',
  };
}
