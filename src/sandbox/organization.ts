import type { Account, Team } from './state.ts';
import type { World } from './world.ts';

export type TeamRole = 'member' | 'maintainer';

/** An invitation to an organization, and to teams of it, that nobody has answered yet. */
export interface OrganizationInvitation {
  readonly id: number;
  /** Null where an e-mail address was invited that belongs to no account. */
  readonly invitee: Account | null;
  readonly email: string | null;
  readonly inviter: Account;
  readonly createdAt: string;
  readonly teams: Map<Team, TeamRole>;
}

/** Who belongs to an organization. */
export interface Organization {
  readonly members: Map<Account, 'admin' | 'member'>;
  readonly invitations: OrganizationInvitation[];
  /** Whether lists of members of a team say who is in a team below it; not every organization has that. */
  tellsInherited: boolean;
}

/** What is known of an organization; one of which nothing was said yet has nobody. */
export function organizationOf(world: World, account: Account): Organization {
  const known = world.organizations.get(account);
  if (known) return known;
  const made: Organization = { members: new Map(), invitations: [], tellsInherited: true };
  world.organizations.set(account, made);
  return made;
}

/** The role of somebody in an organization. Whoever is in one of its teams is in it. */
export function roleInOrganization(
  world: World,
  organization: Account,
  account: Account,
): 'admin' | 'member' | null {
  const role = world.organizations.get(organization)?.members.get(account);
  if (role) return role;
  const inTeam = [...world.teams.values()].some(
    (team) => team.organization === organization && [...team.members.values()].includes(account),
  );
  return inTeam ? 'member' : null;
}

/** Everybody in an organization. */
export function membersOfOrganization(world: World, organization: Account): Account[] {
  return [...world.accounts.values()].filter((account) => roleInOrganization(world, organization, account));
}

/** The teams right below another one. */
export const childTeams = (world: World, team: Team): Team[] =>
  [...world.teams.values()].filter(({ parent }) => parent === team);

/** A member of a team as GitHub lists them: with those of the teams below it. */
export interface TeamMember {
  readonly account: Account;
  readonly role: TeamRole;
  readonly inherited: boolean;
}

/** The members of a team. An owner of the organization is a maintainer of every team that they are in. */
export function membersOfTeam(world: World, team: Team): TeamMember[] {
  const below = childTeams(world, team).flatMap((child) => membersOfTeam(world, child));
  const all = new Map([
    ...below.map(({ account }) => [account, true] as const),
    ...[...team.members.values()].map((account) => [account, false] as const),
  ]);
  return [...all].map(([account, inherited]) => ({
    account,
    inherited,
    role:
      (!inherited && team.maintainers.has(account)) ||
      roleInOrganization(world, team.organization, account) === 'admin'
        ? 'maintainer'
        : 'member',
  }));
}

/** Somebody accepts an invitation to an organization: they are in it, and in its teams. */
export function acceptInvitation(world: World, organization: Account, account: Account): void {
  const { members, invitations } = organizationOf(world, organization);
  const at = invitations.findIndex(({ invitee }) => invitee === account);
  const [invitation] = at < 0 ? [] : invitations.splice(at, 1);
  if (!invitation) throw new Error(`${account.login} has no invitation to ${organization.login}.`);
  members.set(account, 'member');
  for (const [team, role] of invitation.teams) putIntoTeam(team, account, role);
}

/** Puts somebody into a team, or changes their place in it. */
export function putIntoTeam(team: Team, account: Account, role: TeamRole): void {
  team.members.set(account.login.toLowerCase(), account);
  if (role === 'maintainer') team.maintainers.add(account);
  else team.maintainers.delete(account);
}

/** Takes somebody out of a team. */
export function takeOutOfTeam(team: Team, account: Account): void {
  team.members.delete(account.login.toLowerCase());
  team.maintainers.delete(account);
}

/** Renames a team: its old name is free for another one. */
export function renameTeam(world: World, team: Team, name: string): void {
  const keyOf = () => `${team.organization.login}/${team.slug}`.toLowerCase();
  world.teams.delete(keyOf());
  team.slug = name;
  team.name = name;
  world.teams.set(keyOf(), team);
}

/** Renames an account: its old name is free for another one. */
export function renameAccount(world: World, account: Account, login: string): void {
  const before = account.login.toLowerCase();
  const after = login.toLowerCase();
  account.login = login;
  const places: Map<string, unknown>[] = [
    world.accounts,
    ...[...world.teams.values()].map(({ members }) => members),
    ...[...world.repositories.values()].map(({ collaborators }) => collaborators),
  ];
  for (const place of places) {
    if (!place.has(before)) continue;
    const value = place.get(before);
    place.delete(before);
    place.set(after, value);
  }
}
