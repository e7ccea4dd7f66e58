import { expect } from 'vitest';
import {
  acceptInvitation,
  organizationOf,
  renameAccount,
  renameTeam,
} from '../../../src/sandbox/organization.ts';
import { type Behaviours, type Company, refused } from '../fixture.ts';

/** An organization of its own for each, with the owner `owner-<name>`, and an app that may change members. */
function organization({ github, as }: Company, name: string, ...members: readonly string[]) {
  const { world } = github;
  const owner = github.addUser({ login: `owner-${name}` });
  const account = world.organization(name);
  organizationOf(world, account).members.set(world.known(owner.login), 'admin');
  for (const login of members) {
    github.addUser({ login });
    organizationOf(world, account).members.set(world.known(login), 'member');
  }
  const { token } = github.addApp({ slug: `app-${name}`, permissions: { members: 'write' } });
  return { account, teams: as(token).rest.teams, orgs: as(token).rest.orgs, owner: owner.login };
}

/** Teams, who is in them, and who is invited to them. */
export const teamBehaviours: Behaviours = {
  'an owner of the organization is a maintainer of each of their teams': async (company) => {
    const { teams, owner } = organization(company, 'owned', 'mia');
    company.github.addTeam('owned', 'web', ['mia']);
    const at = { org: 'owned', team_slug: 'web' };
    const added = await teams.addOrUpdateMembershipForUserInOrg({ ...at, username: owner, role: 'member' });
    expect(added.data).toMatchObject({ role: 'maintainer', state: 'active' });
    const listed = async (role: 'member' | 'maintainer') =>
      (await teams.listMembersInOrg({ ...at, role })).data.map(({ login }) => login);
    expect([await listed('member'), await listed('maintainer')]).toEqual([['mia'], [owner]]);
  },

  'a maintainer of a team changes who is in it, and a member does not': async (company) => {
    const { teams } = organization(company, 'kept', 'kim', 'leo', 'max');
    company.github.addTeam('kept', 'web', ['leo']);
    const at = { org: 'kept', team_slug: 'web' };
    const as = (login: string) => company.as(company.github.tokenOf(login)).rest.teams;
    await refused(as('leo').addOrUpdateMembershipForUserInOrg({ ...at, username: 'max' }), 403);
    await teams.addOrUpdateMembershipForUserInOrg({ ...at, username: 'kim', role: 'maintainer' });
    await as('kim').addOrUpdateMembershipForUserInOrg({ ...at, username: 'max' });
    expect((await as('leo').getMembershipForUserInOrg({ ...at, username: 'max' })).data.role).toBe('member');
  },

  'the members of a team are those of the teams below it too, and marked where GitHub does that': async (
    company,
  ) => {
    const { account, teams } = organization(company, 'nested', 'pia', 'quin');
    company.github.addTeam('nested', 'upper', ['pia']);
    company.github.addTeam('nested', 'lower', ['pia', 'quin'], 'upper');
    const at = { org: 'nested', team_slug: 'upper' };
    expect((await teams.listChildInOrg(at)).data).toMatchObject([
      { slug: 'lower', parent: { slug: 'upper' } },
    ]);
    const marks = async () =>
      Object.fromEntries(
        (await teams.listMembersInOrg(at)).data.map((member) => [
          member.login,
          (member as { inherited?: boolean }).inherited,
        ]),
      );
    expect(await marks()).toEqual({ pia: false, quin: true });
    // To be taken out of the upper one takes nobody out of the lower one.
    await teams.removeMembershipForUserInOrg({ ...at, username: 'pia' });
    expect(await marks()).toEqual({ pia: true, quin: true });
    expect((await teams.getMembershipForUserInOrg({ ...at, username: 'pia' })).data.state).toBe('active');
    organizationOf(company.github.world, account).tellsInherited = false;
    expect(await marks()).toEqual({ pia: undefined, quin: undefined });
  },

  'whoever is not in the organization is invited, and in the team when they accept': async (company) => {
    const { account, teams, orgs } = organization(company, 'inviting', 'rex');
    const { world } = company.github;
    company.github.addTeam('inviting', 'web', ['rex']);
    const at = { org: 'inviting', team_slug: 'web' };
    const who = { ...at, username: 'stranger' };
    await refused(orgs.getMembershipForUser({ org: 'inviting', username: 'stranger' }), 404);
    const added = await teams.addOrUpdateMembershipForUserInOrg({ ...who, role: 'maintainer' });
    expect(added.data).toMatchObject({ role: 'maintainer', state: 'pending' });
    expect((await teams.listPendingInvitationsInOrg(at)).data).toMatchObject([
      { login: 'stranger', role: 'direct_member', team_count: 1 },
    ]);
    expect((await teams.listMembersInOrg(at)).data).toHaveLength(1);
    const waiting = await orgs.getMembershipForUser({ org: 'inviting', username: 'stranger' });
    expect(waiting.data).toMatchObject({ state: 'pending', user: { login: 'stranger' } });

    await teams.removeMembershipForUserInOrg(who);
    expect((await teams.listPendingInvitationsInOrg(at)).data).toEqual([]);
    await refused(teams.getMembershipForUserInOrg(who), 404);

    await teams.addOrUpdateMembershipForUserInOrg(who);
    acceptInvitation(world, account, world.known('stranger'));
    expect((await teams.getMembershipForUserInOrg(who)).data).toMatchObject({
      role: 'member',
      state: 'active',
    });
  },

  'an organization cannot be in a team': async (company) => {
    const { teams } = organization(company, 'itself');
    company.github.addTeam('itself', 'web', []);
    const itself = { org: 'itself', team_slug: 'web', username: 'itself' };
    await refused(teams.addOrUpdateMembershipForUserInOrg(itself), 422);
  },

  'a team that is renamed is found by its new name alone, and keeps its number': async (company) => {
    const { teams } = organization(company, 'renaming');
    const { world } = company.github;
    const id = company.github.addTeam('renaming', 'web', []);
    const before = world.team('renaming', 'web');
    if (before) renameTeam(world, before, 'shop');
    await refused(teams.getByName({ org: 'renaming', team_slug: 'web' }), 404);
    const { data } = await teams.getByName({ org: 'renaming', team_slug: 'shop' });
    expect(data).toMatchObject({ id, slug: 'shop', members_count: 0, organization: { login: 'renaming' } });
    expect((await teams.list({ org: 'renaming' })).data).toMatchObject([{ id, slug: 'shop' }]);
  },

  'an account that is renamed keeps its number and its places, and its name is free': async (company) => {
    const { teams } = organization(company, 'moving', 'sol');
    const { world } = company.github;
    company.github.addTeam('moving', 'web', ['sol']);
    const { id } = world.known('sol');
    renameAccount(world, world.known('sol'), 'sol-berg');
    company.github.addUser({ login: 'sol' });
    const { data } = await teams.listMembersInOrg({ org: 'moving', team_slug: 'web' });
    expect(data).toMatchObject([{ id, login: 'sol-berg' }]);
    await refused(teams.getMembershipForUserInOrg({ org: 'moving', team_slug: 'web', username: 'sol' }), 404);
  },

  'who is in an organization is for those who are in it': async (company) => {
    const { orgs, owner } = organization(company, 'closed', 'uma');
    const owners = await orgs.listMembers({ org: 'closed', role: 'admin' });
    expect(owners.data).toMatchObject([{ login: owner }]);
    expect((await orgs.listMembers({ org: 'closed' })).data).toHaveLength(2);
    const { orgs: outside } = company.as('stranger').rest;
    expect((await outside.listMembers({ org: 'closed' })).data).toEqual([]);
    await refused(outside.getMembershipForUser({ org: 'closed', username: 'uma' }), 403, /must be a member/);
    const workflow = company.as(company.appToken).rest.orgs;
    await refused(workflow.getMembershipForUser({ org: 'closed', username: 'uma' }), 403, /integration/);
  },
};
