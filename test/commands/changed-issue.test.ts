/** By which events somebody wrote what an issue says. */
import { expect, test } from 'vitest';
import { changedIssueOf } from '../../src/commands/pull-requests-of-event.ts';

const from = { from: 'Something else' };

test.each<[string, string | undefined, Readonly<Record<string, unknown>> | undefined, boolean]>([
  ['opening it', 'opened', undefined, true],
  ['editing its text', 'edited', { body: from }, true],
  ['editing its text and its title', 'edited', { body: from, title: from }, true],
  ['editing its title', 'edited', { title: from }, false],
  ['opening it again', 'reopened', undefined, false],
  ['closing it', 'closed', undefined, false],
  ['moving it here from another repository', 'opened', { old_issue: {}, old_repository: {} }, false],
  ['something that has no name', undefined, undefined, false],
])('%s', (_, action, changes, wrote) => {
  const payload = { issue: { number: 7, body: 'A form' }, sender: { id: 101 }, action, changes };
  expect(changedIssueOf('issues', payload, 1)).toEqual({
    number: 7,
    by: 101,
    body: 'A form',
    wrote,
    isAgain: false,
  });
  expect(changedIssueOf('issues', payload, 2)).toMatchObject({ wrote, isAgain: true });
  expect(changedIssueOf('issue_comment', payload, 1)).toBeUndefined();
});
