/** Who has a permission on a repository on GitHub of their own: not by a team, nor by owning the organization. */
import type { GitHubClient } from '../github/client.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { Holder } from '../model/provisioning.ts';
import { asking, askingFor } from './github-asking.ts';
import { ownersOf } from './github-people.ts';
import { permissionNamed, type RepositorySettings, rankOf } from './github-repository-roles.ts';

const needsRead =
  '`Metadata: read` and `Administration: read` of the repository and `Members: read` of the organization';

/** A repository as it is now: its name may have changed since the policies were written. */
export interface FoundRepository {
  readonly owner: string;
  readonly repo: string;
  readonly id: string;
  /** Of a person, where it is not of an organization. */
  readonly isPersonal: boolean;
}

/** An invitation that nobody has answered yet. */
export interface Invitation {
  readonly id: number;
  readonly account: string;
  readonly isExpired: boolean;
}

/**
 * The repository itself.
 * @throws EnvironmentFailure where there is none by this name, or it is another one than the policies say.
 */
export async function repositoryOn(
  client: GitHubClient,
  { owner, repo, id: pin, roles }: RepositorySettings,
  log: (message: string) => void,
): Promise<FoundRepository> {
  const name = `${owner}/${repo}`;
  const found = await askingFor(`the repository \`${name}\` could not be read`, needsRead, () =>
    client.rest.repos.get({ owner, repo }),
  );
  if (!found)
    throw new EnvironmentFailure(
      `there is no repository \`${name}\` that the token sees: it was deleted, or the GitHub App is not installed in it (404)`,
    );
  const { data } = found;
  const id = String(data.id);
  if (pin !== undefined && id !== pin)
    throw new EnvironmentFailure(
      `the repository \`${name}\` has the number ${id}, and the policies say ${pin}: this is another one by its name`,
    );
  if (data.full_name.toLowerCase() !== name.toLowerCase())
    log(`the repository \`${name}\` is called \`${data.full_name}\` now; write that in the policies`);
  const isPersonal = data.owner.type !== 'Organization';
  const other = [...roles].find(([, { shown }]) => shown !== 'write');
  if (isPersonal && other)
    throw new EnvironmentFailure(
      `the repository \`${name}\` is a person’s, where everybody else may push and nothing less or more; the role \`${other[0]}\` cannot be given`,
    );
  return { owner: data.owner.login, repo: data.name, id, isPersonal };
}

/** Everybody who has a permission that a role stands for, and the invitations that wait. */
export async function readAccess(
  client: GitHubClient,
  found: FoundRepository,
  settings: RepositorySettings,
  log: (message: string) => void,
): Promise<{ readonly holders: readonly Holder[]; readonly invitations: readonly Invitation[] }> {
  const { owner, repo } = found;
  const at = { owner, repo, per_page: 100 };
  const name = `${owner}/${repo}`;
  const direct = await asking(`who has access to \`${name}\` could not be read`, needsRead, () =>
    client.paginate(client.rest.repos.listCollaborators, { ...at, affiliation: 'direct' }),
  );
  const invited = await asking(`the invitations to \`${name}\` could not be read`, needsRead, () =>
    client.paginate(client.rest.repos.listInvitations, at),
  );
  const byOtherWays = found.isPersonal ? new Map<string, number>() : await otherWays(client, found);
  const people = found.isPersonal
    ? direct.filter(({ login }) => login.toLowerCase() !== owner.toLowerCase())
    : direct;
  const holders = people.flatMap(({ id, login, role_name, permissions }): Holder[] => {
    const account = String(id);
    const rank = rankOf(permissions) ?? permissionNamed(role_name).rank ?? 0;
    const shown = permissionNamed(role_name).shown;
    const upTo = upToRank(settings, rank);
    const exact = [...settings.roles].find(([, each]) => each.shown === shown)?.[0];
    const role = exact ?? upTo[0];
    if (exact === undefined)
      log(`\`${login}\` has \`${shown}\` on \`${name}\`, for which the policies have no role`);
    if (role === undefined) return [];
    // GitHub shows the greatest of all ways to the repository, so a lesser one of their own cannot be seen.
    const mayBe = (byOtherWays.get(account) ?? -1) >= rank ? upTo.filter((each) => each !== role) : [];
    return [{ role, account, name: login, ...(mayBe.length > 0 ? { mayBe } : {}) }];
  });
  const invitations: Invitation[] = [];
  for (const { id, invitee, permissions, expired } of invited) {
    if (!invitee) {
      log(`an invitation to \`${name}\` names nobody any more`);
      continue;
    }
    const account = String(invitee.id);
    invitations.push({ id, account, isExpired: expired === true });
    const { shown, rank } = permissionNamed(permissions);
    const exact = [...settings.roles].find(([, each]) => each.shown === shown)?.[0];
    const role = exact ?? upToRank(settings, rank ?? 0)[0];
    if (role !== undefined && expired !== true)
      holders.push({ role, account, name: invitee.login, isPending: true });
  }
  return { holders, invitations };
}

/** The roles that give no more than a permission of this rank, the greatest first. */
const upToRank = ({ roles, ascending }: RepositorySettings, rank: number): readonly string[] =>
  ascending.filter((role) => (roles.get(role)?.rank ?? Number.POSITIVE_INFINITY) <= rank).toReversed();

/** What accounts may do by owning the organization or by a team, as the rank of the greatest of it. */
async function otherWays(
  client: GitHubClient,
  { owner, repo }: FoundRepository,
): Promise<ReadonlyMap<string, number>> {
  const administrator = permissionNamed('admin').rank ?? 0;
  const ranks = new Map<string, number>();
  for (const account of await ownersOf(client, owner)) ranks.set(account, administrator);
  const what = `the teams that have access to \`${owner}/${repo}\` could not be read`;
  const teams = await asking(what, needsRead, () =>
    client.paginate(client.rest.repos.listTeams, { owner, repo, per_page: 100 }),
  );
  for (const team of teams) {
    const rank = permissionNamed(team.permission).rank ?? rankOf(team.permissions) ?? administrator;
    const members = await asking(what, needsRead, () =>
      client.paginate(client.rest.teams.listMembersInOrg, {
        org: owner,
        team_slug: team.slug,
        per_page: 100,
      }),
    );
    for (const { id } of members) ranks.set(String(id), Math.max(rank, ranks.get(String(id)) ?? 0));
  }
  return ranks;
}
