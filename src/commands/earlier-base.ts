/** Whether a change that was made on an earlier tip of the default branch may stay there. */
import type { ChangeSet } from '../model/change-set.ts';
import { commitOf, type GitRepository, gitOutput, treeOf } from '../source/git.ts';

/**
 * Gives the tree of a commit that the default branch has gone through, and after which it did nothing to the files of a
 * change: merging the change from there gives what making it now would give.
 */
export function earlierBaseFor(
  { files }: ChangeSet,
  git: GitRepository,
  tip: string,
): (commit: string) => string | undefined {
  return (commit) => {
    if (commitOf(git, commit) === undefined) return undefined;
    if (git.run(['merge-base', '--is-ancestor', commit, tip]).status !== 0) return undefined;
    const changed = gitOutput(
      git,
      ['diff-tree', '-r', '-t', '-z', '--name-only', '--no-renames', commit, tip],
      'what has changed since could not be listed',
    )
      .toString('utf8')
      .split('\0');
    return changed.some((path) => files.has(path)) ? undefined : treeOf(git, commit);
  };
}
