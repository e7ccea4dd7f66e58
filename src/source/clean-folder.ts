/** A folder of which git knows every byte already. */
import { realpathSync } from 'node:fs';
import { commitOf, type GitRepository, gitAt, repositoryRoot } from './git.ts';
import { gitTree } from './git-tree.ts';
import { roots, type Source } from './source.ts';

/**
 * The folder as it is committed, where nothing in it is otherwise: git gives a hundred thousand files, and their ids, in
 * a third of the time that it takes to open each. Nothing where anything is changed, new or ignored in it, hidden from
 * git by a flag of its index, or where the folder is not the top of a repository.
 */
export function cleanFolder(dir: string, label: string): Source | undefined {
  const root = repositoryRoot(dir);
  if (root === undefined || realpathSync(root) !== realpathSync(dir)) return undefined;
  const git = gitAt(root);
  const head = commitOf(git, 'HEAD');
  return head !== undefined && isClean(git) ? gitTree(git, head, label) : undefined;
}

/** Without a hook that would answer in git's place. */
const looking = ['-c', 'core.fsmonitor=false', '-c', 'core.untrackedCache=false'];

function isClean(git: GitRepository): boolean {
  const says = (...args: readonly string[]): Buffer | undefined => {
    const { status, stdout } = git.run([...looking, ...args]);
    return status === 0 ? stdout : undefined;
  };
  const isNothing = (...args: readonly string[]): boolean => says(...args)?.length === 0;
  return (
    isNothing('status', '--porcelain', '-z', '--untracked-files=normal') &&
    isNothing('ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--', ...roots) &&
    isAllSeen(says('ls-files', '-z', '-v', '--', ...roots))
  );
}

const [asUsual, space] = Buffer.from('H ');

/** Every entry is one that `status` looked at: git marks those otherwise that it was told not to look at. */
function isAllSeen(entries: Buffer | undefined): boolean {
  if (!entries) return false;
  let at = 0;
  while (at < entries.length) {
    if (entries[at] !== asUsual || entries[at + 1] !== space) return false;
    const end = entries.indexOf(0, at);
    if (end < 0) return false;
    at = end + 1;
  }
  return true;
}
