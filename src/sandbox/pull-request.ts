import { commitAsGitHub, commitsBetween, signatureOf } from './commits.ts';
import { changedFiles } from './diff.ts';
import { git, mergeTree } from './git.ts';
import { resolveCommit } from './git-refs.ts';
import type { Actor, Issue, PullRequest, Repository } from './state.ts';
import type { World } from './world.ts';

/** Tells a pull request from an issue. */
export const isPullRequest = (issue: Issue): issue is PullRequest => issue.pull !== null;

/** The pull requests of a repository, oldest first. */
export const pullRequestsOf = (repository: Repository): PullRequest[] =>
  [...repository.issues.values()].filter(isPullRequest);

/** Writes down that something happened, for the timeline. */
export function recordEvent(
  world: World,
  issue: Issue,
  actor: Actor,
  event: string,
  details: Readonly<Record<string, unknown>> = {},
  commit: string | null = null,
): void {
  const { account, app } = actor;
  issue.events.push({
    id: world.nextId(),
    event,
    actor: account,
    app,
    createdAt: world.now(),
    commit,
    details,
  });
  issue.updatedAt = world.now();
}

/** The tip of the base branch; the commit last seen there when the branch is gone. */
export const baseTip = (repository: Repository, { pull }: PullRequest): string =>
  resolveCommit(repository.gitDir, `refs/heads/${pull.baseRef}`) ?? pull.baseSha;

/** Notes where the head is now, and brings its commits to where `refs/pull/N/head` can be fetched. */
export function moveHead(world: World, repository: Repository, issue: PullRequest, sha: string): void {
  const { pull } = issue;
  const ref = `refs/pull/${issue.number}/head`;
  if (pull.headRepository === repository) git(repository.gitDir, ['update-ref', ref, sha]);
  else
    git(repository.gitDir, [
      'fetch',
      '--quiet',
      pull.headRepository.gitDir,
      `+refs/heads/${pull.headRef}:${ref}`,
    ]);
  pull.headSha = sha;
  pull.baseSha = baseTip(repository, issue);
  issue.updatedAt = world.now();
}

/** Closes an issue or pull request. */
export function close(world: World, issue: Issue, actor: Actor): void {
  issue.state = 'closed';
  issue.closedAt = world.now();
  issue.closedBy = actor.account;
  recordEvent(world, issue, actor, 'closed');
}

/** Marks a pull request as merged and closed by whoever did it. */
export function markMerged(world: World, issue: PullRequest, actor: Actor, commit: string): void {
  issue.pull.mergedAt = world.now();
  issue.pull.mergedBy = actor.account;
  issue.pull.mergeCommit = commit;
  recordEvent(world, issue, actor, 'merged', {}, commit);
  close(world, issue, actor);
}

/** What merging would do, worked out from git. */
export interface Mergeability {
  readonly mergeable: boolean;
  /** The test merge in `refs/pull/N/merge`, or null where there is a conflict. */
  readonly testMerge: string | null;
  readonly commits: number;
  readonly additions: number;
  readonly deletions: number;
  readonly changedFiles: number;
}

const known = new WeakMap<PullRequest, { readonly of: string; readonly result: Mergeability }>();

/** The test merge as last worked out: a list does not work it out anew, neither here nor on GitHub. */
export const lastTestMerge = (issue: PullRequest): string | null =>
  known.get(issue)?.result.testMerge ?? null;

/** Works out whether a pull request can be merged, once for each pair of base and head. */
export function mergeability(world: World, repository: Repository, issue: PullRequest): Mergeability {
  const { gitDir } = repository;
  const { pull } = issue;
  const base = pull.mergedAt === null ? baseTip(repository, issue) : pull.baseSha;
  const of = `${base} ${pull.headSha}`;
  const before = known.get(issue);
  if (before?.of === of) return before.result;

  const tree = mergeTree(gitDir, base, pull.headSha);
  const message = `Merge ${pull.headSha} into ${base}`;
  const author = signatureOf(world.webFlow);
  const parents = [base, pull.headSha];
  const testMerge =
    tree === null ? null : commitAsGitHub(world, gitDir, { tree, parents, author, message }).sha;
  const ref = `refs/pull/${issue.number}/merge`;
  if (testMerge && pull.mergedAt === null) git(gitDir, ['update-ref', ref, testMerge]);
  const files = changedFiles(gitDir, base, pull.headSha);
  const result = {
    mergeable: tree !== null,
    testMerge,
    commits: commitsBetween(gitDir, base, pull.headSha).length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changedFiles: files.length,
  };
  known.set(issue, { of, result });
  return result;
}
