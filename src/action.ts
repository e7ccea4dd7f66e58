/** The Action's entry: translates inputs and the event into a call, and its result into outputs. */
import * as core from '@actions/core';
import { context } from '@actions/github';
import { judgePullRequest } from './commands/judge-pull-request.ts';
import { pullRequestOf } from './commands/pull-request-of-event.ts';
import { onOneLine } from './render/text.ts';

try {
  const number = pullRequestOf(context.eventName, context.payload, core.getInput('pull-request'));
  const result = await judgePullRequest({
    repository: context.repo,
    number,
    token: core.getInput('token', { required: true }),
    apiUrl: context.apiUrl,
    serverUrl: context.serverUrl,
    ...(process.env.RUNNER_TEMP ? { temporary: process.env.RUNNER_TEMP } : {}),
    log: core.info,
  });
  core.setOutput('verdict', result.verdict);
  core.setOutput('findings', result.findings);
  core.setOutput('errors', result.findings.filter((finding) => finding.severity === 'error').length);
  core.setOutput('check-url', result.checkUrl ?? '');
  core.setOutput('comment-url', result.commentUrl ?? '');
  if (process.env.GITHUB_STEP_SUMMARY) await core.summary.addRaw(result.summary).write();
  core.info(result.title);
  if (result.verdict === 'rejected' || result.verdict === 'not evaluated') core.setFailed(result.title);
} catch (error) {
  core.setFailed(onOneLine(`Could not evaluate: ${(error as Error).message}`));
}
