/** The Action's main job: decides one pull request, tells everyone, and does what follows. */
import { type CheckReport, checkName, hasSuccess, publishCheck, sideCheckName } from '../github/check-run.ts';
import type { GitHubClient, RepositoryName } from '../github/client.ts';
import { upsertComment } from '../github/comment.ts';
import { fetchPullRequest, othersOfCommit, type PullRequest } from '../github/pull-request.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { Instant } from '../model/period.ts';
import type { DecisionRecord, Unchained } from '../model/record.ts';
import type { Verdict } from '../model/verdict.ts';
import { commentMarker, renderCheckSummary, renderComment, titleOf } from '../render/comment.ts';
import { address } from '../render/markdown.ts';
import { onOneLine } from '../render/text.ts';
import type { Fetched } from '../source/fetch.ts';
import { type Decided, decidePullRequest } from './decide-pull-request.ts';
import { firstCheckOf } from './first-check.ts';
import { followIssue } from './follow-issue.ts';
import { impactOf } from './impact.ts';
import { mentionApprovers } from './mention-approvers.ts';
import { mergeApproved, recordOfMerge } from './merge-approved.ts';
import { publishNotEvaluated } from './not-evaluated.ts';
import { requestEvents, tellSinks } from './request-events.ts';
import { updateRequests } from './update-requests.ts';

/** Where the pull request is, and with what it may be read and written. */
export interface JudgeOptions {
  readonly repository: RepositoryName;
  readonly number: number;
  /** The way to the API, by which everything is read and written. */
  readonly client: GitHubClient;
  /** For git, which fetches what is judged. */
  readonly token: string;
  readonly serverUrl: string;
  /** A folder for the fetched commits. */
  readonly temporary?: string;
  /** What the run has fetched already: a repository is fetched with its whole history, once. */
  readonly within?: Fetched;
  readonly log: (message: string) => void;
  /** What time it is: the one clock of a run. */
  readonly clock: () => Instant;
}

/** What came of it. `ignored` is a pull request that there is nothing to decide about any more. */
export interface JudgeResult {
  readonly verdict: Verdict['verdict'] | 'not evaluated' | 'ignored';
  /** One plain sentence. */
  readonly title: string;
  /** Markdown for the job summary. */
  readonly summary: string;
  readonly findings: readonly Diagnostic[];
  readonly checkUrl?: string | undefined;
  readonly commentUrl?: string;
  /** What this run merged, for the ledger: from the very facts that it was decided on. */
  readonly merged?: Merged;
}

/** A commit that was made of an approved pull request. */
export interface Merged {
  readonly record: Unchained<DecisionRecord>;
  readonly defaultBranch: string;
}

/** Judges a pull request, publishes the check run and the comment, asks for reviews, merges, and returns what was said. */
export async function judgePullRequest(options: JudgeOptions): Promise<JudgeResult> {
  const { client } = options;
  const pullRequest = await fetchPullRequest(client, options.repository, options.number, options.clock());
  if (pullRequest.state === 'closed') return leaveClosed(client, pullRequest, options);
  const name = await checkNameFor(client, pullRequest, options);
  let decided: Decided;
  try {
    decided = await decidePullRequest(client, pullRequest, options);
  } catch (error) {
    return publishNotEvaluated(client, pullRequest, name, reasonOf(error), options);
  }
  return act(client, pullRequest, name, decided, options);
}

/** Publishes that a pull request could not be evaluated, where that is known before anything was read of it. */
export async function refusePullRequest(options: JudgeOptions, reason: string): Promise<JudgeResult> {
  const { client } = options;
  const pullRequest = await fetchPullRequest(client, options.repository, options.number, options.clock());
  if (pullRequest.state === 'closed') return nothingToDecide(options.number);
  const name = await checkNameFor(client, pullRequest, options);
  return publishNotEvaluated(client, pullRequest, name, reason, options);
}

function nothingToDecide(number: number): JudgeResult {
  const title = `Pull request #${number} is closed, so there is nothing to decide`;
  return { verdict: 'ignored', title, summary: `${title}.\n`, findings: [] };
}

/**
 * A check belongs to a commit: a second pull request with the same commit into some other branch must not turn the
 * check red that the first one goes by.
 */
async function checkNameFor(
  client: GitHubClient,
  pullRequest: PullRequest,
  { repository }: JudgeOptions,
): Promise<CheckReport['name']> {
  const isDefault = pullRequest.baseRef === pullRequest.defaultBranch;
  const others = isDefault ? [] : await othersOfCommit(client, repository, pullRequest);
  return others.length > 0 ? sideCheckName : checkName;
}

/** A pull request that was closed without a merge leaves no success behind for another one of the same commit. */
async function leaveClosed(
  client: GitHubClient,
  { number, headSha, merged }: PullRequest,
  { repository }: JudgeOptions,
): Promise<JudgeResult> {
  if (!merged && (await hasSuccess(client, repository, headSha)))
    await publishCheck(client, repository, headSha, {
      name: checkName,
      outcome: 'failure',
      title: 'Closed without a merge',
      summary: `Pull request #${number} was closed, and its approvals with it. Another one of the same commit is decided by its own.\n`,
      findings: [],
    });
  return nothingToDecide(number);
}

/** The check first, since it guards the merge; then requests and the merge; then the comment, which tells of all; chats last. */
async function act(
  client: GitHubClient,
  pullRequest: PullRequest,
  name: CheckReport['name'],
  decided: Decided,
  options: JudgeOptions,
): Promise<JudgeResult> {
  const { evaluation, facts, timeline } = decided;
  const { verdict, diagnostics } = evaluation;
  // An objection to one must not be got round by a second one of the very same commit.
  const [older] =
    verdict.verdict === 'approved' ? await othersOfCommit(client, options.repository, pullRequest) : [];
  if (older !== undefined && older < pullRequest.number)
    return publishNotEvaluated(client, pullRequest, sideCheckName, sameCommitAs(older), options);
  const { whole } = evaluation;
  const draft = {
    ...evaluation,
    draft: pullRequest.draft,
    link: linkTo(pullRequest, options),
    ...(whole ? { impact: { found: impactOf(whole, evaluation), sides: whole } } : {}),
  };
  const check = await publishCheck(client, options.repository, pullRequest.headSha, {
    name,
    outcome: { approved: 'success', pending: 'waiting', rejected: 'failure' }[
      verdict.verdict
    ] as CheckReport['outcome'],
    title: titleOf(draft),
    summary: renderCheckSummary(draft),
    findings: diagnostics,
  });
  const notAsked = await updateRequests(client, options.repository, pullRequest, {
    evaluation,
    facts,
    timeline,
    botLogin: check.botLogin,
  });
  const outcome =
    verdict.verdict === 'approved'
      ? await mergeApproved(client, pullRequest, decided, options.repository)
      : undefined;
  const body = renderComment({ ...draft, notAsked, ...(outcome ? { outcome } : {}) });
  const events = requestEvents(pullRequest, decided, outcome);
  const {
    url: commentUrl,
    news,
    ...kept
  } = await upsertComment(client, options.repository, options.number, {
    marker: commentMarker,
    botLogin: check.botLogin,
    body,
    ...(verdict.verdict === 'rejected' ? {} : { validSince: verdict.evaluatedAt }),
    check: () => firstCheckOf(pullRequest, verdict, options),
    news: [...events.keys()],
  });
  // What was decided stands, whether or not it can be told.
  await followIssue(pullRequest, decided, outcome, options).catch((error: Error) =>
    options.log(error.message),
  );
  const overdue = await mentionApprovers(client, pullRequest, decided, options);
  await tellSinks(
    [
      ...news.flatMap((word) => events.get(word) ?? []),
      ...(overdue.length > 0 ? [{ event: 'overdue' as const, people: overdue }] : []),
    ],
    pullRequest,
    decided,
    options.log,
  );
  return {
    verdict: verdict.verdict,
    title: onOneLine(titleOf(draft)),
    summary: body,
    findings: diagnostics,
    checkUrl: check.url,
    commentUrl,
    ...(outcome?.kind === 'merged'
      ? {
          merged: {
            record: recordOfMerge(outcome.sha, decided, kept),
            defaultBranch: pullRequest.defaultBranch,
          },
        }
      : {}),
  };
}

function linkTo(
  pullRequest: PullRequest,
  options: JudgeOptions,
): (diagnostic: Diagnostic) => string | undefined {
  const repository = pullRequest.headRepository;
  return ({ path, line }) =>
    repository === undefined
      ? undefined
      : `${options.serverUrl}/${repository}/blob/${pullRequest.headSha}/${address(path)}#L${line}`;
}

const sameCommitAs = (number: number): string =>
  `#${number} asks for the very same commit and is older, so that one is decided; close one of the two`;

const reasonOf = (error: unknown): string =>
  error instanceof EnvironmentFailure
    ? error.message
    : `a mistake in Grantbook itself: ${(error as Error).message}`;
