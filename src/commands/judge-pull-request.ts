/** The Action's main job: judges one pull request and tells everyone. */
import { tmpdir } from 'node:os';
import { type CheckReport, checkName, publishCheck, sideCheckName } from '../github/check-run.ts';
import { connect, type GitHubClient, type RepositoryName } from '../github/client.ts';
import { upsertComment } from '../github/comment.ts';
import { fetchPullRequest, isAskedElsewhere, type PullRequest } from '../github/pull-request.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { Verdict } from '../model/verdict.ts';
import {
  type CommentInput,
  commentMarker,
  renderCheckSummary,
  renderComment,
  renderNotEvaluated,
  titleOf,
} from '../render/comment.ts';
import { address } from '../render/markdown.ts';
import { onOneLine } from '../render/text.ts';
import { mergeChange } from '../source/change.ts';
import { fetchRefs } from '../source/fetch.ts';
import { evaluateChange } from './evaluate.ts';

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

/** GitHub's clock and this machine's may differ by this much, in milliseconds. */
const toleratedSkew = 5 * 60_000;

/** Judges a pull request, publishes the check run and the comment, and returns what was said. */
export async function judgePullRequest(options: JudgeOptions): Promise<JudgeResult> {
  const client = connect({ token: options.token, baseUrl: options.apiUrl, log: options.log });
  const pullRequest = await fetchPullRequest(client, options.repository, options.number);
  if (pullRequest.state === 'closed') {
    const title = `Pull request #${options.number} is closed, so there is nothing to decide`;
    return { verdict: 'ignored', title, summary: `${title}.\n`, findings: [] };
  }
  let judged: Judged;
  try {
    judged = judge(pullRequest, options);
  } catch (error) {
    judged = notEvaluated(pullRequest.headSha, error);
  }
  const name = await checkNameFor(client, pullRequest, options);
  return publish(client, { ...judged, report: { ...judged.report, name } }, options);
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

interface Judged {
  readonly headSha: string;
  readonly verdict: JudgeResult['verdict'];
  readonly report: Omit<CheckReport, 'name'>;
  readonly comment: string;
  /** Why it could not be evaluated. */
  readonly reason?: string;
}

function judge(pullRequest: PullRequest, options: JudgeOptions): Judged {
  if (pullRequest.clockSkew === undefined)
    throw new EnvironmentFailure('GitHub’s answer has no date, so this machine’s clock cannot be trusted');
  if (Math.abs(pullRequest.clockSkew) > toleratedSkew) {
    throw new EnvironmentFailure(
      `the clock of this machine is ${Math.round(Math.abs(pullRequest.clockSkew) / 60_000)} minutes away from GitHub’s, so no day can be relied on`,
    );
  }
  const { baseRef, defaultBranch } = pullRequest;
  if (baseRef !== defaultBranch) {
    throw new EnvironmentFailure(
      `this pull request goes into \`${baseRef}\`, and access is only ever decided on \`${defaultBranch}\`; choose \`${defaultBranch}\` as its base with the *Edit* button beside the title`,
    );
  }
  const { owner, repo } = options.repository;
  const fetched = fetchRefs({
    folder: options.temporary ?? tmpdir(),
    url: `${options.serverUrl}/${owner}/${repo}.git`,
    token: options.token,
    refs: { base: `refs/heads/${defaultBranch}`, head: `refs/pull/${pullRequest.number}/head` },
  });
  try {
    const { base = '', head = '' } = fetched.commits;
    if (head !== pullRequest.headSha)
      throw new EnvironmentFailure(
        'the branch moved while it was being read; the run for the newer commit decides',
      );
    const change = mergeChange(
      fetched.git,
      { commit: base, label: `\`${defaultBranch}\`` },
      { commit: head, label: 'this branch' },
    );
    if (change.changed.length === 0)
      throw new EnvironmentFailure(
        'this pull request changes nothing that is not on the default branch already; close it, or push what it is meant to change',
      );
    const evaluation = evaluateChange(change, () => Date.now());
    const input: CommentInput = {
      ...evaluation,
      draft: pullRequest.draft,
      link: linkTo(pullRequest, options),
    };
    const { verdict, diagnostics } = evaluation;
    return {
      headSha: head,
      verdict: verdict.verdict,
      report: {
        outcome: verdict.verdict === 'rejected' ? 'failure' : 'waiting',
        title: titleOf(input),
        summary: renderCheckSummary(input),
        findings: diagnostics,
      },
      comment: renderComment(input),
    };
  } finally {
    fetched.dispose();
  }
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

/** What could not be evaluated blocks: a failing check that says why. */
function notEvaluated(headSha: string, error: unknown): Judged {
  const reason =
    error instanceof EnvironmentFailure
      ? error.message
      : `a mistake in Grantbook itself: ${(error as Error).message}`;
  const comment = renderNotEvaluated(reason);
  return {
    headSha,
    verdict: 'not evaluated',
    reason,
    report: { outcome: 'failure', title: 'Could not evaluate', summary: comment, findings: [] },
    comment,
  };
}

async function publish(
  client: GitHubClient,
  { headSha, verdict, report, comment, reason }: Judged & { readonly report: CheckReport },
  options: JudgeOptions,
): Promise<JudgeResult> {
  const check = await publishCheck(client, options.repository, headSha, report);
  const commentUrl = await upsertComment(client, options.repository, options.number, {
    marker: commentMarker,
    botLogin: check.botLogin,
    body: comment,
  });
  return {
    verdict,
    title: onOneLine(reason === undefined ? report.title : `${report.title}: ${reason}`),
    summary: comment,
    findings: report.findings,
    checkUrl: check.url,
    commentUrl,
  };
}
