/** Says why an approval counts nowhere. */
import { caseOf } from '../model/change.ts';
import type { Discounted, DiscountReason } from '../model/verdict.ts';
import type { Hand } from './involved.ts';
import type { ChangeToApprove, ResolvedRequirement } from './requirements.ts';
import { newerSince, type Objection, type PersonalReview } from './reviews.ts';

/** Why somebody approves nothing in a pull request: a hand in it, or it makes them an approver. */
export type Bar = Hand | 'gaining';

export const superseded = ({ login, review }: PersonalReview): Discounted => ({
  user: login,
  review: review.id,
  reason: 'superseded',
  explanation: newerSince(login),
});

/** An objection of somebody who has no say blocks nothing, and must not vanish either. */
export const mayNotObject = ({ login, review }: Objection): Discounted => ({
  user: login,
  review: review.id,
  reason: 'not-a-candidate',
  explanation: 'that person may not object here, because the policy does not name them',
  objection: true,
});

/** Why an approval fills no place anywhere, by the first reason that holds everywhere. Who may fill one is not barred. */
export function whyNot(
  review: PersonalReview,
  resolved: readonly ResolvedRequirement[],
  barred: ReadonlyMap<string, Bar>,
  { grants, ended }: ChangeToApprove,
  isCurrent: (path: string) => boolean,
  isOfHead: boolean,
): Discounted {
  const { person, login } = review;
  const eligible = resolved.filter(({ stages }) => stages.some((stage) => stage.eligible.has(person)));
  const values = grants.flatMap(({ before, after }) => (after ?? before)?.value ?? []);
  const because = (reason: DiscountReason, explanation: string): Discounted => ({
    user: login,
    review: review.review.id,
    reason,
    explanation,
  });
  if (eligible.some(({ change }) => isCurrent(change.path)))
    return because('not-needed', 'every place that this person could fill has somebody already');
  if (eligible.length > 0)
    return because(
      'stale',
      isOfHead
        ? 'since the approval, the pull request got another base, or the same file changed on the default branch'
        : 'the approval is of an older commit; what is there now was not seen',
    );
  const hand = barred.get(person);
  if (ended?.person === person || grants.some((each) => caseOf(each).subject === person))
    return because('subject', 'nobody approves their own access, nor anything else in the same pull request');
  if (values.some(({ requestedBy }) => requestedBy === person) || hand === 'requester')
    return because('requester', 'who asks for access does not approve it');
  if (hand === 'author') return because('author', 'who wrote a part of the pull request does not approve it');
  if (hand === 'committer')
    return because('committer', 'who pushed or committed a part of the pull request does not approve it');
  if (hand === 'gaining')
    return because(
      'not-a-candidate',
      'this change makes that person an approver, so they do not count for it',
    );
  return because('not-a-candidate', 'the approval policy does not name that person here');
}
