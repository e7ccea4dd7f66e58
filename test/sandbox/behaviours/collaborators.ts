import { expect } from 'vitest';
import { organizationOf } from '../../../src/sandbox/organization.ts';
import { type Behaviours, type Company, refused } from '../fixture.ts';

/** An organization with a repository `code` and an app that administers it. */
function repository({ github, as }: Company, org: string, member: string) {
  const { world } = github;
  github.addUser({ login: member });
  github.addUser({ login: `owner-${org}` });
  const { members } = organizationOf(world, world.organization(org));
  members.set(world.known(member), 'member');
  members.set(world.known(`owner-${org}`), 'admin');
  github.addTeam(org, 'coders', [member]);
  github.createRepository({ owner: org, name: 'code', private: true, teams: { coders: 'maintain' } });
  const { token } = github.addApp({ slug: `app-${org}`, permissions: { administration: 'write' } });
  return { at: { owner: org, repo: 'code' }, repos: as(token).rest.repos };
}

/** Who may do what in a repository by themselves, and who is invited to. */
export const collaboratorBehaviours: Behaviours = {
  'the role that is shown is the greatest of all, in whatever way it was come by': async (company) => {
    const { at, repos } = repository(company, 'ways', 'vic');
    const listed = async (affiliation: 'all' | 'direct' | 'outside') =>
      (await repos.listCollaborators({ ...at, affiliation })).data.map(
        ({ login, role_name }) => `${login} ${role_name}`,
      );
    expect(await listed('direct')).toEqual([]);
    expect(await listed('all')).toEqual(['vic maintain', 'owner-ways admin']);
    await repos.addCollaborator({ ...at, username: 'vic', permission: 'pull' });
    expect(await listed('direct')).toEqual(['vic maintain']);
    expect(await listed('outside')).toEqual([]);
    expect((await repos.listTeams(at)).data).toMatchObject([{ slug: 'coders', permission: 'maintain' }]);
    await repos.removeCollaborator({ ...at, username: 'vic' });
    expect(await listed('direct')).toEqual([]);
    // To take away what is not there is no mistake.
    await repos.removeCollaborator({ ...at, username: 'vic' });
    await refused(repos.addCollaborator({ ...at, username: 'vic', permission: 'everything' }), 422);
  },

  'whoever is not in the organization is invited, which can be changed and withdrawn': async (company) => {
    const { at, repos } = repository(company, 'outside', 'wes');
    const answer = await repos.addCollaborator({ ...at, username: 'stranger', permission: 'pull' });
    expect(answer).toMatchObject({
      status: 201,
      data: { permissions: 'read', invitee: { login: 'stranger' } },
    });
    expect((await repos.listCollaborators({ ...at, affiliation: 'direct' })).data).toEqual([]);
    // Taking somebody off the repository leaves an invitation as it is.
    await repos.removeCollaborator({ ...at, username: 'stranger' });
    const [invitation] = (await repos.listInvitations(at)).data;
    const invitation_id = invitation?.id ?? 0;
    const changed = await repos.updateInvitation({ ...at, invitation_id, permissions: 'admin' });
    expect(changed.data.permissions).toBe('admin');
    await repos.deleteInvitation({ ...at, invitation_id });
    expect((await repos.listInvitations(at)).data).toEqual([]);
    await refused(repos.deleteInvitation({ ...at, invitation_id }), 404);
  },

  'a repository of a person takes no permission, and its owner is a collaborator': async (company) => {
    const { token } = company.github.addUser({ login: 'xenia' });
    company.github.createRepository({ owner: 'xenia', name: 'notes' });
    const { repos } = company.as(token).rest;
    const at = { owner: 'xenia', repo: 'notes' };
    await refused(repos.addCollaborator({ ...at, username: 'stranger', permission: 'pull' }), 422);
    const answer = await repos.addCollaborator({ ...at, username: 'stranger' });
    expect(answer).toMatchObject({ status: 201, data: { permissions: 'write' } });
    const { data } = await repos.listCollaborators({ ...at, affiliation: 'direct' });
    expect(data).toMatchObject([{ login: 'xenia', role_name: 'admin' }]);
  },
};
