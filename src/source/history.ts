/** What git history says about files, in one walk for all of them. */
import type { GitRepository } from './git.ts';

/**
 * For each path, the committer time (milliseconds since 1970) of the last commit on the first-parent line of
 * `HEAD` that changed a line matching `pattern`. Paths that no such commit touched are left out.
 */
export function mergesThatTouched(
  git: GitRepository,
  pattern: string,
  paths: ReadonlySet<string>,
): Map<string, number> {
  const found = new Map<string, number>();
  const result = git.run([
    'log',
    '--first-parent',
    '--diff-merges=first-parent',
    '--no-renames',
    '--format=%x01%ct',
    '--name-only',
    '-z',
    `-G${pattern}`,
    'HEAD',
    '--',
    'access-grants',
  ]);
  // A repository without a commit has no history to tell.
  if (result.status !== 0) return found;
  for (const record of result.stdout.toString('utf8').split('\u0001').slice(1)) {
    const [time = '', ...names] = record.split(/[\0\n]+/);
    for (const path of names) if (paths.has(path) && !found.has(path)) found.set(path, Number(time) * 1000);
  }
  return found;
}
