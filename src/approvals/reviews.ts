/** What each person's reviews say in the end: leave, objection, or neither. */
import type { Account, Facts, ReviewFact } from '../model/facts.ts';
import type { Discounted, DiscountReason } from '../model/verdict.ts';
import type { People } from './people.ts';

/** A review with the person who gave it. */
export interface PersonalReview {
  readonly person: string;
  readonly login: string;
  readonly review: ReviewFact;
}

/** An objection, and everybody whose it may be: an account can be in the files of several people. */
export interface Objection {
  readonly by: readonly [string, ...string[]];
  readonly login: string;
  readonly review: ReviewFact;
}

/** The reviews of a pull request, person by person. */
export interface Reviews {
  /**
   * The approvals that their persons have not gone back on, oldest first. A second approval does not take away what
   * the first one saw. Whether they count is another question.
   */
  readonly approvals: readonly PersonalReview[];
  /** The objections that nobody with a right to has taken away. Whether the person may object is another question. */
  readonly objections: readonly Objection[];
  readonly discounted: readonly Discounted[];
}

const decisive = ['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'];
const silent = ['COMMENTED', 'PENDING'];

/**
 * Whether it is plain what a review says, and who says it. What is not known may be an objection, or take back what
 * the same person said before.
 */
export const isReadable = ({ state, user, submittedAt }: ReviewFact): boolean =>
  (silent.includes(state) || decisive.includes(state)) &&
  (user === null ? silent.includes(state) || state === 'APPROVED' : isKnownKind(user)) &&
  !Number.isNaN(Date.parse(submittedAt));

/** The state that was meant where the facts were written by hand: in small letters, or with a space. */
export function stateMeant({ state }: ReviewFact): string | undefined {
  const meant = state
    .trim()
    .toUpperCase()
    .replaceAll(/[\s-]+/g, '_');
  return meant !== state && [...decisive, ...silent].includes(meant) ? meant : undefined;
}

const isKnownKind = ({ type }: Account): boolean => type === 'User' || type === 'Bot';

/** `mayDismiss` says who takes away the objection of somebody else: the policy owners. */
export function reviewsOf(facts: Facts, people: People, mayDismiss: ReadonlySet<string>): Reviews {
  const discounted: Discounted[] = [];
  const discount = (review: ReviewFact, reason: DiscountReason, why: string) =>
    discounted.push({ user: loginOf(review), review: review.id, reason, explanation: why });

  const byPerson = new Map<string, PersonalReview[]>();
  const objections: Objection[] = [];
  for (const review of inOrder(facts.reviews)) {
    if (silent.includes(review.state)) continue;
    const known = attribute(review, people);
    if ('reason' in known) {
      discount(review, known.reason, known.why);
      // An objection of one of several people does not go away because nobody can tell of which.
      if (known.mayBe && meaningOf({ review }, facts, people, mayDismiss) === 'objection')
        objections.push({ by: known.mayBe, login: loginOf(review), review });
    } else if (!decisive.includes(review.state))
      discount(review, 'unknown-state', `\`${review.state}\` is nothing that Grantbook knows`);
    else byPerson.set(known.person, [...(byPerson.get(known.person) ?? []), known]);
  }

  const approvals: PersonalReview[] = [];
  for (const words of byPerson.values()) {
    const said = words.map((word) => ({ ...word, meaning: meaningOf(word, facts, people, mayDismiss) }));
    const inForce = said.slice(said.findLastIndex(({ meaning }) => meaning !== 'approval') + 1);
    approvals.push(...inForce);
    for (const { login, review, meaning } of said.slice(0, said.length - inForce.length))
      if (meaning === 'dismissed approval') discount(review, 'dismissed', 'the approval was dismissed');
      else if (meaning === 'approval') discount(review, 'superseded', newerSince(login));
    // An approval settles what its person objected to before, even if it was dismissed since.
    const settled = said.findLastIndex(({ meaning }) => meaning.endsWith('approval'));
    const open = said.slice(settled + 1).findLast(({ meaning }) => meaning === 'objection');
    if (open) objections.push({ by: [open.person], login: open.login, review: open.review });
  }
  return { approvals, objections, discounted };
}

/** GitHub shows what a deleted account wrote as that of a ghost. */
const loginOf = ({ user }: ReviewFact): string => user?.login ?? 'ghost';

export const newerSince = (login: string): string => `\`${login}\` has said something newer since`;

/** By time. Of two readings of one review, an approval comes first, so that the other one is the last word. */
const inOrder = (reviews: readonly ReviewFact[]): ReviewFact[] =>
  reviews.toSorted(
    (a, b) =>
      Date.parse(a.submittedAt) - Date.parse(b.submittedAt) ||
      a.id - b.id ||
      (a.state < b.state ? -1 : a.state > b.state ? 1 : 0),
  );

/** Why a review is nobody's, and whose it may be all the same. */
interface Nobody {
  readonly reason: DiscountReason;
  readonly why: string;
  readonly mayBe?: Objection['by'];
}

function attribute(review: ReviewFact, people: People): PersonalReview | Nobody {
  const { user } = review;
  if (user === null) return { reason: 'not-a-candidate', why: 'the account was deleted' };
  if (user.type === 'Bot') return { reason: 'bot', why: `\`${user.login}\` is no person` };
  if (!isKnownKind(user))
    return {
      reason: 'unknown-state',
      why: `\`${user.login}\` is an account of a kind that Grantbook does not know`,
    };
  const behind = people.behind(user);
  if ('several' in behind)
    return {
      reason: 'duplicate-person',
      why: `the account number ${user.id} stands in the files of several people: ${behind.several.join(', ')}`,
      mayBe: behind.several,
    };
  if ('unknown' in behind)
    return {
      reason: 'not-a-candidate',
      why:
        behind.unknown.formerly === undefined
          ? `the account \`${user.login}\` (number ${user.id}) belongs to nobody in \`policies/people/\``
          : `the account \`${user.login}\` has the number ${user.id}, which is not the one in the file of \`${behind.unknown.formerly}\`: the name may have been taken over`,
    };
  return { person: behind.person, login: user.login, review };
}

type Meaning = 'approval' | 'objection' | 'dismissed approval' | 'withdrawn objection';

function meaningOf(
  { person, review }: { readonly person?: string; readonly review: ReviewFact },
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
