import { describeUser, type Json, nodeId, repositoryPage, repositoryUrl } from './describe.ts';
import { describeRepository } from './describe-repository.ts';
import { notFound } from './errors.ts';
import { type Call, noContent, numberIn, type Operations, ok, reads, writes } from './operation.ts';
import { listed } from './paging.ts';
import type { Repository, RepositoryInvitation, Role } from './state.ts';
import type { World } from './world.ts';

/** What an invitation has that is not in every description of a repository. */
const notMinimal = new Set(['organization', 'permissions', 'allow_forking']);

/** A `repository-invitation`. */
export function describeInvitation(
  world: World,
  repository: Repository,
  { id, invitee, inviter, role, createdAt }: RepositoryInvitation,
): Json {
  const about = Object.entries(describeRepository(world, repository));
  return {
    id,
    node_id: nodeId('RepositoryInvitation', id),
    repository: Object.fromEntries(about.filter(([key]) => !notMinimal.has(key))),
    invitee: describeUser(world, invitee),
    inviter: describeUser(world, inviter),
    permissions: role,
    created_at: createdAt,
    expired: false,
    url: `${repositoryUrl(world, repository)}/invitations/${id}`,
    html_url: `${repositoryPage(world, repository)}/invitations`,
  };
}

function invitationIn(call: Call, repository: Repository): RepositoryInvitation {
  const found = repository.invitations.find(({ id }) => id === numberIn(call, 'invitation_id'));
  if (!found) throw notFound();
  return found;
}

const administrators = { app: ['administration:write'], role: 'admin' } as const;

/** Invitations to a repository that were not answered yet. */
export const invitationOperations: Operations = {
  'repos/list-invitations': reads(
    'administration:read',
    (call) =>
      listed(call, call.repository.invitations, (invitation) =>
        describeInvitation(call.world, call.repository, invitation),
      ),
    'admin',
  ),

  'repos/update-invitation': writes<{ permissions?: Role }>(administrators, (call) => {
    const invitation = invitationIn(call, call.repository);
    invitation.role = call.body.permissions ?? invitation.role;
    return ok(describeInvitation(call.world, call.repository, invitation));
  }),

  'repos/delete-invitation': writes(administrators, (call) => {
    const { invitations } = call.repository;
    invitations.splice(invitations.indexOf(invitationIn(call, call.repository)), 1);
    return noContent();
  }),
};
