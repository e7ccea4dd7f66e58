/** Asks people for their review, and takes back what is no longer needed. */
import { asking, type GitHubClient, type RepositoryName } from './client.ts';

/** How many open pull requests wait for each account, by login. */
export async function openRequests(
  client: GitHubClient,
  repository: RepositoryName,
): Promise<ReadonlyMap<string, number>> {
  const { data } = await asking('the open pull requests could not be read', () =>
    client.rest.pulls.list({ ...repository, state: 'open', per_page: 100 }),
  );
  const waiting = new Map<string, number>();
  for (const { requested_reviewers: reviewers } of data)
    for (const { login } of reviewers ?? []) waiting.set(login, (waiting.get(login) ?? 0) + 1);
  return waiting;
}

/** Asks; gives those who could not be asked. GitHub refuses all of a list where it refuses one. */
export async function askForReview(
  client: GitHubClient,
  repository: RepositoryName,
  number: number,
  logins: readonly string[],
  teams: readonly string[],
): Promise<readonly string[]> {
  const at = { ...repository, pull_number: number };
  const ask = async (reviewers: readonly string[], team_reviewers: readonly string[]): Promise<boolean> => {
    try {
      await client.rest.pulls.requestReviewers({
        ...at,
        reviewers: [...reviewers],
        team_reviewers: [...team_reviewers],
      });
      return true;
    } catch (error) {
      // 422: somebody has no access to the repository. Anything else is a fault, which the retries did not mend.
      if ((error as { status?: number }).status === 422) return false;
      return asking('nobody could be asked for a review', () => Promise.reject(error));
    }
  };
  if (logins.length + teams.length === 0 || (await ask(logins, teams))) return [];
  const refused: string[] = [];
  if (logins.length + teams.length === 1) return [...logins, ...teams];
  for (const login of logins) if (!(await ask([login], []))) refused.push(login);
  for (const team of teams) if (!(await ask([], [team]))) refused.push(team);
  return refused;
}

/** Takes requests back. */
export async function withdrawRequests(
  client: GitHubClient,
  repository: RepositoryName,
  number: number,
  logins: readonly string[],
): Promise<void> {
  if (logins.length === 0) return;
  await asking('a review request could not be withdrawn', () =>
    client.rest.pulls.removeRequestedReviewers({
      ...repository,
      pull_number: number,
      reviewers: [...logins],
    }),
  );
}
