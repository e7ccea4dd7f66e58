/** When grants with a `duration` began to count. */
import type { Instant } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import { gitAt, isShallow, repositoryRoot } from '../source/git.ts';
import { mergesThatTouched } from '../source/history.ts';

/**
 * The merge that set each grant's `requestedAt`, from one walk of the history; empty where no grant needs it or
 * where there is no history, or not all of it. Such grants then count from the day of the request, which is never
 * later than the merge.
 */
export function startsOf(workspace: Workspace, dir: string): ReadonlyMap<string, Instant> {
  const paths = [...workspace.grants.values()]
    .filter((grant) => grant.value.duration !== undefined)
    .map((grant) => grant.path);
  if (paths.length === 0) return new Map();
  const root = repositoryRoot(dir);
  if (root === undefined || isShallow(gitAt(root))) return new Map();
  return mergesThatTouched(gitAt(root), '^requestedAt:', new Set(paths));
}
