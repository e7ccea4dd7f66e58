/** Puts files on a branch through the API, so that GitHub itself signs the commit, and only onto what was read. */

import { EnvironmentFailure } from '../model/failure.ts';
import { asking, type GitHubClient, type RepositoryName, reasonOf } from './client.ts';

/** What is written, and onto what. */
export interface BranchCommit {
  readonly branch: string;
  /** The commit that was read; `null` where there is no such branch yet. */
  readonly parent: { readonly commit: string; readonly tree: string } | null;
  readonly files: ReadonlyMap<string, string>;
  readonly message: string;
}

/**
 * Commits files by compare-and-swap: GitHub moves a branch without force only to a descendant of where it stands, so
 * that of two who write at once the second is told `moved`, reads again and loses nothing. Without an author of ours,
 * GitHub signs the commit as its own (GitHub Docs, "About commit signature verification": signature verification for
 * bots).
 */
export async function commitFiles(
  client: GitHubClient,
  repository: RepositoryName,
  { branch, parent, files, message }: BranchCommit,
): Promise<{ readonly sha: string } | 'moved'> {
  const what = `the branch \`${branch}\` could not be written`;
  const tree = await asking(what, () =>
    client.rest.git.createTree({
      ...repository,
      ...(parent === null ? {} : { base_tree: parent.tree }),
      tree: [...files].map(([path, content]) => ({
        path,
        content,
        mode: '100644' as const,
        type: 'blob' as const,
      })),
    }),
  );
  const commit = await asking(what, () =>
    client.rest.git.createCommit({
      ...repository,
      message,
      tree: tree.data.sha,
      parents: parent === null ? [] : [parent.commit],
    }),
  );
  const { sha } = commit.data;
  try {
    if (parent === null) await client.rest.git.createRef({ ...repository, ref: `refs/heads/${branch}`, sha });
    else await client.rest.git.updateRef({ ...repository, ref: `heads/${branch}`, sha, force: false });
    return { sha };
  } catch (error) {
    const { status, message: said = '' } = error as { status?: number; message?: string };
    if (status === 422 && /fast.forward|already exists/i.test(said)) return 'moved';
    throw new EnvironmentFailure(`${what}: ${reasonOf(error)}`);
  }
}
