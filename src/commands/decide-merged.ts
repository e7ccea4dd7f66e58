/** Decides a commit of the default branch again, as of its merge. A green check is no proof: anybody who can write posts one. */
import { peopleOf, personBehind } from '../approvals/people.ts';
import type { GitHubClient } from '../github/client.ts';
import { fetchKept } from '../github/comment.ts';
import { mergedPullRequest } from '../github/merged-pull-request.ts';
import { fetchPullRequest, type PullRequest } from '../github/pull-request.ts';
import { type CommitOfRecord, decided, unapproved } from '../ledger/decision-record.ts';
import type { Facts } from '../model/facts.ts';
import { EnvironmentFailure, NeverKnown } from '../model/failure.ts';
import type { DecisionRecord, Unchained } from '../model/record.ts';
import { commentMarker } from '../render/comment.ts';
import { mergeChange, mergedTree, type SourceChange } from '../source/change.ts';
import type { Fetched } from '../source/fetch.ts';
import { type GitRepository, gitOutput, parentOf, treeOf } from '../source/git.ts';
import { version } from '../version.ts';
import { contentsFor, prepareWithFacts } from './decide-pull-request.ts';
import { concludeChange, type Evaluation } from './evaluate.ts';
import type { JudgeOptions } from './judge-pull-request.ts';

/** Where a commit is looked up. */
export interface MergedIn {
  readonly fetched: Fetched;
  readonly defaultBranch: string;
  readonly options: Omit<JudgeOptions, 'number'>;
  /** RFC 3339. */
  readonly recordedAt: string;
}

/**
 * The record of a commit. What GitHub cannot be asked at the moment is an `EnvironmentFailure`, and the commit stays
 * without a record until it can; what can never be known is a reason why it is not approved.
 */
export async function decideMerged(
  client: GitHubClient,
  commit: string,
  { fetched, defaultBranch, options, recordedAt }: MergedIn,
): Promise<Unchained<DecisionRecord>> {
  const { git } = fetched;
  const parent = parentOf(git, commit);
  const merge = await mergedPullRequest(client, options.repository, { commit, defaultBranch });
  const of: CommitOfRecord = {
    commit,
    parent: parent ?? null,
    changes: [],
    mergedAt: merge?.mergedAt ?? committedAt(git, commit) ?? recordedAt,
    recordedAt,
    tool: version,
  };
  if (parent === undefined)
    return unapproved(of, ['it is the first commit, so there is nothing that it could be compared with']);
  let known = of;
  try {
    const change = changeOfCommit(git, parent, commit);
    known = { ...of, changes: changedFiles(change) };
    if (!merge) return unapproved(known, ['it came by no pull request, so nobody approved it']);
    return await decideMerge(client, { known, change, parent, merge }, { fetched, options });
  } catch (error) {
    if (error instanceof NeverKnown) return unapproved(known, [error.message], merge?.number);
    throw error;
  }
}

interface Merge {
  readonly known: CommitOfRecord;
  readonly change: SourceChange;
  readonly parent: string;
  readonly merge: { readonly number: number; readonly mergedAt: string };
}

/** Whether the commit is what merging its pull request makes, and whether that was approved at the time. */
async function decideMerge(
  client: GitHubClient,
  { known: of, change, parent, merge }: Merge,
  { fetched, options }: Pick<MergedIn, 'fetched' | 'options'>,
): Promise<Unchained<DecisionRecord>> {
  const { git } = fetched;
  const { repository } = options;
  const pullRequest = await fetchPullRequest(client, repository, merge.number, options.clock());
  const head = fetched.more({ head: `refs/pull/${merge.number}/head` }).head ?? '';
  const wrong = whyNotTheMerge(git, { parent, head, commit: of.commit }, pullRequest);
  if (wrong !== undefined) return unapproved(of, [wrong], merge.number);
  if (change.changed.length === 0)
    return unapproved(of, ['it changes nothing, so there was nothing to decide'], merge.number);
  const now = () => Date.parse(merge.mergedAt);
  const { prepared, facts } = await prepareWithFacts(client, pullRequest, { change, now, repository });
  const then = asOf(facts, now());
  const evaluation = concludeChange(prepared, { ...then, ...contentsFor(prepared, then, git) });
  const kept = await fetchKept(client, repository, merge.number, commentMarker);
  return recordOf({ ...of, changes: changedFiles(change, evaluation), ...kept }, evaluation, then);
}

/** The record of an evaluation. */
export function recordOf(
  of: CommitOfRecord,
  { verdict, workspace }: Evaluation,
  facts: Facts,
): Unchained<DecisionRecord> {
  const people = peopleOf(workspace);
  return decided(of, { verdict, facts, personOf: (account) => personBehind(account, people) });
}

/** The files of a change, with what was done to the grants among them. */
export function changedFiles(change: SourceChange, evaluation?: Evaluation): DecisionRecord['changes'] {
  const kinds = new Map(evaluation?.grants.map(({ path, kind }) => [path, kind]));
  return change.changed.map((path) => ({
    kind: kinds.get(path) ?? (path.startsWith('access-grants/') ? 'changed' : 'policy'),
    path,
    objectId: change.objectIds.get(path) ?? null,
  }));
}

/** What a commit did to its first parent. */
function changeOfCommit(git: GitRepository, parent: string, commit: string): SourceChange {
  return mergeChange(
    git,
    { commit: parent, label: `\`${parent.slice(0, 10)}\`` },
    { commit, label: `\`${commit.slice(0, 10)}\`` },
  );
}

/**
 * The record of what this very run merged, as of the commit that GitHub made of it; nothing where that is another one
 * than was decided, since something else had come onto the branch in between.
 */
export function recordMerged(
  git: GitRepository,
  record: Unchained<DecisionRecord>,
): Unchained<DecisionRecord> | undefined {
  const parent = parentOf(git, record.commit);
  if (parent === undefined || parent !== record.parent) return undefined;
  const { changed, objectIds } = changeOfCommit(git, parent, record.commit);
  const isSame =
    changed.length === record.changes.length &&
    record.changes.every(({ path, objectId }) => (objectIds.get(path) ?? null) === objectId);
  return isSame
    ? {
        ...record,
        times: { ...record.times, merged: committedAt(git, record.commit) ?? record.times.merged },
      }
    : undefined;
}

/** Why a commit is not what merging the pull request makes, if it is not. */
function whyNotTheMerge(
  git: GitRepository,
  { parent, head, commit }: { readonly parent: string; readonly head: string; readonly commit: string },
  { number, headSha }: PullRequest,
): string | undefined {
  if (head !== headSha) return `#${number} was merged with another commit than the one that is kept of it`;
  const tree = treeOf(git, commit);
  let merged: string;
  try {
    merged = mergedTree(git, { commit: parent, label: 'the branch' }, { commit: head, label: `#${number}` });
  } catch (error) {
    if (error instanceof EnvironmentFailure) return error.message;
    throw error;
  }
  return merged === tree ? undefined : `it holds something else than merging #${number} makes`;
}

/** Anybody can write any time into a commit; nothing where no calendar has it. */
function committedAt(git: GitRepository, commit: string): string | undefined {
  const seconds = gitOutput(git, ['show', '-s', '--format=%ct', commit], 'a commit could not be read');
  const time = new Date(Number(seconds.toString('utf8').trim()) * 1000);
  const year = time.getUTCFullYear();
  return year >= 1970 && year <= 9999 ? time.toISOString() : undefined;
}

/** The facts as they were at an instant: later reviews do not count, and what was dismissed later still stood. */
export function asOf(facts: Facts, instant: number): Facts {
  const isBefore = (time: string) => Date.parse(time) <= instant;
  const dismissals = facts.dismissals ?? [];
  const later = new Map(
    dismissals.flatMap(({ review, at, state }) =>
      isBefore(at) ? [] : [[review, state?.toUpperCase()] as const],
    ),
  );
  return {
    ...facts,
    reviews: facts.reviews
      .filter(({ submittedAt }) => isBefore(submittedAt))
      .map((review) => {
        const stood = later.get(review.id);
        return review.state === 'DISMISSED' && stood !== undefined ? { ...review, state: stood } : review;
      }),
    dismissals: dismissals.filter(({ at }) => isBefore(at)),
  };
}
