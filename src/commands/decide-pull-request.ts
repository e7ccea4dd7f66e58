/** Reads a pull request and decides it. What cannot be read is an `EnvironmentFailure`, never a verdict. */
import { tmpdir } from 'node:os';
import type { GitHubClient, RepositoryName } from '../github/client.ts';
import { fetchFacts } from '../github/facts.ts';
import type { PullRequest } from '../github/pull-request.ts';
import type { Timeline } from '../github/timeline.ts';
import type { Account, Facts } from '../model/facts.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { Instant } from '../model/period.ts';
import { mergeChange, type SourceChange } from '../source/change.ts';
import { type Fetched, fetchRefs } from '../source/fetch.ts';
import type { GitRepository } from '../source/git.ts';
import { gitTree } from '../source/git-tree.ts';
import { requireClock } from './clock.ts';
import { concludeChange, type Evaluation, type Prepared, prepareChange } from './evaluate.ts';
import type { JudgeOptions } from './judge-pull-request.ts';

export interface Decided {
  readonly evaluation: Evaluation;
  readonly change: SourceChange;
  readonly facts: Facts;
  readonly timeline: Timeline;
}

/** Where a pull request is merged onto, if it is not the tip of the default branch: what stands before it in a group. */
export interface Onto {
  /** A ref that holds the commit. */
  readonly ref: string;
  readonly commit: string;
}

/** Fetches the commits, judges them, asks GitHub for the facts, and decides. */
export async function decidePullRequest(
  client: GitHubClient,
  pullRequest: PullRequest,
  options: JudgeOptions,
  onto?: Onto,
): Promise<Decided> {
  requireClock(pullRequest.clockSkew);
  requireDefaultBase(pullRequest);
  const fetched = fetchCommits(pullRequest, options, onto?.ref);
  try {
    const change = changeIn(fetched, pullRequest, onto?.commit);
    const { prepared, facts, timeline } = await prepareWithFacts(client, pullRequest, {
      change,
      now: options.clock,
      repository: options.repository,
    });
    const known = { ...facts, ...contentsFor(prepared, facts, fetched.git) };
    return { evaluation: concludeChange(prepared, known), change, facts: known, timeline };
  } finally {
    fetched.dispose();
  }
}

/** A change judged as that of whoever asks for it, with what GitHub knows of its pull request. */
export async function prepareWithFacts(
  client: GitHubClient,
  pullRequest: PullRequest,
  {
    change,
    now,
    repository,
  }: { readonly change: SourceChange; readonly now: () => Instant; readonly repository: RepositoryName },
): Promise<{ readonly prepared: Prepared; readonly facts: Facts; readonly timeline: Timeline }> {
  const judged = (openedBy: Account | null) => prepareChange(change, now, { everybody: true, openedBy });
  const first = judged(pullRequest.author);
  const { facts, timeline } = await fetchFacts(client, repository, pullRequest, first);
  // For whom a machine asks is known only now; what that person may ask for is judged by them.
  const { requestedBy } = facts.pullRequest;
  return { prepared: requestedBy ? judged(requestedBy) : first, facts, timeline };
}

function requireDefaultBase({ baseRef, defaultBranch }: PullRequest): void {
  if (baseRef === defaultBranch) return;
  throw new EnvironmentFailure(
    `this pull request goes into \`${baseRef}\`, and access is only ever decided on \`${defaultBranch}\`; choose \`${defaultBranch}\` as its base with the *Edit* button beside the title`,
  );
}

function fetchCommits(
  { number, defaultBranch, headSha }: PullRequest,
  options: JudgeOptions,
  base = `refs/heads/${defaultBranch}`,
): Fetched {
  const { owner, repo } = options.repository;
  const fetched = fetchRefs({
    folder: options.temporary ?? tmpdir(),
    url: `${options.serverUrl}/${owner}/${repo}.git`,
    token: options.token,
    within: options.within,
    refs: { base, head: `refs/pull/${number}/head` },
  });
  if (fetched.commits.head === headSha) return fetched;
  fetched.dispose();
  throw new EnvironmentFailure(
    'the branch moved while it was being read; the run for the newer commit decides',
  );
}

function changeIn({ git, commits }: Fetched, { defaultBranch }: PullRequest, onto?: string): SourceChange {
  const { base = '', head = '' } = commits;
  const change = mergeChange(
    git,
    { commit: onto ?? base, label: `\`${defaultBranch}\`` },
    { commit: head, label: 'this branch' },
  );
  if (change.changed.length === 0)
    throw new EnvironmentFailure(
      'this pull request changes nothing that is not on the default branch already; close it, or push what it is meant to change',
    );
  return change;
}

/** What the changed grants held in the commits that somebody approved, where the settings let that count. */
export function contentsFor(
  { workspace, grants }: Prepared,
  facts: Facts,
  git: GitRepository,
): Pick<Facts, 'contents'> {
  if (workspace.settings?.value.staleness !== 'grant-content') return {};
  const paths = grants.map(({ path }) => path);
  const commits = new Set(
    facts.reviews.flatMap(({ state, commit }) => (state === 'APPROVED' && commit ? [commit] : [])),
  );
  const contents = [...commits].flatMap((commit) => {
    // A commit that was pushed away is not here any more, and what it held does not count.
    if (git.run(['cat-file', '-e', `${commit}^{commit}`]).status !== 0) return [];
    const entries = gitTree(git, commit, commit).list(paths);
    return [[commit, Object.fromEntries(entries.map(({ path, objectId }) => [path, objectId]))] as const];
  });
  return { contents: Object.fromEntries(contents) };
}
