/** Answers a command that somebody writes as a comment into an issue of ours: `/renew`, `/end`, `/sign`, `/confirm`, `/done`. */
import { asking } from '../github/client.ts';
import { telling, toldBefore } from '../github/told.ts';
import { commandIn } from '../plan/comment-command.ts';
import { subjectOfReminder } from '../render/reminder-markdown.ts';
import { runbookOfReview } from '../render/runbook-review-markdown.ts';
import { systemOfSigning } from '../render/signing-markdown.ts';
import { systemOfTask } from '../render/task-markdown.ts';
import type { NewComment } from './answer-comment.ts';
import { confirmByComment } from './confirm-by-comment.ts';
import { doneByComment } from './done-by-comment.ts';
import { endByComment } from './end-by-comment.ts';
import type { JobOptions } from './jobs.ts';
import { renewByComment } from './renew-by-comment.ts';
import { signByComment } from './sign-by-comment.ts';

/** Says in a sentence what was done. Who may ask is looked up; what the comment says is data. */
export async function answerCommand(comment: NewComment, options: JobOptions): Promise<string> {
  const command = commandIn(comment.body);
  if (!command) return 'The comment asks for nothing.';
  const { client, repository } = options;
  const at = { ...repository, issue_number: comment.number };
  const past = comment.isAgain ? await whyPast(comment, options) : undefined;
  if (past !== undefined) return past;
  const { data: issue } = await asking('the issue could not be read', () => client.rest.issues.get(at));
  // Anybody can type the marker of an issue of ours; only a bot has opened ours.
  const body = issue.user?.type === 'Bot' ? (issue.body ?? '') : '';
  const subject = subjectOfReminder(body);
  const system = systemOfSigning(body);
  const review = runbookOfReview(body);
  const task = systemOfTask(body);
  let answer: string;
  if (command === 'sign' && system !== undefined) answer = await signByComment({ system, comment }, options);
  else if (command === 'renew' && subject !== undefined)
    answer = await renewByComment({ subject, comment }, options);
  else if (command === 'end' && subject !== undefined)
    answer = await endByComment({ subject, comment }, options);
  else if (command === 'confirm' && review) answer = await confirmByComment({ ...review, comment }, options);
  else if (command === 'done' && task !== undefined)
    answer = await doneByComment({ system: task, comment }, options);
  else return `\`/${command}\` has no meaning in this issue.`;
  await asking('the answer could not be written (the workflow needs `issues: write`)', () =>
    client.rest.issues.createComment({
      ...at,
      body: `@${comment.author.login}: ${answer}\n\n${telling([answered(comment)])}\n`,
    }),
  );
  return answer;
}

const answered = ({ id }: NewComment): string => `answered@${id}`;

/** GitHub lets no run wait longer, so that what is older was meant for another time. */
const day = 86_400_000;

/**
 * Why a comment asks for nothing any more. A run that is started again brings its old comment along, and whoever may write
 * can start one: what somebody ended or renewed once by their own word is not ended or renewed once more by that.
 */
async function whyPast(
  comment: NewComment,
  { client, repository, clock }: JobOptions,
): Promise<string | undefined> {
  const { data: now } = await asking('the comment could not be read', () =>
    client.rest.issues.getComment({ ...repository, comment_id: comment.id }),
  );
  if (now.user?.id !== comment.author.id || now.body !== comment.body)
    return 'The comment has been changed since, so this run asks for nothing.';
  const at = { ...repository, issue_number: comment.number };
  if ((await toldBefore(client, at)).includes(answered(comment))) return 'The comment was answered before.';
  return clock() - Date.parse(now.created_at) < day
    ? undefined
    : 'The comment is older than a day, so this run asks for nothing; it has to be written once more.';
}
