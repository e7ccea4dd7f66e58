/** Decides a pull request: who counts, where, and whether that is enough. Pure: the same facts give the same verdict. */
import { caseOf } from '../model/change.ts';
import { mayApprove } from '../model/entitlement.ts';
import type { Facts } from '../model/facts.ts';
import type { Instant } from '../model/period.ts';
import type { Counted, Discounted, Obstacle, Requirement } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { aloneWith, hasNobody, type Outcome, withoutSecond } from './alone.ts';
import { type Bar, mayNotObject, superseded, whyNot } from './discount.ts';
import { type Involved, involvedIn } from './involved.ts';
import { fillPlaces } from './matching.ts';
import {
  emptyChange,
  incomplete,
  isDraft,
  mayObject,
  nobodyLeft,
  objectionObstacle,
  unreadTeams,
} from './obstacles.ts';
import { peopleOf } from './people.ts';
import { type ChangeToApprove, type ResolvedRequirement, requirementsOf } from './requirements.ts';
import { type PersonalReview, reviewsOf } from './reviews.ts';
import { isForAnybody, isLess } from './smaller-change.ts';

export interface DecideInput {
  readonly facts: Facts;
  /** The commit that the facts have to be of, where that is not certain. */
  readonly judged?: string;
  readonly change: ChangeToApprove;
  /** The policies of the base, every person file read. */
  readonly workspace: Workspace;
  readonly now: Instant;
  readonly timeZone: string;
  /** People whom the change makes approvers, owners or members of a group. They do not count for it. */
  readonly gaining: ReadonlySet<string>;
  /** The git object id of a changed file in the head, for `staleness: grant-content`. */
  readonly objectIdOf: (path: string) => string | undefined;
  /** When a file was last changed on the default branch since a commit left it, where the history is known. */
  readonly changedAt?: (path: string, commit: string) => Instant | undefined;
}

/** What approvals say about a change; findings are another matter. */
export interface Decision {
  readonly requirements: readonly Requirement[];
  readonly counted: readonly Counted[];
  readonly discounted: readonly Discounted[];
  readonly obstacles: readonly Obstacle[];
  /** Whether every requirement is satisfied and nothing stands in the way. */
  readonly satisfied: boolean;
}

export function decide(input: DecideInput): Decision {
  const { facts, change, workspace, now, timeZone } = input;
  const settings = workspace.settings?.value;
  const people = peopleOf(workspace);
  const involved = involvedIn(facts, people, {
    smaller: isForAnybody(change, workspace),
    grants: change.grants.length > 0,
    moreAccess: !change.grants.every(isLess),
    itself: settings?.ledger?.writer.id,
  });
  const barred = new Map<string, Bar>([
    ...[...input.gaining].map((user) => [user, 'gaining'] as const),
    ...involved.hands,
  ]);
  const resolved = requirementsOf(change, {
    workspace,
    now,
    timeZone,
    github: { people, teams: facts.teams ?? {} },
    mayNot: (user) => barred.has(user),
    hadAHand: (user) => involved.sure.has(user),
    askedSince: askedSince(facts),
  });
  const subjects = new Set(change.grants.map((each) => caseOf(each).subject));
  // Whoever asks for something, or gets it, does not also do away with an objection to it.
  const mayDismiss = (settings?.policyOwners ?? []).filter((user) => {
    const person = barred.has(user) || subjects.has(user) ? undefined : workspace.people.get(user)?.value;
    return person && mayApprove(person, { now, timeZone });
  });
  const reviews = reviewsOf(facts, people, new Set(mayDismiss));
  const isCurrent = (review: PersonalReview, path: string) =>
    sawTheSameBase(review, path, input) &&
    (review.review.commit === facts.pullRequest.head.sha ||
      (settings?.staleness === 'grant-content' && holdsTheSame(review, path, input)));

  const alone = aloneWith(involved, facts, people, workspace);
  const outcomes = resolved.map((requirement) => {
    const outcome = fill(requirement, reviews.approvals, involved, isCurrent);
    const { path } = requirement.change;
    return alone === undefined || outcome.satisfied || !hasNobody(requirement)
      ? outcome
      : withoutSecond(
          outcome,
          alone,
          reviews.approvals.findLast((review) => review.person === alone.person && isCurrent(review, path)),
        );
  });
  const counted = outcomes.flatMap((outcome) => outcome.counted);
  const obstacles = [
    ...involved.obstacles,
    ...reviews.objections
      .filter((objection) => mayObject(objection, resolved))
      .map((objection) => objectionObstacle(objection, workspace)),
    ...incomplete(facts, input.judged),
    ...unreadTeams(resolved),
    ...(resolved.length === 0 ? [emptyChange] : []),
    ...(facts.pullRequest.draft ? [isDraft] : []),
    ...outcomes.flatMap((outcome) => outcome.stuck),
  ];
  return {
    requirements: outcomes.map((outcome) => outcome.requirement),
    counted,
    discounted: [
      ...reviews.discounted,
      // Of an account that several people share, it is said already that nobody knows whose it is.
      ...reviews.objections
        .filter((objection) => objection.by.length === 1 && !mayObject(objection, resolved))
        .map(mayNotObject),
      ...reviews.approvals
        .filter(({ review }) => !counted.some((place) => place.review === review.id))
        .map((review) => {
          const newest = reviews.approvals.findLast(({ person }) => person === review.person);
          return newest === review
            ? whyNot(
                review,
                resolved,
                barred,
                change,
                (path) => isCurrent(review, path),
                review.review.commit === facts.pullRequest.head.sha,
              )
            : superseded(review);
        }),
    ],
    obstacles,
    satisfied: obstacles.length === 0 && outcomes.every((outcome) => outcome.satisfied),
  };
}

/**
 * Nobody can have been asked before the pull request was there, ready, and went where it goes now, nor about what was
 * pushed later, or nobody knows when.
 */
function askedSince({ pullRequest, commits }: Facts): Instant | undefined {
  const { openedAt, readyAt } = pullRequest;
  const times = [openedAt, ...(readyAt ? [readyAt] : []), ...commits.map((commit) => commit.pushedAt)];
  const last = Math.max(...times.map((time) => Date.parse(time ?? '')));
  return Number.isNaN(last) ? undefined : last;
}

/**
 * Whether an approval is of the change that there is now: what a commit changes depends on where it goes to, and on what
 * became of the same file there since. What somebody saw as granted already, they did not approve.
 */
function sawTheSameBase(
  { review }: PersonalReview,
  path: string,
  { facts, changedAt }: DecideInput,
): boolean {
  const { retargetedAt } = facts.pullRequest;
  const submitted = Date.parse(review.submittedAt);
  const moved = Math.max(
    retargetedAt ? Date.parse(retargetedAt) : 0,
    (review.commit && changedAt?.(path, review.commit)) || 0,
  );
  return moved < submitted;
}

/** Whether the file is byte for byte what was approved. */
function holdsTheSame({ review }: PersonalReview, path: string, { facts, objectIdOf }: DecideInput): boolean {
  const contents = facts.contents;
  const files =
    review.commit !== null && contents && Object.hasOwn(contents, review.commit)
      ? contents[review.commit]
      : undefined;
  const then = files && Object.hasOwn(files, path) ? files[path] : undefined;
  return then !== undefined && then === objectIdOf(path);
}

/** Seats the people who approve on the places of one requirement. */
function fill(
  resolved: ResolvedRequirement,
  approvals: readonly PersonalReview[],
  { soleAuthor }: Involved,
  isCurrent: (review: PersonalReview, path: string) => boolean,
): Outcome {
  const { stages, distinct, authorCounts, ...rest } = resolved;
  const { path } = resolved.change;
  const byPerson = new Map(
    approvals.filter((review) => isCurrent(review, path)).map((review) => [review.person, review]),
  );
  const author = authorCounts ? soleAuthor : undefined;
  const available = [...new Set([...(author === undefined ? [] : [author]), ...byPerson.keys()])].sort();
  const places = stages.map(({ eligible, needed }) => Array.from({ length: needed }, () => eligible));
  const seated = distinct
    ? fillPlaces(places.flat(), available)
    : places.flatMap((stage) => fillPlaces(stage, available));

  const counted: Counted[] = [];
  let next = 0;
  const filled = stages.map(({ eligible: _, named: __, unread: ___, ...stage }) => {
    const approvedBy = seated.slice(next, next + stage.needed).filter((person) => person !== undefined);
    next += stage.needed;
    for (const person of approvedBy) {
      const review = byPerson.get(person);
      counted.push({
        user: review?.login ?? person,
        person,
        review: review?.review.id ?? null,
        stage: `${path}: ${stage.approvers.join(' or ')}`,
      });
    }
    return { ...stage, approvedBy };
  });
  const isFull = stages.length > 0 && filled.every((stage) => stage.approvedBy.length >= stage.needed);
  const byAuthor = isFull && counted.every((place) => place.review === null);
  return {
    requirement: { ...rest, stages: filled, ...(byAuthor ? { satisfiedBy: 'author' } : {}) },
    counted,
    stuck: isFull ? [] : nobodyLeft(stages, distinct, path),
    satisfied: isFull || resolved.satisfiedBy === 'expired',
  };
}
