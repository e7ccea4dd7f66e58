/** The Action's main job: decides one pull request, tells everyone, and does what follows. */
import { openStage } from '../approvals/whom-to-ask.ts';
import { type CheckReport, checkName, publishCheck, sideCheckName } from '../github/check-run.ts';
import { connect, type GitHubClient, type RepositoryName } from '../github/client.ts';
import { upsertComment, writeOnce } from '../github/comment.ts';
import { mergePullRequest } from '../github/merge.ts';
import { fetchPullRequest, isAskedElsewhere, type PullRequest } from '../github/pull-request.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { Verdict } from '../model/verdict.ts';
import {
  commentMarker,
  type Outcome,
  renderCheckSummary,
  renderComment,
  renderNotEvaluated,
  titleOf,
} from '../render/comment.ts';
import { address } from '../render/markdown.ts';
import { mergeMessage, mergeTitle } from '../render/merge-message.ts';
import { escalationNote } from '../render/notes.ts';
import { onOneLine } from '../render/text.ts';
import { type Decided, decidePullRequest } from './decide-pull-request.ts';
import type { Evaluation } from './evaluate.ts';
import { impactOf } from './impact.ts';
import { updateRequests } from './update-requests.ts';

/** Where the pull request is, and with what it may be read and written. */
export interface JudgeOptions {
  readonly repository: RepositoryName;
  readonly number: number;
  readonly token: string;
  readonly apiUrl: string;
  readonly serverUrl: string;
  /** A folder for the fetched commits. */
  readonly temporary?: string;
  readonly log: (message: string) => void;
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
}

/** Judges a pull request, publishes the check run and the comment, asks for reviews, merges, and returns what was said. */
export async function judgePullRequest(options: JudgeOptions): Promise<JudgeResult> {
  const client = connect({ token: options.token, baseUrl: options.apiUrl, log: options.log });
  const pullRequest = await fetchPullRequest(client, options.repository, options.number);
  if (pullRequest.state === 'closed') return nothingToDecide(options.number);
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
  const client = connect({ token: options.token, baseUrl: options.apiUrl, log: options.log });
  const pullRequest = await fetchPullRequest(client, options.repository, options.number);
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
  return isDefault || !(await isAskedElsewhere(client, repository, pullRequest)) ? checkName : sideCheckName;
}

/** The check first, since it guards the merge; then requests and the merge; the comment last, which tells of all. */
async function act(
  client: GitHubClient,
  pullRequest: PullRequest,
  name: CheckReport['name'],
  decided: Decided,
  options: JudgeOptions,
): Promise<JudgeResult> {
  const { evaluation, facts, timeline } = decided;
  const { verdict, diagnostics } = evaluation;
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
    verdict.verdict === 'approved' ? await merge(client, pullRequest, decided, options) : undefined;
  const body = renderComment({ ...draft, notAsked, ...(outcome ? { outcome } : {}) });
  const commentUrl = await upsertComment(client, options.repository, options.number, {
    marker: commentMarker,
    botLogin: check.botLogin,
    body,
  });
  await mentionEscalated(client, pullRequest, evaluation, options);
  return {
    verdict: verdict.verdict,
    title: onOneLine(titleOf(draft)),
    summary: body,
    findings: diagnostics,
    checkUrl: check.url,
    commentUrl,
  };
}

/** Whom an escalation makes approvers has heard nothing yet: an edit of the comment sends no mail. */
async function mentionEscalated(
  client: GitHubClient,
  { draft }: PullRequest,
  { verdict, workspace }: Evaluation,
  { repository, number }: JudgeOptions,
): Promise<void> {
  if (draft || verdict.verdict !== 'pending') return;
  const users = new Set(
    verdict.requirements.flatMap((requirement) => {
      const stage = openStage(requirement);
      return stage?.escalatedTo ? stage.candidates.filter((user) => !stage.approvedBy.includes(user)) : [];
    }),
  );
  const logins = [...users].flatMap((user) => workspace.people.get(user)?.value.github?.login ?? []);
  if (logins.length > 0) await writeOnce(client, repository, number, escalationNote(logins));
}

/** Only requests merge by themselves: a change of the policy, or of what runs here, waits for a person's button. */
async function merge(
  client: GitHubClient,
  { number, headSha, title }: PullRequest,
  { evaluation, facts }: Decided,
  { repository }: JudgeOptions,
): Promise<Outcome> {
  const { workspace, verdict, grants, otherPaths, changedPolicies } = evaluation;
  const isRequest = verdict.requirements.every(({ change }) => change.kind !== 'policy');
  const byPerson = workspace.settings?.value.merge === 'person';
  if (byPerson || !isRequest || otherPaths.length > 0 || (changedPolicies.length > 0 && grants.length === 0))
    return { kind: 'by a person' };
  const merged = await mergePullRequest(client, repository, {
    number,
    sha: headSha,
    title: `${mergeTitle(title)} (#${number})`,
    message: mergeMessage(verdict, facts),
  });
  return 'sha' in merged ? { kind: 'merged' } : { kind: 'refused', reason: merged.refused };
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

const reasonOf = (error: unknown): string =>
  error instanceof EnvironmentFailure
    ? error.message
    : `a mistake in Grantbook itself: ${(error as Error).message}`;

/** What could not be evaluated blocks: a failing check that says why. */
async function publishNotEvaluated(
  client: GitHubClient,
  { headSha }: PullRequest,
  name: CheckReport['name'],
  reason: string,
  options: JudgeOptions,
): Promise<JudgeResult> {
  const body = renderNotEvaluated(reason);
  const title = 'Could not evaluate';
  const check = await publishCheck(client, options.repository, headSha, {
    name,
    outcome: 'failure',
    title,
    summary: body,
    findings: [],
  });
  const commentUrl = await upsertComment(client, options.repository, options.number, {
    marker: commentMarker,
    botLogin: check.botLogin,
    body,
  });
  return {
    verdict: 'not evaluated',
    title: onOneLine(`${title}: ${reason}`),
    summary: body,
    findings: [],
    checkUrl: check.url,
    commentUrl,
  };
}
