import { expect } from 'vitest';
import { type Behaviours, here, refused } from '../fixture.ts';

/** What GitHub does with issues, labels and the timeline beyond what its description says. */
export const issueBehaviours: Behaviours = {
  'a pull request is an issue too, and shares the numbers': async ({ open, as }) => {
    const { pull_number } = await open('numbered');
    const { issues } = as('rosa').rest;
    const { data } = await issues.create({ ...here, title: 'Please', labels: ['request'] });
    expect(data.number).toBe(pull_number + 1);
    const listed = await issues.listForRepo({ ...here, per_page: 2 });
    expect(listed.data.map(({ number, pull_request }) => [number, pull_request !== undefined])).toEqual([
      [pull_number + 1, false],
      [pull_number, true],
    ]);
    await refused(as('rosa').rest.pulls.get({ ...here, pull_number: data.number }), 404);
  },

  'labels and assignees of a reader are dropped without a word': async ({ as }) => {
    const wish = { ...here, title: 'Wish', labels: ['urgent'], assignees: ['wim', 'stranger'] };
    const reader = (await as('rosa').rest.issues.create(wish)).data;
    expect(reader).toMatchObject({ labels: [], assignees: [] });
    const writer = (await as('wim').rest.issues.create(wish)).data;
    expect(writer).toMatchObject({ labels: [{ name: 'urgent' }], assignees: [{ login: 'wim' }] });
  },

  'labels come and go': async ({ as }) => {
    const { issues } = as('wim').rest;
    const { number: issue_number } = (await issues.create({ ...here, title: 'Labelled' })).data;
    await issues.createLabel({ ...here, name: 'grant', color: '00aa00' });
    await refused(issues.createLabel({ ...here, name: 'Grant' }), 422, /already_exists/);
    await issues.addLabels({ ...here, issue_number, labels: ['grant', 'new'] });
    await refused(issues.removeLabel({ ...here, issue_number, name: 'missing' }), 404);
    await issues.removeLabel({ ...here, issue_number, name: 'new' });
    const names = (await issues.listLabelsOnIssue({ ...here, issue_number })).data.map(({ name }) => name);
    expect(names).toEqual(['grant']);
    expect((await issues.getLabel({ ...here, name: 'grant' })).data.color).toBe('00aa00');
    const all = (await issues.listLabelsForRepo(here)).data.map(({ name }) => name);
    expect(all).toEqual(expect.arrayContaining(['grant', 'new']));
    await issues.setLabels({ ...here, issue_number, labels: ['done'] });
    await issues.addAssignees({ ...here, issue_number, assignees: ['ada'] });
    const found = await issues.listForRepo({ ...here, labels: 'done', assignee: 'ada' });
    expect(found.data).toMatchObject([{ number: issue_number }]);
  },

  'an issue is closed with a reason and can be opened again': async ({ as }) => {
    const { issues } = as('rosa').rest;
    const { number: issue_number } = (await issues.create({ ...here, title: 'Task' })).data;
    const done = { ...here, issue_number, state: 'closed', state_reason: 'not_planned' } as const;
    expect((await issues.update(done)).data).toMatchObject({
      state_reason: 'not_planned',
      closed_by: { login: 'rosa' },
    });
    expect((await issues.update({ ...here, issue_number, state: 'open' })).data.state_reason).toBe(
      'reopened',
    );
    await refused(as('stranger').rest.issues.update(done), 404);
  },

  'the text of an issue may have 65536 characters and not one more': async ({ as }) => {
    const { issues } = as('rosa').rest;
    const fits = { title: 'Long', body: 'x'.repeat(65_536) };
    const { number: issue_number } = (await issues.create({ ...here, ...fits })).data;
    const long = { ...here, title: 'Longer', body: `${fits.body}x` };
    await refused(issues.create(long), 422, /body is too long/);
    await refused(issues.update({ ...long, issue_number }), 422, /body is too long/);
    expect((await issues.get({ ...here, issue_number })).data).toMatchObject(fits);
  },

  'the timeline tells who dismissed a review': async ({ open, as }) => {
    const { pull_number } = await open('told');
    const { pulls, issues } = as('rosa').rest;
    const pending = await pulls.createReview({ ...here, pull_number });
    const review = { ...here, pull_number, review_id: pending.data.id };
    const given = await pulls.submitReview({ ...review, event: 'REQUEST_CHANGES', body: 'No' });
    await issues.createComment({ ...here, issue_number: pull_number, body: 'Why?' });
    const dismissal = { ...here, pull_number, review_id: given.data.id, message: 'Settled' };
    await as('ada').rest.pulls.dismissReview(dismissal);
    await as('ada').rest.pulls.update({ ...here, pull_number, title: 'Told', state: 'closed' });
    const { data } = await issues.listEventsForTimeline({ ...here, issue_number: pull_number });
    expect(data.map(({ event }) => event)).toEqual([
      'committed',
      'reviewed',
      'commented',
      'review_dismissed',
      'renamed',
      'closed',
    ]);
    expect(data[3]).toMatchObject({
      actor: { login: 'ada' },
      dismissed_review: { state: 'changes_requested' },
    });
    expect((await pulls.getReview(dismissalName(dismissal))).data.state).toBe('DISMISSED');
  },
};

const dismissalName = ({
  message: _message,
  ...name
}: {
  owner: string;
  repo: string;
  pull_number: number;
  review_id: number;
  message: string;
}) => name;
