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
    // Settings of the machine and attributes of the repository must not change the answer.
    ...['-c', 'log.showSignature=false', '-c', 'log.showRoot=true'],
    'log',
    '--text',
    '--no-textconv',
    '--no-ext-diff',
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
  // `\x01<time>\0\n<path>\0<path>\0` for each commit. Only a NUL ends a path; anything else may be in its name.
  let time = 0;
  for (const part of result.stdout.toString('utf8').split('\0')) {
    const path = part.replace(/^\n/, '');
    if (part.startsWith('\u0001')) time = Number(part.slice(1)) * 1000;
    else if (paths.has(path) && !found.has(path)) found.set(path, time);
  }
  return found;
}
