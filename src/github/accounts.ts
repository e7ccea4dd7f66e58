/** Who is behind an account, what it may do in a repository, and who is in a team. */
import type { AccountAccess, Reading } from '../model/repository-settings.ts';
import { type GitHubClient, type RepositoryName, reasonOf } from './client.ts';
import { reading } from './settings.ts';

/** What an account may do here, and the login that it goes by. The account is the one of the number, not of the name. */
export async function fetchAccess(
  client: GitHubClient,
  repository: RepositoryName,
  { login, id }: { readonly login: string; readonly id: number },
): Promise<Reading<AccountAccess>> {
  const named = await behind(client, repository, login);
  if ('unknown' in named) return named;
  if (named.value?.id === id) return { value: { login, permission: named.value.permission } };
  // The login is nobody's, or somebody else's by now: whose is the number?
  let now: string;
  try {
    now = (await client.rest.users.getById({ account_id: id })).data.login;
  } catch (error) {
    // Where GitHub knows neither, it may as well be that the token sees nobody.
    return (error as { status?: number }).status === 404 && named.value !== null
      ? { value: { login: undefined, permission: 'none' } }
      : { unknown: reasonOf(error) };
  }
  const renamed = now.toLowerCase() === login.toLowerCase() ? named : await behind(client, repository, now);
  if ('unknown' in renamed) return renamed;
  return renamed.value?.id === id
    ? { value: { login: now, permission: renamed.value.permission } }
    : { unknown: 'GitHub knows the account, and does not say what it may do here (404)' };
}

/** The number behind a login, and what it may do; `null` where GitHub finds nobody. */
async function behind(
  client: GitHubClient,
  repository: RepositoryName,
  username: string,
): Promise<Reading<{ readonly id: number | undefined; readonly permission: string } | null>> {
  try {
    const { data } = await client.rest.repos.getCollaboratorPermissionLevel({ ...repository, username });
    return { value: { id: data.user?.id, permission: data.permission } };
  } catch (error) {
    return (error as { status?: number }).status === 404 ? { value: null } : { unknown: reasonOf(error) };
  }
}

/** The numbers of the accounts in `<org>/<slug>`, with those of the teams below it. */
export function fetchMembers(client: GitHubClient, team: string): Promise<Reading<readonly number[]>> {
  const [org = '', slug = ''] = team.split('/');
  return reading(async () => {
    const members = await client.paginate(client.rest.teams.listMembersInOrg, {
      org,
      team_slug: slug,
      per_page: 100,
    });
    return members.map(({ id }) => id);
  });
}
