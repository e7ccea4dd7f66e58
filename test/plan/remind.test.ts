/** Whom a reminder reaches, and when. */
import { describe, expect, test } from 'vitest';
import { whyNotEffective } from '../../src/model/effective.ts';
import { endOfGrant } from '../../src/model/entitlement.ts';
import { planReminders } from '../../src/plan/remind.ts';
import { workspaceOf } from '../support/workspace.ts';

const timeZone = 'Europe/Lisbon';
const person = (active = true) =>
  `version: 1\ndisplayName: Ana Costa\njobFunctions: [clerk]\ndepartment: Sales\nemploymentType: employee\nactive: ${active}\n`;

/** The steps that are due for one grant at an instant. */
function stepsAt(
  end: string,
  now: string,
  more: { active?: boolean; startedAt?: string; steps?: string[]; isRecorded?: boolean } = {},
): string[] {
  const path = 'access-grants/crm/viewer/ana.costa.yaml';
  const { grants, people } = workspaceOf({
    [path]: `version: 1\nsubject: ana.costa\nsystem: crm\nrole: viewer\njustification: Looks after the north\n${end}\n`,
    'policies/people/ana.costa.yaml': person(more.active),
  });
  const at = {
    now: Date.parse(now),
    timeZone,
    startedAt: more.startedAt === undefined ? undefined : Date.parse(more.startedAt),
    isRecorded: more.isRecorded,
  };
  const grant = grants.get(path);
  if (!grant) throw new Error('the grant was not read');
  const notEffective = whyNotEffective(grant, people.get('ana.costa'), at);
  const access = {
    grant,
    startedAt: at.startedAt,
    end: endOfGrant(grant.value, timeZone, at.startedAt),
    ...(notEffective ? { notEffective } : {}),
  };
  return planReminders([access], { ...at, steps: more.steps }).flatMap(({ due }) =>
    due.map(({ step }) => step),
  );
}

describe('a reminder', () => {
  test.each<[title: string, end: string, now: string, steps: string[]]>([
    ['fifteen days before', 'validUntil: 2026-12-23', '2026-12-08T12:00:00Z', []],
    [
      'fourteen days before the end of the last day',
      'validUntil: 2026-12-23',
      '2026-12-10T00:00:00Z',
      ['14d'],
    ],
    ['just before that', 'validUntil: 2026-12-23', '2026-12-09T23:59:59Z', []],
    ['three days before', 'validUntil: 2026-12-23', '2026-12-21T00:00:00Z', ['3d']],
    ['on the last day', 'validUntil: 2026-12-23', '2026-12-23T12:00:00Z', ['1d']],
    ['after it', 'validUntil: 2026-12-23', '2026-12-24T00:00:00Z', []],
    ['of what has no end', 'standing: true', '2026-12-23T12:00:00Z', []],
    ['of what has not begun', 'validFrom: 2027-01-01\nvalidUntil: 2027-01-02', '2026-12-31T12:00:00Z', []],
    [
      'not before half of a short period is over',
      'validFrom: 2026-12-21\nvalidUntil: 2026-12-22',
      '2026-12-21T20:00:00Z',
      [],
    ],
    ['after half of it', 'validFrom: 2026-12-21\nvalidUntil: 2026-12-22', '2026-12-22T00:00:00Z', ['1d']],
    [
      'outside of its hours',
      'validUntil: 2026-12-23\nwindows: [{days: [mon], from: "08:00", to: "09:00"}]',
      '2026-12-22T12:00:00Z',
      ['3d'],
    ],
  ])('%s', (_, end, now, steps) => {
    expect(stepsAt(end, now)).toEqual(steps);
  });

  test('counts a duration from its merge, and follows the steps of the settings', () => {
    const started = { startedAt: '2026-11-01T09:00:00Z' };
    expect(stepsAt('duration: 30d', '2026-11-28T09:00:00Z', started)).toEqual(['3d']);
    expect(stepsAt('duration: 30d', '2026-11-28T09:00:00Z', { ...started, steps: ['1d'] })).toEqual([]);
    expect(stepsAt('duration: 8h', '2026-11-01T12:00:00Z', started)).toEqual([]);
    expect(stepsAt('duration: 8h', '2026-11-01T13:00:00Z', started)).toEqual(['1d']);
  });

  test('reaches nobody who has no access', () => {
    expect(stepsAt('validUntil: 2026-12-23', '2026-12-23T12:00:00Z', { active: false })).toEqual([]);
    expect(stepsAt('validUntil: 2026-12-23', '2026-12-23T12:00:00Z', { isRecorded: false })).toEqual([]);
  });
});
