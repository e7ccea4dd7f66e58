import type { Account } from '../model/facts.ts';
import type { Instant } from '../model/period.ts';
import { asking, clockSkew, type GitHubClient, type RepositoryName } from './client.ts';

/** What the decision needs to know of a pull request, fresh from the API rather than from an event. */
export interface PullRequest {
  readonly number: number;
  readonly state: 'open' | 'closed';
  readonly merged: boolean;
  readonly draft: boolean;
  readonly title: string;
  readonly body: string;
  readonly url: string;
  readonly author: Account | null;
  readonly openedAt: string;
  readonly baseRef: string;
  readonly baseSha: string;
  readonly defaultBranch: string;
  readonly headRef: string;
  readonly headSha: string;
  /** How many commits there are; a list that has fewer is not the whole one. */
  readonly commits: number;
  /** Who is asked for a review at present. */
  readonly requestedReviewers: readonly Account[];
  /** The repository that holds the head; `undefined` when a fork was deleted. */
  readonly headRepository: string | undefined;
  /** Milliseconds by which this machine's clock is ahead of GitHub's; `undefined` where the answer had no date. */
  readonly clockSkew: number | undefined;
}

/** Reads a pull request, and holds GitHub's clock against ours. */
export async function fetchPullRequest(
  client: GitHubClient,
  repository: RepositoryName,
  number: number,
  now: Instant,
): Promise<PullRequest> {
  const { data, headers } = await asking(`pull request #${number} could not be read`, () =>
    client.rest.pulls.get({ ...repository, pull_number: number }),
  );
  return {
    number,
    state: data.state,
    merged: data.merged,
    draft: data.draft === true,
    title: data.title,
    body: data.body ?? '',
    url: data.html_url,
    author: data.user ? { login: data.user.login, id: data.user.id, type: data.user.type } : null,
    openedAt: data.created_at,
    baseRef: data.base.ref,
    baseSha: data.base.sha,
    defaultBranch: data.base.repo.default_branch,
    headRef: data.head.ref,
    headSha: data.head.sha,
    commits: data.commits,
    requestedReviewers: (data.requested_reviewers ?? []).flatMap((user) =>
      'login' in user ? [{ login: user.login, id: user.id, type: user.type }] : [],
    ),
    headRepository: data.head.repo?.full_name,
    clockSkew: clockSkew(headers.date, now),
  };
}

/**
 * The numbers of the other open pull requests that take the same commit into the default branch, the oldest first. A
 * check belongs to a commit, so only one of them can have it.
 */
export async function othersOfCommit(
  client: GitHubClient,
  repository: RepositoryName,
  { number, headSha, defaultBranch }: PullRequest,
): Promise<readonly number[]> {
  const all = await asking('the pull requests of this commit could not be read', () =>
    client.paginate(client.rest.repos.listPullRequestsAssociatedWithCommit, {
      ...repository,
      commit_sha: headSha,
      per_page: 100,
    }),
  );
  return all
    .filter(
      (other) =>
        other.number !== number &&
        other.state === 'open' &&
        other.head.sha === headSha &&
        other.base.ref === defaultBranch,
    )
    .map((other) => other.number)
    .toSorted((a, b) => a - b);
}

/** The open pull requests, to the last page. */
export async function openPullRequests(
  client: GitHubClient,
  repository: RepositoryName,
): Promise<readonly { readonly number: number; readonly headSha: string }[]> {
  const all = await asking('the open pull requests could not be read', () =>
    client.paginate(client.rest.pulls.list, { ...repository, state: 'open', per_page: 100 }),
  );
  return all.map(({ number, head }) => ({ number, headSha: head.sha }));
}
