/** What somebody holds is changed by the form for that: who approves it must not come from what the file says already. */
import { expect, test } from 'vitest';
import { changedGrant } from '../../src/forms/change-grant.ts';
import type { Grant } from '../../src/model/grant.ts';
import { workspaceOf } from '../support/workspace.ts';

const now = Date.parse('2026-11-23T10:00:00Z');
const reading = {
  workspace: workspaceOf({}),
  asker: 'vasco.teixeira',
  now,
  timeZone: 'UTC',
  people: [],
  endOf: () => ({ at: now + 3_600_000 }),
  readDay: (day: string) => ({ day }),
};
const before: Grant = {
  version: 1,
  subject: 'vasco.teixeira',
  system: 'crm',
  role: 'admin',
  justification: 'Unlock the shops that nobody can order from since this morning',
  requestedAt: '2026-11-23',
  duration: '4h',
  emergency: true,
  incident: 'INC-77',
};
const nothing = { end: undefined, why: undefined, ticket: undefined, permissions: undefined };
const why = 'Look after the shops for another while';

test.each([
  ['more time', { ...nothing, end: { duration: '4h' }, why }],
  ['another reason', { ...nothing, why }],
])('%s for what was given in an emergency is no emergency by itself', (_, change) => {
  const changed = changedGrant(before, change, reading);
  expect(changed).toMatchObject({ grant: { duration: '4h', justification: why } });
  expect('grant' in changed && Object.keys(changed.grant)).not.toContain('emergency');
  expect('grant' in changed && Object.keys(changed.grant)).not.toContain('incident');
});

test('nothing to change is said of an emergency as of anything else', () => {
  expect(changedGrant(before, nothing, reading)).toMatchObject({
    problem: expect.stringContaining('Nothing'),
  });
});
