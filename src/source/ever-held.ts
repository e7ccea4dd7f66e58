/** Which grants were ever there: whose account a system may still hold because of us. */

import { runSaying } from './git.ts';
import type { History } from './history.ts';

const mostBytes = 256 * 1024 * 1024;

/** The paths of all files that ever were in a folder, on the line of first parents. */
export function pathsEverIn({ git, commit }: History, folder: string): ReadonlySet<string> {
  const asked = [
    ...['-c', 'log.showSignature=false', '-c', 'log.showRoot=true', '-c', 'log.follow=false'],
    ...['--literal-pathspecs', 'log', '--first-parent', '--diff-merges=first-parent', '--no-renames'],
    ...['--no-ext-diff', '--format=', '--name-only', '--diff-filter=A', '-z', commit, '--', folder],
  ];
  const { status, stdout } = runSaying(git, asked, 'the history could not be read', { bytes: mostBytes });
  if (status !== 0) return new Set();
  return new Set(
    stdout
      .toString('utf8')
      .split('\0')
      .filter((path) => path !== ''),
  );
}
