/** The renewal of what was given in an emergency. */
import { expect, test } from 'vitest';
import type { Grant } from '../../src/model/grant.ts';
import { planRenewal } from '../../src/plan/renew.ts';

test('what is needed longer than the emergency is asked of those who approve it otherwise', () => {
  const now = Date.parse('2026-11-23T10:00:00Z');
  const value: Grant = {
    version: 1,
    subject: 'vasco.teixeira',
    system: 'crm',
    role: 'admin',
    justification: 'Unlock the shops that nobody can order from since this morning',
    requestedAt: '2026-11-23',
    duration: '2h',
    emergency: true,
    incident: 'INC-77',
  };
  const grant = { id: 'vasco.teixeira', path: 'access-grants/crm/admin/vasco.teixeira.yaml', value };
  const access = { grant, end: { at: now + 3_600_000 } } as unknown as Parameters<typeof planRenewal>[0];
  const plan = planRenewal(access, { length: '4h', because: 'It is not over' }, { now, timeZone: 'UTC' });
  expect(plan).toMatchObject({ values: { duration: '4h', emergency: null, incident: null } });
});
