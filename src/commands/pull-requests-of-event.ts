import type { GitHubClient, RepositoryName } from '../github/client.ts';
import { openPullRequests } from '../github/pull-request.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { NewComment } from './answer-comment.ts';
import type { MergeGroup } from './decide-merge-group.ts';
import type { ChangedIssue } from './own-words.ts';

/** What is read of an event. None of it is believed: it only says which pull request to look at. */
export interface EventPayload {
  readonly pull_request?: { readonly number: number } | undefined;
  readonly issue?:
    | { readonly number: number; readonly pull_request?: unknown; readonly body?: string | null }
    | undefined;
  /** What happened to the issue, with what stood there before. */
  readonly action?: string | undefined;
  readonly changes?: { readonly body?: unknown; readonly old_issue?: unknown } | undefined;
  /** Whose doing the event is. */
  readonly sender?: { readonly id: number } | undefined;
  readonly comment?:
    | {
        readonly id?: number;
        readonly body?: string | null;
        readonly user?: { readonly id: number; readonly login: string } | null;
      }
    | undefined;
  readonly workflow_run?:
    | {
        readonly event?: string;
        readonly head_sha: string;
        readonly head_branch?: string | null;
        readonly pull_requests?: readonly { readonly number: number }[];
      }
    | undefined;
}

/**
 * Events whose workflow file is that of the default branch, which no pull request can change. `workflow_dispatch` is
 * none of them: it runs the file of whatever branch somebody chose.
 */
const trusted = ['pull_request_target', 'workflow_run', 'schedule'];

/**
 * The numbers of the pull requests to decide. An event that runs a file which the pull request itself can change is
 * refused: GitHub Docs, "Events that trigger workflows". A signal names its pull request; that of a fork names only a
 * commit. A schedule means every open pull request, since members and clocks move without any event.
 */
export async function pullRequestsOf(
  event: string,
  payload: EventPayload,
  input: string,
  client: GitHubClient,
  repository: RepositoryName,
): Promise<readonly number[]> {
  if (!trusted.includes(event)) {
    throw new EnvironmentFailure(
      `a decision is never made on \`${event || 'no event'}\`, because the pull request could change the workflow that runs then; use \`pull_request_target\``,
    );
  }
  const given = input.trim() || payload.pull_request?.number;
  if (given !== undefined) return [asNumber(given)];
  if (event === 'schedule') return (await openPullRequests(client, repository)).map(({ number }) => number);
  const run = payload.workflow_run;
  if (event === 'workflow_run' && run) {
    const named = (run.pull_requests ?? []).map(({ number }) => number);
    if (named.length > 0) return named;
    const open = await openPullRequests(client, repository);
    return open.filter(({ headSha }) => headSha === run.head_sha).map(({ number }) => number);
  }
  throw whichOne();
}

function asNumber(given: string | number): number {
  const number = Number(given);
  if (!Number.isSafeInteger(number) || number < 1) throw whichOne();
  return number;
}

const whichOne = (): EnvironmentFailure =>
  new EnvironmentFailure(
    'which pull request is meant? the event names none; set the input `pull-request` to its number',
  );

/** The merge group that a signal is about; it is not a pull request, but several. */
export function mergeGroupOf(event: string, { workflow_run: run }: EventPayload): MergeGroup | undefined {
  if (event !== 'workflow_run' || run?.event !== 'merge_group') return undefined;
  return { branch: run.head_branch ?? '', headSha: run.head_sha };
}

/** The issue that was opened, edited, closed or opened again. Such a run takes the default branch's workflow. */
export const changedIssueOf = (
  event: string,
  { issue, sender, action, changes }: EventPayload,
  attempt: number,
): ChangedIssue | undefined =>
  event === 'issues' && issue && !issue.pull_request
    ? {
        number: issue.number,
        by: sender?.id,
        body: issue.body ?? '',
        // One that comes from another repository is opened too, with whatever somebody wrote into it there.
        wrote:
          (action === 'opened' && changes?.old_issue === undefined) ||
          (action === 'edited' && changes?.body !== undefined),
        isAgain: attempt > 1,
      }
    : undefined;

const commentOn = (
  number: number,
  { id = 0, body }: NonNullable<EventPayload['comment']>,
  { login, id: account }: NewComment['author'],
  attempt: number,
): NewComment => ({
  number,
  id,
  body: body ?? '',
  author: { login, id: account },
  isAgain: attempt > 1,
});

/** The new comment on an issue that is no pull request. */
export function newIssueCommentOf(
  event: string,
  { issue, comment }: EventPayload,
  attempt: number,
): NewComment | undefined {
  if (event !== 'issue_comment' || !issue || issue.pull_request || !comment?.user) return undefined;
  return commentOn(issue.number, comment, comment.user, attempt);
}

/** The new comment on a pull request that an event is about. `issue_comment` runs the default branch's workflow. */
export function newCommentOf(
  event: string,
  { issue, comment }: EventPayload,
  attempt: number,
): NewComment | undefined {
  if (event !== 'issue_comment' || !issue?.pull_request || !comment?.user) return undefined;
  return commentOn(issue.number, comment, comment.user, attempt);
}
