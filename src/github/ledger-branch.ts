/** What GitHub says of the ledger's branch: who signed its commits, and whether it was ever rewritten. */
import { asking, type GitHubClient, type RepositoryName } from './client.ts';

/** Who made a commit, in GitHub's words. */
export interface Signature {
  /** Signed by GitHub itself, as it does for an App that commits through the API. */
  readonly isGitHubs: boolean;
  /** The number of the account that made it. */
  readonly by: number | undefined;
}

/** The signatures of all commits of a branch, by commit. */
export async function signaturesOn(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
): Promise<ReadonlyMap<string, Signature>> {
  const commits = await asking(`the commits of \`${branch}\` could not be read`, () =>
    client.paginate(client.rest.repos.listCommits, { ...repository, sha: branch, per_page: 100 }),
  );
  return new Map(
    commits.map(({ sha, author, committer, commit }) => [
      sha,
      {
        isGitHubs: commit.verification?.verified === true && committer?.login === 'web-flow',
        by: author && 'id' in author ? author.id : undefined,
      },
    ]),
  );
}

/** When and by whom the branch was moved back, rewritten or deleted, each in a sentence. */
export async function rewritesOf(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
): Promise<readonly string[]> {
  const activities = await asking(`what happened to \`${branch}\` could not be read`, () =>
    client.paginate(client.rest.repos.listActivities, {
      ...repository,
      ref: `refs/heads/${branch}`,
      per_page: 100,
    }),
  );
  const words: Readonly<Record<string, string>> = {
    force_push: 'rewritten by a force push',
    branch_deletion: 'deleted',
  };
  return activities.flatMap(({ activity_type: kind, actor, timestamp, before }) => {
    const what = words[kind];
    return what === undefined
      ? []
      : [
          `on ${timestamp} it was ${what} by \`${actor?.login ?? 'a deleted account'}\`; before, it stood at \`${before.slice(0, 10)}\``,
        ];
  });
}
