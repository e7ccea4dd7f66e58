/** Answers a command that somebody writes as a comment into an issue of ours: `/renew`, `/end`, `/sign`, `/confirm`, `/done`. */
import { asking } from '../github/client.ts';
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
    client.rest.issues.createComment({ ...at, body: `@${comment.author.login}: ${answer}\n` }),
  );
  return answer;
}
