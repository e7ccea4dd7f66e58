import { atLeast, roleOf } from './access.ts';
import { describeUser, type Json } from './describe.ts';
import { notFound, refusal } from './errors.ts';
import { noContent, type Operations, ok, reads } from './operation.ts';
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
};
