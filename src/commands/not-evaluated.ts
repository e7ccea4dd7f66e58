/** Publishes that a pull request could not be evaluated. */
import { type CheckReport, publishCheck } from '../github/check-run.ts';
import type { GitHubClient } from '../github/client.ts';
import { upsertComment } from '../github/comment.ts';
import type { PullRequest } from '../github/pull-request.ts';
import { commentMarker, renderNotEvaluated } from '../render/comment.ts';
import { onOneLine } from '../render/text.ts';
import type { JudgeOptions, JudgeResult } from './judge-pull-request.ts';

/** What could not be evaluated blocks: a failing check that says why. */
export async function publishNotEvaluated(
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
  const { url: commentUrl } = await upsertComment(client, options.repository, options.number, {
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
