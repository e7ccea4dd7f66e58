import { commitAsGitHub, signatureOf } from './commits.ts';
import { git, mergeTree } from './git.ts';
import { baseTip, isPullRequest, markMerged } from './pull-request.ts';
import { refsChanged } from './pushes.ts';
import type { Actor, Repository } from './state.ts';
import type { World } from './world.ts';

/** A pull request in the merge queue, as the event `merge_group` tells of it. */
export interface MergeGroup {
  readonly headRef: string;
  readonly headSha: string;
  readonly baseRef: string;
  readonly baseSha: string;
  /** What the queue does once the checks on `headSha` have passed: that very commit becomes the tip of the base. */
  land(): void;
}

/** Puts a pull request into the queue: a branch of GitHub's own gets what the base would become. */
export function enqueue(
  world: World,
  repository: Repository,
  number: number,
  behind?: MergeGroup,
): MergeGroup {
  const { gitDir } = repository;
  const issue = repository.issues.get(number);
  if (!issue || !isPullRequest(issue) || issue.state !== 'open')
    throw new Error(`There is no open pull request ${number} to put into the queue.`);
  const { pull } = issue;
  const baseSha = behind?.headSha ?? baseTip(repository, issue);
  const tree = mergeTree(gitDir, baseSha, pull.headSha);
  if (tree === null) throw new Error(`Pull request ${number} has a conflict, so it cannot be queued.`);
  const author = signatureOf(issue.author);
  const message = `${issue.title} (#${number})`;
  const { sha: headSha } = commitAsGitHub(world, gitDir, { tree, parents: [baseSha], author, message });
  const headRef = `refs/heads/gh-readonly-queue/${pull.baseRef}/pr-${number}-${baseSha}`;
  const baseRef = `refs/heads/${pull.baseRef}`;
  const queue: Actor = { account: world.webFlow, app: null, permissions: {} };
  git(gitDir, ['update-ref', headRef, headSha]);
  refsChanged(world, repository, queue);

  const land = (): void => {
    // Refused by git when the base has moved on: the queue would have built a new group.
    git(gitDir, ['update-ref', baseRef, headSha, baseSha]);
    git(gitDir, ['update-ref', '-d', headRef]);
    pull.baseSha = baseSha;
    markMerged(world, issue, queue, headSha);
    refsChanged(world, repository, queue, true);
  };
  return { headRef, headSha, baseRef, baseSha, land };
}
