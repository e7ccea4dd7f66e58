import { expect } from 'vitest';
import { type Behaviours, here, refused } from '../fixture.ts';

/** What GitHub does with reviews beyond what its description says. */
export const reviewBehaviours: Behaviours = {
  "an author's own approval answers 422": async ({ open, as }) => {
    const { pull_number } = await open('own');
    const { createReview } = as('wim').rest.pulls;
    await refused(
      createReview({ ...here, pull_number, event: 'APPROVE' }),
      422,
      /approve your own pull request/,
    );
    const objection = { ...here, pull_number, event: 'REQUEST_CHANGES', body: 'No' } as const;
    await refused(createReview(objection), 422, /request changes on your own/);
  },

  'a review on an old commit stays on it': async ({ open, as }) => {
    const { pull_number, sha } = await open('reviewed');
    await as('rosa').rest.pulls.createReview({ ...here, pull_number, event: 'APPROVE' });
    const file = { ...here, branch: 'reviewed', path: 'more.yaml', message: 'More', content: '' };
    await as('wim').rest.repos.createOrUpdateFileContents(file);
    const { data } = await as('wim').rest.pulls.listReviews({ ...here, pull_number });
    expect(data).toMatchObject([{ state: 'APPROVED', commit_id: sha, user: { login: 'rosa' } }]);
  },

  'readers may review, and objecting needs words': async ({ open, as }) => {
    const { pull_number } = await open('objected');
    const { createReview } = as('rosa').rest.pulls;
    await refused(createReview({ ...here, pull_number, event: 'REQUEST_CHANGES' }), 422, /Body/);
    const said = await createReview({ ...here, pull_number, event: 'REQUEST_CHANGES', body: 'Too long' });
    expect(said.data.state).toBe('CHANGES_REQUESTED');
  },

  'only writers dismiss a review, and it keeps its place': async ({ open, as }) => {
    const { pull_number } = await open('dismissed');
    const { data } = await as('rosa').rest.pulls.createReview({ ...here, pull_number, event: 'APPROVE' });
    const dismissal = { ...here, pull_number, review_id: data.id, message: 'Gave it by mistake' };
    await refused(as('rosa').rest.pulls.dismissReview(dismissal), 403);
    expect((await as('ada').rest.pulls.dismissReview(dismissal)).data.state).toBe('DISMISSED');
    await refused(as('ada').rest.pulls.dismissReview(dismissal), 422, /Can not dismiss/);
  },

  'nobody else sees a review that is not submitted': async ({ open, as }) => {
    const { pull_number } = await open('pending');
    await as('rosa').rest.pulls.createReview({ ...here, pull_number, body: 'Still thinking' });
    expect((await as('ada').rest.pulls.listReviews({ ...here, pull_number })).data).toEqual([]);
    const own = await as('rosa').rest.pulls.listReviews({ ...here, pull_number });
    expect(own.data).toMatchObject([{ state: 'PENDING' }]);
  },
};
