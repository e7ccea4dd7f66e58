import { expect } from 'vitest';
import { type Behaviours, here, refused } from '../fixture.ts';

/** Who is asked, who may, and who did. */
export const peopleBehaviours: Behaviours = {
  'whoever has reviewed is no longer asked to': async ({ open, as, github }) => {
    github.addTeam('acme', 'security', ['ada']);
    const pull = await open('asked');
    const { sha: _head, ...name } = pull;
    const { pulls } = as('wim').rest;
    await pulls.requestReviewers({ ...name, reviewers: ['rosa', 'ada'], team_reviewers: ['security'] });
    await as('rosa').rest.pulls.createReview({ ...name, event: 'APPROVE' });
    expect((await pulls.listRequestedReviewers(name)).data).toMatchObject({
      users: [{ login: 'ada' }],
      teams: [{ slug: 'security' }],
    });
    await pulls.removeRequestedReviewers({ ...name, reviewers: ['ada'] });
    expect((await pulls.listRequestedReviewers(name)).data.users).toEqual([]);
    const { data } = await as('wim').rest.issues.listEventsForTimeline({
      ...here,
      issue_number: name.pull_number,
    });
    // A review takes nobody's request back.
    expect(data.filter(({ event }) => event === 'review_request_removed')).toMatchObject([
      { requested_reviewer: { login: 'ada' }, review_requester: { login: 'wim' } },
    ]);
  },

  'neither the author nor a stranger can be asked for a review': async ({ open, as }) => {
    const { pull_number } = await open('unasked');
    const { requestReviewers } = as('ada').rest.pulls;
    await refused(requestReviewers({ ...here, pull_number, reviewers: ['wim'] }), 422, /author/);
    await refused(requestReviewers({ ...here, pull_number, reviewers: ['stranger'] }), 422, /collaborators/);
  },

  'the token of a workflow cannot read the members of a team': async ({ as, appToken, github }) => {
    github.addTeam('acme', 'finance', ['rosa']);
    const { teams } = as(appToken).rest;
    const team = { org: 'acme', team_slug: 'finance' };
    await refused(teams.listMembersInOrg(team), 403, /not accessible by integration/);
    await refused(as('stranger').rest.teams.listMembersInOrg(team), 404);
    expect((await as('rosa').rest.teams.listMembersInOrg(team)).data).toMatchObject([{ login: 'rosa' }]);
  },

  'an app with the permission changes who is in a team': async ({ as, github }) => {
    github.addTeam('acme', 'support', []);
    const { token } = github.addApp({ slug: 'grantbook-acme', permissions: { members: 'write' } });
    const { teams } = as(token).rest;
    const member = { org: 'acme', team_slug: 'support', username: 'rosa' };
    await refused(teams.getMembershipForUserInOrg(member), 404);
    await teams.addOrUpdateMembershipForUserInOrg(member);
    expect((await teams.getMembershipForUserInOrg(member)).data.state).toBe('active');
    await teams.removeMembershipForUserInOrg(member);
    await refused(teams.getMembershipForUserInOrg(member), 404);
  },

  'a person is known by name and by number': async ({ as }) => {
    const { users, repos } = as('rosa').rest;
    const { data } = await users.getByUsername({ username: 'WIM' });
    expect((await users.getById({ account_id: data.id })).data.login).toBe('wim');
    const level = await repos.getCollaboratorPermissionLevel({ ...here, username: 'wim' });
    expect(level.data).toMatchObject({ permission: 'write', user: { id: data.id } });
    expect((await repos.checkCollaborator({ ...here, username: 'wim' })).status).toBe(204);
    await refused(repos.checkCollaborator({ ...here, username: 'stranger' }), 404);
  },

  'the activity tells who pushed, whoever is named as the author': async ({ branch, as }) => {
    branch('active');
    const sha = branch('active', { 'second.yaml': 'a: 1\n' });
    const { data } = await as('rosa').rest.repos.listActivities({ ...here, ref: 'active', per_page: 1 });
    expect(data).toMatchObject([{ activity_type: 'push', after: sha, actor: { login: 'wim' } }]);
    const all = await as('rosa').paginate('GET /repos/{owner}/{repo}/activity', {
      ...here,
      ref: 'active',
      per_page: 1,
    });
    expect(all).toMatchObject([{ activity_type: 'push' }, { activity_type: 'branch_creation' }]);
  },
};
