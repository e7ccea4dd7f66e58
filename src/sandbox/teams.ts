import { permits } from './access.ts';
import { describeOrganization, describeTeam, describeUser, type Json } from './describe.ts';
import { notFound, refusal } from './errors.ts';
import { type Call, noContent, type Operations, ok } from './operation.ts';
import {
  childTeams,
  membersOfTeam,
  type Organization,
  organizationOf,
  putIntoTeam,
  roleInOrganization,
  type TeamRole,
  takeOutOfTeam,
} from './organization.ts';
import { listed } from './paging.ts';
import type { Account, Actor, Team } from './state.ts';

/**
 * Teams are of an organization, not of a repository. GITHUB_TOKEN has no permission `members` at all: it gets 403,
 * and so needs an app of one's own.
 */
function authorized(call: Call, level: 'read' | 'write', team: Team | null): Actor {
  const { world, actor, path } = call;
  if (!actor) throw refusal(401, 'Requires authentication');
  if (actor.app && !permits(actor, `members:${level}`))
    throw refusal(403, 'Resource not accessible by integration');
  const organization = world.account(path.org ?? '');
  if (!organization) throw notFound();
  // To somebody outside the organization none of its teams exist; only its owners and maintainers change one here.
  const role = roleInOrganization(world, organization, actor.account);
  if (actor.app === null && organization !== actor.account && role === null) throw notFound();
  const mayChange =
    role === 'admin' || organization === actor.account || team?.maintainers.has(actor.account);
  if (level === 'write' && !actor.app && !mayChange) throw refusal(403, 'Forbidden');
  return actor;
}

function teamIn(call: Call, level: 'read' | 'write'): Team {
  const team = call.world.team(call.path.org ?? '', call.path.team_slug ?? '');
  authorized(call, level, team);
  if (!team) throw notFound();
  return team;
}

const organizationIn = (call: Call, team: Team): Organization =>
  organizationOf(call.world, team.organization);

const accountIn = (call: Call): Account => {
  const account = call.world.account(call.path.username ?? '');
  if (!account) throw notFound();
  return account;
};

/** The membership of somebody in a team, which may wait for an answer; null where there is none. */
function membershipIn(call: Call, team: Team, account: Account): Json | null {
  const url = `${call.world.url}${call.url.pathname}`;
  const member = membersOfTeam(call.world, team).find((each) => each.account === account);
  if (member) return { url, role: member.role, state: 'active' };
  const invitation = organizationIn(call, team).invitations.find(({ invitee }) => invitee === account);
  const role = invitation?.teams.get(team);
  return role ? { url, role, state: 'pending' } : null;
}

const describeFullTeam = ({ world }: Call, team: Team): Json => ({
  ...describeTeam(world, team),
  parent: team.parent && describeTeam(world, team.parent),
  created_at: team.organization.createdAt,
  updated_at: team.organization.createdAt,
  members_count: membersOfTeam(world, team).length,
  repos_count: 0,
  organization: {
    ...describeOrganization(world, team.organization),
    html_url: `${world.url}/${team.organization.login}`,
    has_organization_projects: false,
    has_repository_projects: false,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    type: 'Organization',
    created_at: team.organization.createdAt,
    updated_at: team.organization.createdAt,
    archived_at: null,
  },
});

const describeWithParent = (call: Call, team: Team): Json => ({
  ...describeTeam(call.world, team),
  parent: team.parent && describeTeam(call.world, team.parent),
});

/** Somebody outside the organization is invited to it; whoever waits already is invited to one more team. */
function invite(call: Call, team: Team, account: Account, role: TeamRole, inviter: Account): void {
  const { invitations } = organizationIn(call, team);
  const waiting = invitations.find(({ invitee }) => invitee === account);
  if (waiting) waiting.teams.set(team, role);
  else
    invitations.push({
      id: call.world.nextId(),
      invitee: account,
      email: null,
      inviter,
      createdAt: call.world.now(),
      teams: new Map([[team, role]]),
    });
}

/** Teams and who is in them. */
export const teamOperations: Operations = {
  'teams/list': (call) => {
    authorized(call, 'read', null);
    const organization = call.world.account(call.path.org ?? '');
    const teams = [...call.world.teams.values()].filter((team) => team.organization === organization);
    return listed(call, teams, (team) => describeWithParent(call, team));
  },

  'teams/get-by-name': (call) => ok(describeFullTeam(call, teamIn(call, 'read'))),

  'teams/list-child-in-org': (call) =>
    listed(call, childTeams(call.world, teamIn(call, 'read')), (team) => describeWithParent(call, team)),

  'teams/list-members-in-org': (call) => {
    const team = teamIn(call, 'read');
    const { tellsInherited } = organizationIn(call, team);
    const { role: wanted = 'all' } = call.query;
    const members = membersOfTeam(call.world, team).filter(({ role }) => wanted === 'all' || role === wanted);
    return listed(call, members, ({ account, role, inherited }) => ({
      ...describeUser(call.world, account),
      ...(tellsInherited ? { role, inherited } : {}),
    }));
  },

  'teams/list-pending-invitations-in-org': (call) => {
    const team = teamIn(call, 'read');
    const waiting = organizationIn(call, team).invitations.filter(({ teams }) => teams.has(team));
    return listed(call, waiting, ({ id, invitee, email, inviter, createdAt, teams }) => ({
      id,
      login: invitee?.login ?? null,
      email,
      role: 'direct_member',
      created_at: createdAt,
      failed_at: null,
      failed_reason: null,
      inviter: describeUser(call.world, inviter),
      team_count: teams.size,
      node_id: `OrganizationInvitation_${id}`,
      invitation_teams_url: `${call.world.url}/organizations/${team.organization.id}/invitations/${id}/teams`,
      invitation_source: 'member',
    }));
  },

  'teams/get-membership-for-user-in-org': (call) => {
    const membership = membershipIn(call, teamIn(call, 'read'), accountIn(call));
    if (!membership) throw notFound();
    return ok(membership);
  },

  'teams/add-or-update-membership-for-user-in-org': (call) => {
    const team = teamIn(call, 'write');
    const actor = authorized(call, 'write', team);
    const account = accountIn(call);
    if (account.type === 'Organization')
      throw refusal(422, 'Cannot add an organization as a member of a team.');
    const role = ((call.body as { role?: TeamRole } | undefined)?.role ?? 'member') satisfies TeamRole;
    const own = roleInOrganization(call.world, team.organization, account);
    if (own === null) invite(call, team, account, role, actor.account);
    // What an owner of the organization is put down as makes no difference, now or later.
    else putIntoTeam(team, account, own === 'admin' ? 'maintainer' : role);
    return ok(membershipIn(call, team, account));
  },

  // Who is in a team below it stays in that one, and so in the list of this one.
  'teams/remove-membership-for-user-in-org': (call) => {
    const team = teamIn(call, 'write');
    const account = accountIn(call);
    if (!membershipIn(call, team, account)) throw notFound();
    const { members, invitations } = organizationIn(call, team);
    const isOwner = members.get(account) === 'admin';
    if (team.members.has(account.login.toLowerCase()) && !isOwner) members.set(account, 'member');
    takeOutOfTeam(team, account);
    for (const { invitee, teams } of invitations) if (invitee === account) teams.delete(team);
    return noContent();
  },
};
