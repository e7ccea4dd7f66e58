/** Tells approvers what they would not hear otherwise, in comments of their own: an edit of the one comment sends no mail. */
import { type OverdueApprover, overdueApprovers } from '../approvals/overdue.ts';
import { openStage } from '../approvals/whom-to-ask.ts';
import type { GitHubClient } from '../github/client.ts';
import { writeOnce } from '../github/comment.ts';
import type { PullRequest } from '../github/pull-request.ts';
import { tellNews } from '../github/told.ts';
import { escalationNote } from '../render/notes.ts';
import { overdueMarker, renderOverdue } from '../render/overdue-note.ts';
import type { Decided } from './decide-pull-request.ts';
import type { JudgeOptions } from './judge-pull-request.ts';

/** Mentions whom an escalation made approvers, and who was asked and has not answered. Gives the latter, where it was news. */
export async function mentionApprovers(
  client: GitHubClient,
  { draft }: PullRequest,
  decided: Decided,
  options: JudgeOptions,
): Promise<readonly OverdueApprover[]> {
  if (draft || decided.evaluation.verdict.verdict !== 'pending') return [];
  await mentionEscalated(client, decided, options);
  return remindOverdue(client, decided, options);
}

/** Whom an escalation makes approvers has heard nothing yet. */
async function mentionEscalated(
  client: GitHubClient,
  { evaluation: { verdict, workspace } }: Decided,
  { repository, number }: JudgeOptions,
): Promise<void> {
  const users = new Set(
    verdict.requirements.flatMap((requirement) => {
      const stage = openStage(requirement);
      return stage?.escalatedTo ? stage.candidates.filter((user) => !stage.approvedBy.includes(user)) : [];
    }),
  );
  const logins = [...users].flatMap((user) => workspace.people.get(user)?.value.github?.login ?? []);
  if (logins.length > 0) await writeOnce(client, repository, number, escalationNote(logins));
}

/** Each person once for each step of the settings, from when they were last asked. */
async function remindOverdue(
  client: GitHubClient,
  { evaluation, facts, timeline: { asked } }: Decided,
  { repository, number }: JudgeOptions,
): Promise<readonly OverdueApprover[]> {
  const { verdict, workspace, now, timeZone } = evaluation;
  const people = overdueApprovers(verdict, { workspace, facts, asked, now, timeZone });
  if (people.length === 0) return [];
  const known = new Map(people.map((person) => [wordOf(person), person]));
  const named = (words: readonly string[]) => words.flatMap((word) => known.get(word) ?? []);
  const news = await tellNews(
    client,
    { ...repository, issue_number: number },
    {
      news: [...known.keys()],
      marker: overdueMarker,
      comment: (words) => renderOverdue(named(words), workspace, { now, timeZone }),
      failure: 'a reminder could not be written (the workflow needs `pull-requests: write`)',
    },
  );
  return named(news);
}

/** Whoever is asked anew is reminded anew. */
const wordOf = ({ login, since, step }: OverdueApprover): string =>
  `${login}@${new Date(since).toISOString()}@${step}`;
