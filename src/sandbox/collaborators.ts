import { atLeast, roleOf } from './access.ts';
import { describeTeam, describeUser, type Json } from './describe.ts';
import { notFound, refusal } from './errors.ts';
import { created, noContent, type Operations, ok, reads, writes } from './operation.ts';
import { membersOfTeam, roleInOrganization } from './organization.ts';
import { listed } from './paging.ts';
import { describeInvitation } from './repository-invitations.ts';
import type { Account, Repository, Role } from './state.ts';
import type { World } from './world.ts';

const roleOfAccount = (world: World, repository: Repository, account: Account): Role | null =>
  roleOf(world, repository, { account, app: null, permissions: {} });

/** The older, coarser names: `triage` counts as `read` and `maintain` as `write`. */
const permissionNames = { read: 'read', triage: 'read', write: 'write', maintain: 'write', admin: 'admin' };

function describeCollaborator(world: World, account: Account, role: Role | null): Json {
  const permissions = {
    pull: atLeast(role, 'read'),
    triage: atLeast(role, 'triage'),
    push: atLeast(role, 'write'),
    maintain: atLeast(role, 'maintain'),
    admin: atLeast(role, 'admin'),
  };
  return { ...describeUser(world, account), permissions, role_name: role ?? 'none' };
}

/** Everybody who was given a role in the repository itself; its owner has one too, where that is a person. */
const direct = (world: World, repository: Repository): Account[] => [
  ...(repository.owner.type === 'Organization' ? [] : [repository.owner]),
  ...[...repository.collaborators.keys()].map((login) => world.known(login)),
];

/** With those who have a role by a team, or by owning the organization. */
function everybody(world: World, repository: Repository): Account[] {
  const { owner } = repository;
  const byTeam = [...repository.teams.keys()].flatMap((slug) => {
    const team = world.team(owner.login, slug);
    return team ? membersOfTeam(world, team).map(({ account }) => account) : [];
  });
  const owners = [...world.accounts.values()].filter(
    (account) => roleInOrganization(world, owner, account) === 'admin',
  );
  return [...new Set([...direct(world, repository), ...byTeam, ...owners])];
}

const isOutside = (world: World, repository: Repository, account: Account): boolean =>
  roleInOrganization(world, repository.owner, account) === null;

/** The names that this part of the API has for roles. */
const roleByPermission: Readonly<Record<string, Role>> = {
  pull: 'read',
  triage: 'triage',
  push: 'write',
  maintain: 'maintain',
  admin: 'admin',
};

const permissionOf = (role: Role): string =>
  Object.entries(roleByPermission).find(([, known]) => known === role)?.[0] ?? 'pull';

const administrators = { app: ['administration:write'], role: 'admin' } as const;

/** Who may do what in a repository. */
export const collaboratorOperations: Operations = {
  'repos/get-collaborator-permission-level': reads('metadata:read', ({ world, repository, path }) => {
    const account = world.account(path.username ?? '');
    if (!account) throw refusal(404, `${path.username ?? ''} is not a user`);
    const role = roleOfAccount(world, repository, account);
    return ok({
      permission: role === null ? 'none' : permissionNames[role],
      role_name: role ?? 'none',
      user: describeCollaborator(world, account, role),
    });
  }),

  'repos/check-collaborator': reads('metadata:read', ({ world, repository, path }) => {
    const account = world.account(path.username ?? '');
    if (!account || roleOfAccount(world, repository, account) === null) throw notFound();
    return noContent();
  }),

  'repos/list-collaborators': reads(
    'metadata:read',
    (call) => {
      const { world, repository, query } = call;
      const { affiliation = 'all' } = query;
      const all = affiliation === 'all' ? everybody(world, repository) : direct(world, repository);
      const wanted = all.filter(
        (account) => affiliation !== 'outside' || isOutside(world, repository, account),
      );
      // The role is the greatest from whatever source, of whatever affiliation was asked for.
      return listed(call, wanted, (account) =>
        describeCollaborator(world, account, roleOfAccount(world, repository, account)),
      );
    },
    'write',
  ),

  'repos/list-teams': reads('metadata:read', (call) =>
    listed(
      call,
      [...call.repository.teams].flatMap(([slug, role]) => {
        const team = call.world.team(call.repository.owner.login, slug);
        return team ? [{ team, role }] : [];
      }),
      ({ team, role }) => ({
        ...describeTeam(call.world, team),
        parent: team.parent && describeTeam(call.world, team.parent),
        permission: permissionOf(role),
      }),
    ),
  ),

  'repos/add-collaborator': writes<{ permission?: string } | undefined>(administrators, (call) => {
    const { world, repository, actor, body } = call;
    const account = world.account(call.path.username ?? '');
    if (!account) throw notFound();
    const ofOrganization = repository.owner.type === 'Organization';
    if (!ofOrganization && body?.permission !== undefined)
      throw refusal(422, 'Permission may only be set on repositories of organizations.');
    const role = roleByPermission[body?.permission ?? 'push'];
    if (!role) throw refusal(422, `Invalid permission: ${body?.permission}`);
    const login = account.login.toLowerCase();
    const isIn = ofOrganization && !isOutside(world, repository, account);
    if (isIn || repository.collaborators.has(login)) {
      repository.collaborators.set(login, role);
      return noContent();
    }
    if (repository.invitations.some(({ invitee }) => invitee === account))
      throw refusal(400, 'The sandbox does not invite anybody twice: change the invitation.');
    const invitation = {
      id: world.nextId(),
      invitee: account,
      inviter: actor.account,
      createdAt: world.now(),
      role,
    };
    repository.invitations.push(invitation);
    return created(describeInvitation(world, repository, invitation));
  }),

  // An invitation that waits for an answer is another thing, and stays.
  'repos/remove-collaborator': writes(administrators, (call) => {
    const account = call.world.account(call.path.username ?? '');
    if (!account) throw notFound();
    call.repository.collaborators.delete(account.login.toLowerCase());
    return noContent();
  }),
};
