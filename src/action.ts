/** The Action's entry: translates inputs and the event into calls, and their results into outputs. */
import * as core from '@actions/core';
import { context } from '@actions/github';
import { type JudgeResult, judgePullRequest } from './commands/judge-pull-request.ts';
import { pullRequestsOf } from './commands/pull-requests-of-event.ts';
import { connect } from './github/client.ts';
import { onOneLine } from './render/text.ts';

try {
  const token = core.getInput('token', { required: true });
  const client = connect({ token, baseUrl: context.apiUrl, log: core.info });
  const numbers = await pullRequestsOf(
    context.eventName,
    context.payload,
    core.getInput('pull-request'),
    client,
    context.repo,
  );
  const failed: string[] = [];
  for (const number of numbers) {
    const result = await judgePullRequest({
      repository: context.repo,
      number,
      token,
      apiUrl: context.apiUrl,
      serverUrl: context.serverUrl,
      ...(process.env.RUNNER_TEMP ? { temporary: process.env.RUNNER_TEMP } : {}),
      log: core.info,
    }).catch((error: unknown) => notReached(error, numbers.length));
    core.info(`#${number}: ${result.title}`);
    report(result);
    // Of many, one that its author has to repair is no failure of the run; that it could not be evaluated is.
    if (result.verdict === 'not evaluated' || (numbers.length === 1 && result.verdict === 'rejected'))
      failed.push(result.title);
  }
  if (numbers.length === 0) core.info('There is no open pull request to decide.');
  if (process.env.GITHUB_STEP_SUMMARY) await core.summary.write();
  if (failed.length > 0) core.setFailed(failed.join('; '));
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
