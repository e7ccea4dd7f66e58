/** The Action's entry: translates inputs and the event into calls, and their results into outputs. */
import { fileURLToPath } from 'node:url';
import * as core from '@actions/core';
import { context } from '@actions/github';
import { answerCommand } from './commands/answer-command.ts';
import { answerComment } from './commands/answer-comment.ts';
import { decideMergeGroup } from './commands/decide-merge-group.ts';
import { jobs, requireJobEvent } from './commands/jobs.ts';
import { type Answer, judgeEach, startingElsewhere, usualLimit } from './commands/judge-each.ts';
import { type JudgeOptions, type JudgeResult, judgePullRequest } from './commands/judge-pull-request.ts';
import {
  changedIssueOf,
  type EventPayload,
  mergeGroupOf,
  newCommentOf,
  newIssueCommentOf,
  pullRequestsOf,
} from './commands/pull-requests-of-event.ts';
import { recordMerges } from './commands/record-commits.ts';
import { reportMissed } from './commands/report-missed.ts';
import { requestByIssue } from './commands/request-by-issue.ts';
import { connect } from './github/client.ts';
import { mostUrgentFirst } from './model/diagnostic.ts';
import { EnvironmentFailure } from './model/failure.ts';
import { onOneLine } from './render/text.ts';

/** Whether this is the process of one pull request, which the run started and waits for. */
const { send } = process;
// Where the run is gone, nobody hears the answer: what would still be published might be out of date by then.
if (send) process.once('disconnect', () => process.exit());
if (send && !process.connected) process.exit();
/** GitHub refuses outputs of more than a megabyte. */
const mostFindings = 500;

try {
  const token = core.getInput('token', { required: true });
  const { eventName: event, repo: repository, apiUrl, serverUrl, runAttempt: attempt } = context;
  const payload: EventPayload = context.payload as object;
  const temporary = process.env.RUNNER_TEMP ? { temporary: process.env.RUNNER_TEMP } : {};
  const client = connect({ token, baseUrl: apiUrl, log: core.info });
  const options = { repository, client, token, serverUrl, ...temporary, log: core.info, clock: Date.now };
  const command = core.getInput('command') || 'decide';
  const group = mergeGroupOf(event, payload);
  const comment = newCommentOf(event, payload, attempt);
  const inIssue = newIssueCommentOf(event, payload, attempt);
  const form = changedIssueOf(event, payload, attempt);
  const numbers = () => pullRequestsOf(event, payload, core.getInput('pull-request'), client, repository);
  if (command !== 'decide') await runJob(command, event, options);
  else if (send) {
    const [number = 0] = await numbers();
    answer({ result: await judgePullRequest({ ...options, number }) });
  } else if (comment) core.info(await answerComment(comment, options));
  else if (inIssue) core.info(onOneLine(await answerCommand(inIssue, options)));
  else if (form !== undefined) core.info(onOneLine(await requestByIssue(form, options)));
  else if (group) await report([await decideMergeGroup(group, options)]);
  else {
    const apart = { program: fileURLToPath(import.meta.url), limit: usualLimit };
    const inTurn = startingElsewhere(await numbers(), context.runNumber);
    const results = await judgeEach(inTurn, options, apart);
    await report(results);
    const unwritten = await recordMerges(results, options);
    if (unwritten !== undefined) core.setFailed(onOneLine(unwritten));
  }
} catch (error) {
  const { message } = error as Error;
  if (send) answer({ failed: message });
  else core.setFailed(onOneLine(`Could not evaluate: ${message}`));
}

/** One of the jobs that are about the repository, not about a pull request. */
async function runJob(command: string, event: string, options: Omit<JudgeOptions, 'number'>): Promise<void> {
  const job = Object.hasOwn(jobs, command) ? jobs[command as keyof typeof jobs] : undefined;
  if (!job)
    throw new EnvironmentFailure(
      `there is no command \`${command}\`; it is one of \`decide\`, ${Object.keys(jobs)
        .map((name) => `\`${name}\``)
        .join(', ')}`,
    );
  requireJobEvent(command, event);
  const { title, summary, failed } = await job(options);
  core.setOutput('title', title);
  core.info(onOneLine(title));
  if (process.env.GITHUB_STEP_SUMMARY) await core.summary.addRaw(summary).write();
  if (failed) core.setFailed(onOneLine(title));
  // Whether the others ran is no reason for this one to fail.
  await reportMissed(options).catch((error: Error) => core.warning(onOneLine(error.message)));
}

/** Hands the result to the run; without the connection, this process ends by itself. */
function answer(given: Answer): void {
  process.send?.(given, () => process.disconnect());
}

async function report(results: readonly JudgeResult[]): Promise<void> {
  for (const result of results) reportOne(result);
  // Of many, one that its author has to repair is no failure of the run; that it could not be evaluated is.
  const failed = results.filter(
    ({ verdict }) => verdict === 'not evaluated' || (results.length === 1 && verdict === 'rejected'),
  );
  if (results.length === 0) core.info('There is no open pull request to decide.');
  if (process.env.GITHUB_STEP_SUMMARY) await core.summary.write();
  if (failed.length > 0) core.setFailed(failed.map(({ title }) => title).join('; '));
}

function reportOne(result: JudgeResult): void {
  core.setOutput('verdict', result.verdict);
  core.setOutput('findings', mostUrgentFirst(result.findings).slice(0, mostFindings));
  core.setOutput('errors', result.findings.filter((finding) => finding.severity === 'error').length);
  core.setOutput('check-url', result.checkUrl ?? '');
  core.setOutput('comment-url', result.commentUrl ?? '');
  if (process.env.GITHUB_STEP_SUMMARY) core.summary.addRaw(result.summary);
}
