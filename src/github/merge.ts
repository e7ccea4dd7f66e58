/** Merges what was decided, and nothing else: by the exact commit. */
import type { GitHubClient, RepositoryName } from './client.ts';

export type Merged = { readonly sha: string } | { readonly refused: string };

/**
 * Squashes a pull request into one commit (GitHub Docs, "Merge a pull request"). GitHub refuses where the head moved
 * since, or a rule of the branch is not met; that is no fault, and somebody can press the button later.
 */
export async function mergePullRequest(
  client: GitHubClient,
  repository: RepositoryName,
  merge: { readonly number: number; readonly sha: string; readonly title: string; readonly message: string },
): Promise<Merged> {
  try {
    const { data } = await client.rest.pulls.merge({
      ...repository,
      pull_number: merge.number,
      sha: merge.sha,
      merge_method: 'squash',
      commit_title: merge.title,
      commit_message: merge.message,
    });
    return { sha: data.sha };
  } catch (error) {
    const { status, message } = error as { status?: number; message?: string };
    const [reason = ''] = (message ?? '').split(/ - https?:|\n/);
    return {
      refused: `GitHub refused it${status === undefined ? '' : ` (${status})`}: ${reason.slice(0, 200)}`,
    };
  }
}
