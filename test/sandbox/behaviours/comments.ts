import { expect } from 'vitest';
import { type Behaviours, here, refused } from '../fixture.ts';

/** What GitHub does with comments beyond what its description says. */
export const commentBehaviours: Behaviours = {
  'an app comments as its bot': async ({ open, as, appToken }) => {
    const { pull_number: issue_number } = await open('bot');
    const { data } = await as(appToken).rest.issues.createComment({ ...here, issue_number, body: 'Judged' });
    expect(data.user).toMatchObject({ login: 'github-actions[bot]', type: 'Bot' });
    expect(data.performed_via_github_app).toMatchObject({ slug: 'github-actions' });
  },

  "editing somebody else's comment needs write access": async ({ open, as }) => {
    const { pull_number: issue_number } = await open('edited');
    const { data } = await as('ada').rest.issues.createComment({ ...here, issue_number, body: 'Mine' });
    const mine = { ...here, comment_id: data.id };
    const edit = { ...mine, body: 'Not mine' };
    await refused(as('rosa').rest.issues.updateComment(edit), 403);
    await refused(as('rosa').rest.issues.deleteComment(mine), 403);
    expect((await as('wim').rest.issues.updateComment(edit)).data.body).toBe('Not mine');
  },

  'a comment may have 65536 characters and not one more': async ({ open, as }) => {
    const { pull_number: issue_number } = await open('long');
    const { createComment } = as('rosa').rest.issues;
    await createComment({ ...here, issue_number, body: 'x'.repeat(65_536) });
    await refused(createComment({ ...here, issue_number, body: 'x'.repeat(65_537) }), 422, /too long/);
    await refused(createComment({ ...here, issue_number, body: ' ' }), 422, /blank/);
  },

  'a deleted comment is gone, and no longer counted': async ({ open, as }) => {
    const { pull_number: issue_number } = await open('undone');
    const { issues } = as('rosa').rest;
    const { data } = await issues.createComment({ ...here, issue_number, body: 'Oops' });
    await issues.deleteComment({ ...here, comment_id: data.id });
    await refused(issues.getComment({ ...here, comment_id: data.id }), 404);
    expect((await issues.get({ ...here, issue_number })).data.comments).toBe(0);
  },
};
