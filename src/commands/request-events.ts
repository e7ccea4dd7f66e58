/** What there is to tell outside of GitHub of a pull request as it was just decided, and telling it. */
import { peopleOf, personBehind } from '../approvals/people.ts';
import { openStage } from '../approvals/whom-to-ask.ts';
import type { PullRequest } from '../github/pull-request.ts';
import type { Account } from '../model/facts.ts';
import type { Workspace } from '../model/workspace.ts';
import { displayName } from '../render/approvers-in-words.ts';
import type { Outcome } from '../render/comment.ts';
import { type RequestEvent, requestNews } from '../render/request-news.ts';
import { onOneLine, withoutCommands } from '../render/text.ts';
import type { Decided } from './decide-pull-request.ts';
import { sendNews } from './send-news.ts';

/**
 * Everything that holds now, each by the word that says once for all that it was told. An objection has the number of
 * its review, and an approval its commit: what is pushed afterwards is approved anew.
 */
export function requestEvents(
  { draft, headSha }: PullRequest,
  { evaluation, facts }: Decided,
  outcome: Outcome | undefined,
): ReadonlyMap<string, RequestEvent> {
  const { verdict, grants, workspace } = evaluation;
  const { requirements } = verdict;
  const events = new Map<string, RequestEvent>();
  const waitsFor = requirements.flatMap((requirement) => {
    const stage = openStage(requirement);
    return stage?.candidates.filter((user) => !stage.approvedBy.includes(user)) ?? [];
  });
  const asks = { waitsFor: namesOf(waitsFor, workspace) };
  const isEmergency = grants.some(
    ({ kind, after }) => after?.value.emergency && ['added', 'extended', 'edited'].includes(kind),
  );
  // Of an emergency people hear even where it was approved before anybody was asked.
  if (isEmergency && verdict.verdict !== 'rejected' && !draft)
    events.set('emergency', { event: 'emergency', ...asks });
  else if (verdict.verdict === 'pending' && !draft) events.set('requested', { event: 'requested', ...asks });

  for (const { review: id } of verdict.obstacles) {
    const review = id === undefined ? undefined : facts.reviews.find((each) => each.id === id);
    if (review)
      events.set(`denied@${review.id}`, {
        event: 'denied',
        by: nameOf(review.user, workspace),
        reason: review.body ?? '',
      });
  }
  // What had ended anyway needs nobody's leave, and its removal is no news.
  if (verdict.verdict === 'approved' && requirements.some(({ satisfiedBy }) => satisfiedBy !== 'expired'))
    events.set(`approved@${headSha.slice(0, 10)}`, {
      event: 'approved',
      by: namesOf(
        verdict.counted.map(({ person }) => person),
        workspace,
      ),
      isMerged: outcome?.kind === 'merged',
    });
  return events;
}

/** Sends it to the sinks of the policies that decided. A sink that does not answer is said in the log, and stops nothing. */
export async function tellSinks(
  events: readonly RequestEvent[],
  { url }: PullRequest,
  { evaluation, facts }: Decided,
  log: (message: string) => void,
): Promise<void> {
  const { workspace, grants, changedPolicies, otherPaths, now, timeZone } = evaluation;
  const { requestedBy, author } = facts.pullRequest;
  const about = {
    askedBy: nameOf(requestedBy ?? author, workspace),
    grants,
    files: [...changedPolicies, ...otherPaths],
    workspace,
    link: url,
    now,
    timeZone,
  };
  const news = events.map((event) => requestNews(event, about));
  for (const problem of await sendNews(news, workspace.settings?.value, process.env))
    log(withoutCommands(onOneLine(problem)));
}

function nameOf(account: Account | null, workspace: Workspace): string {
  const user = personBehind(account, peopleOf(workspace));
  return user === undefined
    ? (account?.login ?? 'somebody whose account was deleted')
    : displayName(user, workspace);
}

const namesOf = (users: readonly string[], workspace: Workspace): string[] =>
  [...new Set(users)].map((user) => displayName(user, workspace));
