import { git, isAncestor } from './git.ts';
import { readRefs } from './git-refs.ts';
import { close, markMerged, moveHead, pullRequestsOf, recordEvent } from './pull-request.ts';
import type { Activity, Actor, PullRequest, Repository } from './state.ts';
import type { World } from './world.ts';

const nothing = '0'.repeat(40);
const branchName = (ref: string): string => ref.replace(/^refs\/heads\//, '');

/**
 * Looks at what changed in a repository since the last look, and lets it have its consequences: the activity is
 * written down, heads of open pull requests move, pull requests whose branch is gone close. Call it after every
 * push and after every operation that moves a branch.
 */
export function refsChanged(world: World, repository: Repository, actor: Actor, merge = false): void {
  packNowAndThen(repository);
  const before = repository.refs;
  const after = readRefs(repository.gitDir, 'refs/heads');
  repository.refs = after;
  for (const ref of new Set([...before.keys(), ...after.keys()])) {
    const from = before.get(ref) ?? nothing;
    const to = after.get(ref) ?? nothing;
    if (from === to) continue;
    repository.pushedAt = world.now();
    recordActivity(world, repository, actor, { ref, before: from, after: to }, merge);
    for (const base of world.repositories.values())
      for (const issue of pullRequestsOf(base)) {
        if (issue.state !== 'open') continue;
        if (issue.pull.headRepository === repository && issue.pull.headRef === branchName(ref))
          headChanged(world, base, issue, actor, from, to);
        if (base === repository && issue.pull.baseRef === branchName(ref))
          baseChanged(world, base, issue, actor, to);
      }
  }
}

/** How often something changed in a repository. */
const changes = new WeakMap<Repository, number>();

/** GitHub packs what came one by one, too. Whoever fetches gets it sooner; what no ref leads to is kept (`-k`). */
function packNowAndThen(repository: Repository): void {
  const count = (changes.get(repository) ?? 0) + 1;
  changes.set(repository, count);
  if (count % 24 === 0) git(repository.gitDir, ['repack', '-a', '-d', '-k', '--quiet']);
}

function recordActivity(
  world: World,
  repository: Repository,
  actor: Actor,
  change: Pick<Activity, 'ref' | 'before' | 'after'>,
  merge: boolean,
): void {
  const type = (): Activity['type'] => {
    if (change.before === nothing) return 'branch_creation';
    if (change.after === nothing) return 'branch_deletion';
    if (merge) return 'pr_merge';
    return isAncestor(repository.gitDir, change.before, change.after) ? 'push' : 'force_push';
  };
  repository.activities.push({
    ...change,
    id: world.nextId(),
    actor: actor.account,
    type: type(),
    at: world.now(),
  });
}

function headChanged(
  world: World,
  base: Repository,
  issue: PullRequest,
  actor: Actor,
  from: string,
  to: string,
): void {
  if (to === nothing) {
    // Deleting the branch closes the pull request, but its last head stays on record.
    close(world, issue, actor);
    return;
  }
  moveHead(world, base, issue, to);
  if (!isAncestor(base.gitDir, from, to)) recordEvent(world, issue, actor, 'head_ref_force_pushed', {}, to);
}

/** A head that reached the base by a plain push counts as merged, without any merge button: an "indirect merge". */
function baseChanged(world: World, base: Repository, issue: PullRequest, actor: Actor, to: string): void {
  if (to === nothing) close(world, issue, actor);
  else if (isAncestor(base.gitDir, issue.pull.headSha, to)) markMerged(world, issue, actor, to);
}
