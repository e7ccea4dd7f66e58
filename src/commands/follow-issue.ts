/** Tells in the issue of a form what becomes of its pull request: each step once, in a comment, since an edit sends no mail. */
import { peopleOf, personBehind } from '../approvals/people.ts';
import { asking } from '../github/client.ts';
import type { PullRequest } from '../github/pull-request.ts';
import { tellNews } from '../github/told.ts';
import type { Outcome } from '../render/comment.ts';
import {
  issueOf,
  renderDenied,
  renderDone,
  renderToMerge,
  renderWaiting,
  requestMarker,
} from '../render/request-markdown.ts';
import type { Decided } from './decide-pull-request.ts';
import { digestOf } from './digest.ts';
import type { JudgeOptions } from './judge-pull-request.ts';

/** Nothing where the pull request came by no form. Anybody can type the mark; only a bot opens those of ours. */
export async function followIssue(
  pullRequest: PullRequest,
  decided: Decided,
  outcome: Outcome | undefined,
  { client, repository }: JudgeOptions,
): Promise<void> {
  const number = pullRequest.author?.type === 'Bot' ? issueOf(pullRequest.body) : undefined;
  if (number === undefined) return;
  const steps = stepsOf(pullRequest, decided, outcome);
  const at = { ...repository, issue_number: number };
  const failure = 'the issue of this request could not be answered (the workflow needs `issues: write`)';
  await tellNews(client, at, {
    news: [...steps.keys()],
    marker: requestMarker,
    comment: (words) => words.map((word) => steps.get(word) ?? '').join('\n\n'),
    failure,
  });
  if (outcome?.kind === 'merged')
    await asking(failure, () =>
      client.rest.issues.update({ ...at, state: 'closed', state_reason: 'completed' }),
    );
}

/** What there is to say, each by the word that says that it was said. */
function stepsOf(
  { number, headSha }: PullRequest,
  { evaluation, facts }: Decided,
  outcome: Outcome | undefined,
): ReadonlyMap<string, string> {
  const { verdict, workspace, grants, now, timeZone } = evaluation;
  const head = headSha.slice(0, 10);
  if (outcome?.kind === 'merged')
    return new Map([[`done@${head}`, renderDone(grants, workspace, { now, timeZone })]]);
  if (verdict.verdict === 'approved') return new Map([[`approved@${head}`, renderToMerge(number)]]);
  const people = peopleOf(workspace);
  const denied = verdict.obstacles.flatMap(({ review: id }) => {
    const review = facts.reviews.find((each) => each.id === id);
    if (!review) return [];
    const person = personBehind(review.user, people);
    const name =
      (person && workspace.people.get(person)?.value.displayName) ?? review.user?.login ?? 'somebody';
    return [[`denied@${review.id}`, renderDenied(name, review.body)] as const];
  });
  if (denied.length > 0) return new Map(denied);
  if (verdict.verdict !== 'pending') return new Map();
  const waiting = renderWaiting(verdict.requirements, workspace);
  return new Map([[`waiting@${head}-${digestOf(waiting)}`, waiting]]);
}
