/** Keeps the review requests of a pull request as they should be: the right people, and nobody in vain. */
import { peopleOf, personBehind } from '../approvals/people.ts';
import { whomToAsk } from '../approvals/whom-to-ask.ts';
import type { GitHubClient, RepositoryName } from '../github/client.ts';
import type { PullRequest } from '../github/pull-request.ts';
import { askForReview, openRequests, withdrawRequests } from '../github/review-requests.ts';
import type { Timeline } from '../github/timeline.ts';
import type { Facts } from '../model/facts.ts';
import type { Evaluation } from './evaluate.ts';

/** Asks and withdraws; gives the logins of those who could not be asked. */
export async function updateRequests(
  client: GitHubClient,
  repository: RepositoryName,
  pullRequest: PullRequest,
  known: {
    readonly evaluation: Evaluation;
    readonly facts: Facts;
    readonly timeline: Timeline;
    readonly botLogin: string | undefined;
  },
): Promise<readonly string[]> {
  const { verdict, workspace } = known.evaluation;
  const { author, requestedReviewers, number, headSha } = pullRequest;
  const people = workspace.people.all();
  const loginOf = (user: string) => people.find(({ id }) => id === user)?.value.github?.login;
  const accounts = peopleOf(workspace);
  // By the number alone, whichever of a person's accounts it is.
  const userOf = (id: number) => personBehind({ login: '', id, type: 'User' }, accounts);
  const users = (ids: readonly number[]) => ids.flatMap((id) => userOf(id) ?? []);

  const open = verdict.verdict === 'pending' && !pullRequest.draft ? verdict.requirements : [];
  const reviewed = known.facts.reviews.flatMap(({ user, commit }) =>
    user && commit === headSha ? [user.id] : [],
  );
  const notThese = new Set([
    ...users([...reviewed, ...(author ? [author.id] : [])]),
    ...people.flatMap(({ id, value }) => (value.github ? [] : [id])),
  ]);
  const asked = new Set(users(requestedReviewers.map(({ id }) => id)));
  const asking = { notThese, asked, burden: new Map<string, number>() };
  const first = whomToAsk({ requirements: open }, asking);

  const inVain = requestedReviewers.filter(({ id }) => {
    const user = userOf(id);
    const byUs = known.botLogin !== undefined && known.timeline.asked.get(id)?.by === known.botLogin;
    return byUs && (user === undefined || !first.useful.has(user));
  });
  await withdrawRequests(
    client,
    repository,
    number,
    inVain.map(({ login }) => login),
  );
  if (first.people.length + first.teams.length === 0) return [];

  // Only where there is somebody to choose is it worth a request to know who has much to do already.
  const waiting = await openRequests(client, repository);
  const burden = new Map(
    people.flatMap(({ id, value }) =>
      value.github ? [[id, waiting.get(value.github.login) ?? 0] as const] : [],
    ),
  );
  const chosen = whomToAsk({ requirements: open }, { ...asking, burden });
  const teams = chosen.teams.flatMap((team) => {
    const [org, slug] = team.split('/');
    return org === repository.owner && slug ? [slug] : [];
  });
  return askForReview(
    client,
    repository,
    number,
    chosen.people.flatMap((user) => loginOf(user) ?? []),
    teams,
  );
}
