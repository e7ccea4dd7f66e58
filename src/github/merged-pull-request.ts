/** Which pull request a commit of the default branch came by, in GitHub's own words. */
import { asking, type GitHubClient, type RepositoryName } from './client.ts';

/** A pull request that was merged. */
export interface MergedPullRequest {
  readonly number: number;
  /** RFC 3339. */
  readonly mergedAt: string;
}

/**
 * The pull request whose merge made a commit. GitHub names every one that contains it; it came by the one that was
 * merged into the default branch as this very commit.
 */
export async function mergedPullRequest(
  client: GitHubClient,
  repository: RepositoryName,
  { commit, defaultBranch }: { readonly commit: string; readonly defaultBranch: string },
): Promise<MergedPullRequest | undefined> {
  const all = await asking(
    `the pull request of the commit \`${commit.slice(0, 10)}\` could not be read`,
    () =>
      client.paginate(client.rest.repos.listPullRequestsAssociatedWithCommit, {
        ...repository,
        commit_sha: commit,
        per_page: 100,
      }),
  );
  return all
    .flatMap(({ number, merged_at: mergedAt, merge_commit_sha: made, base }) =>
      mergedAt && made === commit && base.ref === defaultBranch ? [{ number, mergedAt }] : [],
    )
    .toSorted((a, b) => a.number - b.number)[0];
}
