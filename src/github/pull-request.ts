import { EnvironmentFailure } from '../model/failure.ts';
import { asking, type GitHubClient, type RepositoryName } from './client.ts';

/** What the decision needs to know of a pull request, fresh from the API rather than from an event. */
export interface PullRequest {
  readonly number: number;
  readonly state: 'open' | 'closed';
  readonly draft: boolean;
  readonly author: { readonly login: string; readonly id: number };
  readonly baseRef: string;
  readonly defaultBranch: string;
  readonly headSha: string;
  /** The repository that holds the head; `undefined` when a fork was deleted. */
  readonly headRepository: string | undefined;
  /** Milliseconds by which this machine's clock is ahead of GitHub's; `undefined` where the answer had no date. */
  readonly clockSkew: number | undefined;
}

/** Reads a pull request. */
export async function fetchPullRequest(
  client: GitHubClient,
  repository: RepositoryName,
  number: number,
): Promise<PullRequest> {
  const { data, headers } = await asking(`pull request #${number} could not be read`, () =>
    client.rest.pulls.get({ ...repository, pull_number: number }),
  );
  const serverTime = Date.parse(headers.date ?? '');
  if (!data.user) throw new EnvironmentFailure(`pull request #${number} has no author any more`);
  return {
    number,
    state: data.state,
    draft: data.draft === true,
    author: { login: data.user.login, id: data.user.id },
    baseRef: data.base.ref,
    defaultBranch: data.base.repo.default_branch,
    headSha: data.head.sha,
    headRepository: data.head.repo?.full_name,
    clockSkew: Number.isNaN(serverTime) ? undefined : Date.now() - serverTime,
  };
}

/** Whether another open pull request takes the same commit into the default branch. A check belongs to a commit. */
export async function isAskedElsewhere(
  client: GitHubClient,
  repository: RepositoryName,
  { number, headSha, defaultBranch }: PullRequest,
): Promise<boolean> {
  const all = await asking('the pull requests of this commit could not be read', () =>
    client.paginate(client.rest.repos.listPullRequestsAssociatedWithCommit, {
      ...repository,
      commit_sha: headSha,
      per_page: 100,
    }),
  );
  return all.some(
    (other) =>
      other.number !== number &&
      other.state === 'open' &&
      other.head.sha === headSha &&
      other.base.ref === defaultBranch,
  );
}
