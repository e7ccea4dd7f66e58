/** The job that opens the pull request which removes what has ended, and lets it be decided at once. */
import { type Kept, keepPullRequest } from '../github/automation-pull-request.ts';
import type { GitHubClient } from '../github/client.ts';
import { keepIssues } from '../github/notice.ts';
import { renderTooMuch } from '../render/expire-words.ts';
import { amount } from '../render/summary.ts';
import { treeOf } from '../source/git.ts';
import { gitTree } from '../source/git-tree.ts';
import { type Expiry, expiryOf } from './expire.ts';
import type { JobOptions, JobResult } from './jobs.ts';
import { judgePullRequest } from './judge-pull-request.ts';
import { openDefault } from './open-default.ts';
import { recordMerges } from './record-commits.ts';

const branch = 'grantbook/expire';
const tooMuchMarker = '<!-- grantbook:too-many-removals -->';

/** Repeating it changes nothing. What a person renewed meanwhile drops out, since the plan is made anew from the tip. */
export async function expireJob(options: JobOptions): Promise<JobResult> {
  const { repository } = options;
  const { client, defaultBranch, fetched, base } = await openDefault(options);
  try {
    const { git } = fetched;
    const expiry = expiryOf(gitTree(git, base, 'the default branch'), { git, commit: base }, () =>
      options.clock(),
    );
    const notice = await noticeTooMuch(client, options, expiry);
    if (notice) return notice;
    const kept = await keepPullRequest(client, repository, {
      branch,
      defaultBranch,
      base: { commit: base, tree: treeOf(git, base) },
      changeSet: expiry.changeSet,
    });
    return await conclude(kept, expiry, { ...options, within: fetched });
  } finally {
    fetched.dispose();
  }
}

/** Too many at once stop for a person, in an issue that is kept current and closed when it is over. */
async function noticeTooMuch(
  client: GitHubClient,
  { repository }: JobOptions,
  { plan, limit, workspace, timeZone }: Expiry,
): Promise<JobResult | undefined> {
  const title = `${plan.expired.length} grants have ended, more than one run may remove`;
  const body = renderTooMuch(plan, limit, workspace, timeZone);
  const notices = plan.isTooMuch ? [{ marker: tooMuchMarker, title, body }] : [];
  const number = (await keepIssues(client, repository, tooMuchMarker, notices)).get(tooMuchMarker);
  if (!plan.isTooMuch) return undefined;
  return {
    title: `${title}: issue #${number} asks what to do`,
    summary: `#${number}: ${title}.\n`,
    failed: true,
  };
}

/** The pull request of a bot starts no run of its own, so that it is decided here. */
async function conclude(kept: Kept, { plan, changeSet }: Expiry, options: JobOptions): Promise<JobResult> {
  const summary = `${changeSet.text}\n`;
  const left = plan.left.length > 0 ? `; ${amount(plan.left.length, 'file')} could not be judged` : '';
  if (!('number' in kept))
    return { title: `Nothing has ended${left}`, summary: `Nothing has ended${left}.\n`, failed: false };
  const count = amount(plan.expired.length, 'grant');
  const number = `#${kept.number}`;
  if (kept.state === 'refused')
    return {
      title: `${count} ended, and somebody closed ${number}, which would have removed just these; it is not opened again${left}`,
      summary,
      failed: false,
    };
  const result = await judgePullRequest({ ...options, number: kept.number });
  const unwritten = await recordMerges([result], options);
  const became = result.merged ? 'merged' : result.verdict === 'approved' ? 'approved' : 'waiting';
  return {
    title: `${count} ended; ${number} removes them, and is ${became}${left}${unwritten === undefined ? '' : `; ${unwritten}`}`,
    summary,
    failed: unwritten !== undefined,
  };
}
