import { describeUser, type Json, nodeId, repositoryUrl } from './describe.ts';
import { association, issuePage } from './describe-issue.ts';
import { notFound, unprocessable } from './errors.ts';
import { isAncestor } from './git.ts';
import {
  notServed,
  numberIn,
  type Operations,
  ok,
  type RepositoryCall,
  reads,
  type WriteCall,
  writes,
} from './operation.ts';
import { listed } from './paging.ts';
import { recordEvent } from './pull-request.ts';
import { pullIn } from './pulls.ts';
import type { PullRequest, Repository, Review, ReviewState } from './state.ts';
import type { World } from './world.ts';

interface NewReview {
  readonly commit_id?: string;
  readonly body?: string;
  readonly event?: 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT';
}

const results: Readonly<Record<string, ReviewState>> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
};

/** A `pull-request-review`. */
export function describeReview(
  world: World,
  repository: Repository,
  issue: PullRequest,
  review: Review,
): Json {
  const html = `${issuePage(world, repository, issue)}#pullrequestreview-${review.id}`;
  const pull = `${repositoryUrl(world, repository)}/pulls/${issue.number}`;
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: describeUser(world, review.author),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pull,
    author_association: association(world, repository, review.author),
    _links: { html: { href: html }, pull_request: { href: pull } },
    ...(review.submittedAt === null ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commit,
  };
}

/** Nobody sees a review that its author has not submitted yet, but the author. */
const visible = ({ actor }: RepositoryCall, review: Review): boolean =>
  review.state !== 'PENDING' || review.author === actor?.account;

function reviewIn(call: RepositoryCall, issue: PullRequest): Review {
  const review = issue.pull.reviews.find(({ id }) => id === numberIn(call, 'review_id'));
  if (!review || !visible(call, review)) throw notFound();
  return review;
}

function submit(call: WriteCall<NewReview | undefined>, issue: PullRequest): Review {
  const { world, repository, actor } = call;
  const { commit_id: commit = issue.pull.headSha, body = '', event } = call.body ?? {};
  notServed(call.body, 'comments');
  const own = issue.author === actor.account;
  if (own && event === 'APPROVE') throw unprocessable('Review Can not approve your own pull request');
  if (own && event === 'REQUEST_CHANGES')
    throw unprocessable('Review Can not request changes on your own pull request');
  if (body === '' && event !== 'APPROVE' && event !== undefined)
    throw unprocessable('Review Body must be present');
  if (!isAncestor(repository.gitDir, commit, issue.pull.headSha))
    throw unprocessable('Review Commit is not part of the pull request');
  const review: Review = {
    id: world.nextId(),
    author: actor.account,
    commit,
    body,
    state: event === undefined ? 'PENDING' : (results[event] ?? 'COMMENTED'),
    submittedAt: event === undefined ? null : world.now(),
  };
  issue.pull.reviews.push(review);
  if (event !== undefined) afterSubmitting(call, issue);
  return review;
}

/** Somebody who has reviewed is no longer asked to. */
function afterSubmitting({ world, actor }: WriteCall, issue: PullRequest): void {
  const asked = issue.pull.requestedReviewers.indexOf(actor.account);
  if (asked >= 0) issue.pull.requestedReviewers.splice(asked, 1);
  issue.updatedAt = world.now();
}

/** Reviews of pull requests. A review stays on the commit that it was given on, wherever the head goes. */
export const reviewOperations: Operations = {
  'pulls/list-reviews': reads('pull_requests:read', (call) => {
    const issue = pullIn(call);
    const reviews = issue.pull.reviews.filter((review) => visible(call, review));
    return listed(call, reviews, (review) => describeReview(call.world, call.repository, issue, review));
  }),

  'pulls/get-review': reads('pull_requests:read', (call) => {
    const issue = pullIn(call);
    return ok(describeReview(call.world, call.repository, issue, reviewIn(call, issue)));
  }),

  // Whoever can read may review; GitHub decides elsewhere whose reviews count.
  'pulls/create-review': writes<NewReview | undefined>(
    { app: ['pull_requests:write'], role: 'read' },
    (call) => {
      const issue = pullIn(call);
      return ok(describeReview(call.world, call.repository, issue, submit(call, issue)));
    },
  ),

  'pulls/submit-review': writes<NewReview>({ app: ['pull_requests:write'], role: 'read' }, (call) => {
    const issue = pullIn(call);
    const review = reviewIn(call, issue);
    if (review.state !== 'PENDING') throw unprocessable('Review is already submitted');
    issue.pull.reviews.splice(issue.pull.reviews.indexOf(review), 1);
    const body = {
      commit_id: review.commit,
      body: call.body.body ?? review.body,
      event: call.body.event ?? 'COMMENT',
    };
    return ok(describeReview(call.world, call.repository, issue, submit({ ...call, body }, issue)));
  }),

  'pulls/dismiss-review': writes<{ readonly message: string }>(
    { app: ['pull_requests:write'], role: 'write' },
    (call) => {
      const { world, repository, actor, body } = call;
      const issue = pullIn(call);
      const review = reviewIn(call, issue);
      if (review.state !== 'APPROVED' && review.state !== 'CHANGES_REQUESTED')
        throw unprocessable(`Can not dismiss a ${review.state.toLowerCase()} pull request review`);
      const before = review.state.toLowerCase();
      review.state = 'DISMISSED';
      recordEvent(world, issue, actor, 'review_dismissed', {
        dismissed_review: { state: before, review_id: review.id, dismissal_message: body.message },
      });
      return ok(describeReview(world, repository, issue, review));
    },
  ),
};
