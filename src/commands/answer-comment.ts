/** Answers an approver who wrote "approved" as a comment: once, with the way to the review screen. */
import { openStage } from '../approvals/whom-to-ask.ts';
import { writeOnce } from '../github/comment.ts';
import { fetchPullRequest } from '../github/pull-request.ts';
import { reviewNote, soundsLikeApproval } from '../render/notes.ts';
import { decidePullRequest } from './decide-pull-request.ts';
import type { JudgeOptions } from './judge-pull-request.ts';

/** A new comment on a pull request, as its event tells of it. */
export interface NewComment {
  /** The issue or pull request that it stands in. */
  readonly number: number;
  /** Its own number. */
  readonly id: number;
  readonly body: string;
  readonly author: { readonly id: number; readonly login: string };
  /** Whether the run of this event was started again, which whoever may write can do. */
  readonly isAgain: boolean;
}

/** Says in a sentence what was done. Nothing is decided here: a comment never counts. */
export async function answerComment(
  comment: NewComment,
  options: Omit<JudgeOptions, 'number'>,
): Promise<string> {
  if (!soundsLikeApproval(comment.body)) return 'The comment does not sound like an approval.';
  const { number } = comment;
  const { client } = options;
  const pullRequest = await fetchPullRequest(client, options.repository, number, options.clock());
  if (pullRequest.state === 'closed') return `Pull request #${number} is closed.`;
  const { evaluation } = await decidePullRequest(client, pullRequest, { ...options, number });
  const { verdict, workspace } = evaluation;
  const person = workspace.people.all().find(({ value }) => value.github?.id === comment.author.id);
  const isAsked = verdict.requirements.some((requirement) => {
    const stage = openStage(requirement);
    return (
      person !== undefined && stage?.candidates.includes(person.id) && !stage.approvedBy.includes(person.id)
    );
  });
  if (!person?.value.github || !isAsked) return `Nobody waits for the approval of ${comment.author.login}.`;
  const note = reviewNote(person.value.github.login, `${pullRequest.url}/files`);
  const isNew = await writeOnce(client, options.repository, number, note);
  return isNew ? `Told ${comment.author.login} how to approve.` : `${comment.author.login} was told before.`;
}
