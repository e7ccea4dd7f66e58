/** What each person's reviews say in the end: leave, objection, or neither. */
import type { Facts, ReviewFact } from '../model/facts.ts';
import type { Discounted, DiscountReason } from '../model/verdict.ts';
import type { People } from './people.ts';

/** A review with the person who gave it. */
export interface PersonalReview {
  readonly person: string;
  readonly login: string;
  readonly review: ReviewFact;
}

/** The reviews of a pull request, person by person. */
export interface Reviews {
  /** The latest decisive word of each person who gives leave. Whether it counts is another question. */
  readonly approvals: readonly PersonalReview[];
  /** The objections that nobody with a right to has taken away. Whether the person may object is another question. */
  readonly objections: readonly PersonalReview[];
  readonly discounted: readonly Discounted[];
}

const decisive = ['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'];
const silent = ['COMMENTED', 'PENDING'];

/** `mayDismiss` says who takes away the objection of somebody else: the policy owners. */
export function reviewsOf(facts: Facts, people: People, mayDismiss: ReadonlySet<string>): Reviews {
  const discounted: Discounted[] = [];
  const discount = (review: ReviewFact, reason: DiscountReason, why: string) =>
    discounted.push({ user: review.user?.login ?? 'ghost', review: review.id, reason, explanation: why });

  const byPerson = new Map<string, PersonalReview[]>();
  for (const review of inOrder(facts.reviews)) {
    if (silent.includes(review.state)) continue;
    const known = attribute(review, people);
    if ('reason' in known) discount(review, known.reason, known.why);
    else if (!decisive.includes(review.state))
      discount(review, 'unknown-state', `\`${review.state}\` is nothing that Grantbook knows`);
    else byPerson.set(known.person, [...(byPerson.get(known.person) ?? []), known]);
  }

  const approvals: PersonalReview[] = [];
  const objections: PersonalReview[] = [];
  for (const words of byPerson.values()) {
    const said = words.map((word) => ({ ...word, meaning: meaningOf(word, facts, people, mayDismiss) }));
    const last = said.at(-1);
    if (last?.meaning === 'approval') approvals.push(last);
    for (const { review, meaning } of said)
      if (meaning === 'dismissed approval') discount(review, 'dismissed', 'the approval was dismissed');
      else if (meaning === 'approval' && review !== last?.review)
        discount(review, 'superseded', `\`${last?.login}\` has said something newer since`);
    // An approval settles what its person objected to before, even if it was dismissed since.
    const settled = said.findLastIndex(({ meaning }) => /approval$/.test(meaning));
    const open = said.slice(settled + 1).findLast(({ meaning }) => meaning === 'objection');
    if (open) objections.push(open);
  }
  return { approvals, objections, discounted };
}

const inOrder = (reviews: readonly ReviewFact[]): ReviewFact[] =>
  reviews.toSorted((a, b) => Date.parse(a.submittedAt) - Date.parse(b.submittedAt) || a.id - b.id);

function attribute(
  review: ReviewFact,
  people: People,
): PersonalReview | { readonly reason: DiscountReason; readonly why: string } {
  const { user } = review;
  if (user === null) return { reason: 'not-a-candidate', why: 'the account was deleted' };
  if (user.type === 'Bot') return { reason: 'bot', why: `\`${user.login}\` is no person` };
  if (user.type !== undefined && user.type !== 'User')
    return {
      reason: 'unknown-state',
      why: `\`${user.login}\` is an account of a kind that Grantbook does not know`,
    };
  const behind = people.behind(user);
  if ('several' in behind)
    return {
      reason: 'duplicate-person',
      why: `the account number ${user.id} stands in the files of several people: ${behind.several.join(', ')}`,
    };
  if ('unknown' in behind)
    return {
      reason: 'not-a-candidate',
      why:
        behind.formerly === undefined
          ? `the account \`${user.login}\` (number ${user.id}) belongs to nobody in \`policies/people/\``
          : `the account \`${user.login}\` has the number ${user.id}, which is not the one in the file of \`${behind.formerly}\`: the name may have been taken over`,
    };
  return { person: behind.person, login: user.login, review };
}

type Meaning = 'approval' | 'objection' | 'dismissed approval' | 'withdrawn objection';

function meaningOf(
  { person, review }: PersonalReview,
  facts: Facts,
  people: People,
  mayDismiss: ReadonlySet<string>,
): Meaning {
  const dismissals = (facts.dismissals ?? []).filter((each) => each.review === review.id);
  const wasApproval =
    review.state === 'APPROVED' || dismissals.some(({ state }) => state?.toLowerCase() === 'approved');
  if (review.state === 'APPROVED' && dismissals.length === 0) return 'approval';
  if (wasApproval) return 'dismissed approval';
  // Nobody but that person and the policy owners takes an objection away; a dismissal by nobody knows whom does not.
  const isTakenBack = dismissals.some(({ by }) => {
    const behind = by && people.behind(by);
    return behind && 'person' in behind && (behind.person === person || mayDismiss.has(behind.person));
  });
  return isTakenBack ? 'withdrawn objection' : 'objection';
}
