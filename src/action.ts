/** The Action's entry: translates inputs and the event into calls, and their results into outputs. */
import * as core from '@actions/core';
import { context } from '@actions/github';
import { answerComment } from './commands/answer-comment.ts';
import { decideMergeGroup } from './commands/decide-merge-group.ts';
import { type JudgeResult, judgePullRequest } from './commands/judge-pull-request.ts';
import {
  type EventPayload,
  mergeGroupOf,
  newCommentOf,
  pullRequestsOf,
} from './commands/pull-requests-of-event.ts';
import { connect } from './github/client.ts';
import { onOneLine } from './render/text.ts';

try {
  const token = core.getInput('token', { required: true });
  const { eventName: event, repo: repository, apiUrl, serverUrl } = context;
  const payload: EventPayload = context.payload as object;
  const temporary = process.env.RUNNER_TEMP ? { temporary: process.env.RUNNER_TEMP } : {};
  const options = { repository, token, apiUrl, serverUrl, ...temporary, log: core.info };
  const group = mergeGroupOf(event, payload);
  const comment = newCommentOf(event, payload);
  if (comment) core.info(await answerComment(comment, options));
  const results = comment ? [] : group ? [await decideMergeGroup(group, options)] : await decideAll();
  for (const result of results) report(result);
  // Of many, one that its author has to repair is no failure of the run; that it could not be evaluated is.
  const failed = results.filter(
    ({ verdict }) => verdict === 'not evaluated' || (results.length === 1 && verdict === 'rejected'),
  );
  if (!comment && results.length === 0) core.info('There is no open pull request to decide.');
  if (process.env.GITHUB_STEP_SUMMARY) await core.summary.write();
  if (failed.length > 0) core.setFailed(failed.map(({ title }) => title).join('; '));

  async function decideAll(): Promise<JudgeResult[]> {
    const client = connect({ token, baseUrl: apiUrl, log: core.info });
    const numbers = await pullRequestsOf(event, payload, core.getInput('pull-request'), client, repository);
    const decided: JudgeResult[] = [];
    for (const number of numbers) {
      const result = await judgePullRequest({ ...options, number }).catch((error: unknown) =>
        notReached(error, numbers.length),
      );
      core.info(`#${number}: ${result.title}`);
      decided.push(result);
    }
    return decided;
  }
} catch (error) {
  core.setFailed(onOneLine(`Could not evaluate: ${(error as Error).message}`));
}

function report(result: JudgeResult): void {
  core.setOutput('verdict', result.verdict);
  core.setOutput('findings', result.findings);
  core.setOutput('errors', result.findings.filter((finding) => finding.severity === 'error').length);
  core.setOutput('check-url', result.checkUrl ?? '');
  core.setOutput('comment-url', result.commentUrl ?? '');
  if (process.env.GITHUB_STEP_SUMMARY) core.summary.addRaw(result.summary);
}

/** One pull request that cannot be reached must not keep the others from their decision. */
function notReached(error: unknown, all: number): JudgeResult {
  if (all === 1) throw error;
  const title = onOneLine(`Could not evaluate: ${(error as Error).message}`);
  return { verdict: 'not evaluated', title, summary: `${title}.\n`, findings: [] };
}
