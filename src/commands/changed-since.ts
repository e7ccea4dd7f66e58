/** What became of the changed files on the default branch after somebody had looked at them. */
import type { Instant } from '../model/period.ts';
import type { SourceChange } from '../source/change.ts';
import { versionsOf } from '../source/history.ts';

/**
 * When each of the files was last changed on the default branch since a commit left it. What somebody approved in that
 * commit was another change, where the same file has become something else underneath.
 */
export function changesSince(
  { history }: SourceChange,
  paths: readonly string[],
): (commit: string) => ReadonlyMap<string, Instant> {
  const known = new Map<string, ReadonlyMap<string, Instant>>();
  return (commit) => {
    const before = known.get(commit);
    if (before) return before;
    const left =
      history && /^[0-9a-f]{40,64}$/.test(commit) ? leftAt(history.git, commit, history.commit) : undefined;
    const versions =
      history && left !== undefined && left !== history.commit
        ? versionsOf({ git: history.git, commit: `${left}..${history.commit}` }, new Set(paths))
        : new Map<string, never>();
    const changed = new Map(
      [...versions].flatMap(([path, [newest]]) => (newest ? [[path, newest.time] as const] : [])),
    );
    known.set(commit, changed);
    return changed;
  };
}

/** Where a commit left a branch; nothing where it is not here any more. */
function leftAt(
  git: NonNullable<SourceChange['history']>['git'],
  commit: string,
  branch: string,
): string | undefined {
  const { status, stdout } = git.run(['merge-base', commit, branch]);
  return status === 0 ? stdout.toString('utf8').trim() : undefined;
}
