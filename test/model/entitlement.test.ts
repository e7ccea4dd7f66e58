import { describe, expect, test } from 'vitest';
import { whyNotEffective } from '../../src/model/effective.ts';
import { capsFor, endOfGrant, findRole, isActive } from '../../src/model/entitlement.ts';
import type { Grant } from '../../src/model/grant.ts';
import type { Person } from '../../src/model/person.ts';
import type { Sourced } from '../../src/model/workspace.ts';
import { exampleCompany } from '../../src/rules/example-company.ts';
import { workspaceOf } from '../support/workspace.ts';

const timeZone = 'Europe/Lisbon';
const at = (text: string) => Date.parse(text);
const sourced = <T>(value: T, flawed = false): Sourced<T> => ({
  path: 'x',
  id: 'x',
  value,
  flawed,
  locate: () => ({ line: 1, column: 1, endLine: 1, endColumn: 1 }),
});
const person = (values: Partial<Person> = {}): Person => ({
  version: 1,
  displayName: 'Ana',
  jobFunctions: ['accountant'],
  department: 'Finance',
  employmentType: 'employee',
  active: true,
  ...values,
});
const grant = (values: Partial<Grant>): Grant => ({
  version: 1,
  subject: 'ana.costa',
  system: 'payroll',
  role: 'viewer',
  justification: 'x',
  ...values,
});

describe('working hours', () => {
  const shift = (windows: NonNullable<Grant['windows']>, now: string) =>
    why({ standing: true, windows }, now);
  const weekdays = [{ days: ['mon', 'tue'], from: '08:00', to: '17:30' }] as NonNullable<Grant['windows']>;
  const night = [{ days: ['sat'], from: '22:00', to: '06:00' }] as NonNullable<Grant['windows']>;

  // 2026-11-23 is a Monday; Lisbon is at UTC in winter and at UTC+1 in summer.
  test.each([
    ['the first minute', weekdays, '2026-11-23T08:00:00Z', undefined],
    ['the second before it', weekdays, '2026-11-23T07:59:59Z', 'outside its hours'],
    ['the last second', weekdays, '2026-11-24T17:29:59Z', undefined],
    ['the end itself', weekdays, '2026-11-24T17:30:00Z', 'outside its hours'],
    ['another day', weekdays, '2026-11-25T10:00:00Z', 'outside its hours'],
    ['in summer an hour earlier', weekdays, '2026-07-06T07:00:00Z', undefined],
    ['in summer not at the time of winter', weekdays, '2026-07-06T16:30:00Z', 'outside its hours'],
    ['before midnight', night, '2026-11-28T23:00:00Z', undefined],
    ['after midnight, which belongs to the evening', night, '2026-11-29T05:59:00Z', undefined],
    ['the end of the night', night, '2026-11-29T06:00:00Z', 'outside its hours'],
    ['the night before', night, '2026-11-28T05:00:00Z', 'outside its hours'],
    // 2026-10-25, 02:00 in summer becomes 01:00 in winter: the hour comes twice.
    [
      'the first of two hours',
      [{ days: ['sun'], from: '01:00', to: '01:30' }] as NonNullable<Grant['windows']>,
      '2026-10-25T00:10:00Z',
      undefined,
    ],
    [
      'the second of them',
      [{ days: ['sun'], from: '01:00', to: '01:30' }] as NonNullable<Grant['windows']>,
      '2026-10-25T01:10:00Z',
      undefined,
    ],
    [
      'between them',
      [{ days: ['sun'], from: '01:00', to: '01:30' }] as NonNullable<Grant['windows']>,
      '2026-10-25T00:40:00Z',
      'outside its hours',
    ],
  ])('%s', (_title, windows, now, expected) => {
    expect(shift(windows, now)).toBe(expected);
  });

  test('give nothing after the end', () => {
    expect(why({ validUntil: '2026-11-22', windows: weekdays }, '2026-11-23T10:00:00Z')).toBe('ended');
  });
});

test('what its holder has to start gives no access by itself', () => {
  expect(why({ standing: true, activation: { max: '9h', perWeek: 6 } }, '2026-11-23T10:00:00Z')).toBe(
    'not started',
  );
});

const why = (
  values: Partial<Grant>,
  now: string,
  more: { person?: Partial<Person>; startedAt?: string } = {},
): string | undefined =>
  whyNotEffective(sourced(grant(values)), sourced(person(more.person)), {
    now: at(now),
    timeZone,
    startedAt: more.startedAt === undefined ? undefined : at(more.startedAt),
  });

describe('access', () => {
  test.each<[title: string, values: Partial<Grant>, now: string, expected: string | undefined]>([
    // The last day is inclusive, in the time zone of the organization (UTC+1 in summer).
    ['the last second of the last day', { validUntil: '2026-12-23' }, '2026-12-23T23:59:59.999Z', undefined],
    ['the first second after it', { validUntil: '2026-12-23' }, '2026-12-24T00:00:00Z', 'ended'],
    ['the last second of a day in summer', { validUntil: '2026-07-01' }, '2026-07-01T22:59:59Z', undefined],
    ['the first second after that', { validUntil: '2026-07-01' }, '2026-07-01T23:00:00Z', 'ended'],
    ['the end of a leap day', { validUntil: '2028-02-29' }, '2028-02-29T23:59:59Z', undefined],
    ['the end of a year', { validUntil: '2026-12-31' }, '2027-01-01T00:00:00Z', 'ended'],
    // An instant is exclusive.
    [
      'just before an instant',
      { validUntil: '2026-12-23T18:00:00+01:00' },
      '2026-12-23T16:59:59.999Z',
      undefined,
    ],
    ['at the instant', { validUntil: '2026-12-23T18:00:00+01:00' }, '2026-12-23T17:00:00Z', 'ended'],
    // The first day.
    [
      'before the first day',
      { validFrom: '2026-12-01', standing: true },
      '2026-11-30T23:59:59Z',
      'not yet begun',
    ],
    ['with the first day', { validFrom: '2026-12-01', standing: true }, '2026-12-01T00:00:00Z', undefined],
    [
      'from an instant on',
      { validFrom: '2026-12-01T08:00Z', standing: true },
      '2026-12-01T08:00:00Z',
      undefined,
    ],
    // Durations, where the merge is not known, count from the day of the request.
    [
      'within a duration',
      { duration: '8h', requestedAt: '2026-12-01T08:00Z' },
      '2026-12-01T15:59:59Z',
      undefined,
    ],
    [
      'after a duration',
      { duration: '8h', requestedAt: '2026-12-01T08:00Z' },
      '2026-12-01T16:00:00Z',
      'ended',
    ],
    [
      'a duration from the first day',
      { duration: '1d', requestedAt: '2026-12-01', validFrom: '2026-12-10' },
      '2026-12-10T23:59:59Z',
      undefined,
    ],
    ['a duration of nobody knows when', { duration: '8h' }, '2026-12-01T08:00:00Z', 'end unknown'],
    ['no end', {}, '2026-12-01T08:00:00Z', 'end unknown'],
    ['an end that is no day', { validUntil: '2026-02-30' }, '2026-01-01T08:00:00Z', 'end unknown'],
    [
      'the earlier of two ends',
      { duration: '1d', requestedAt: '2026-12-01', validUntil: '2026-12-31' },
      '2026-12-02T00:00:00Z',
      'ended',
    ],
    ['standing access', { standing: true }, '2099-12-31T08:00:00Z', undefined],
  ])('%s', (_title, values, now, expected) => {
    expect(why(values, now)).toBe(expected);
  });

  test('with a duration counts from the merge where it is known', () => {
    const values = { duration: '8h', requestedAt: '2026-12-01' };
    const startedAt = '2026-12-05T10:00:00Z';
    expect(why(values, '2026-12-05T17:59:59Z', { startedAt })).toBeUndefined();
    expect(why(values, '2026-12-05T18:00:00Z', { startedAt })).toBe('ended');
  });

  test('over a change of the clock: days by the calendar, hours by the clock', () => {
    const start = '2026-10-24T12:00:00Z';
    const end = (duration: string) => endOfGrant(grant({ duration }), timeZone, at(start));
    expect(end('1d')).toEqual({ at: at('2026-10-25T13:00:00Z') });
    expect(end('24h')).toEqual({ at: at('2026-10-25T12:00:00Z') });
  });

  const standing = { standing: true } as const;
  test.each<[title: string, who: Partial<Person>, now: string, expected: string | undefined]>([
    ['somebody who works here', {}, '2026-12-01T08:00:00Z', undefined],
    ['somebody who does not any more', { active: false }, '2026-12-01T08:00:00Z', 'inactive'],
    ['the last working day', { endDate: '2026-12-01' }, '2026-12-01T23:59:59Z', undefined],
    ['the day after it', { endDate: '2026-12-01' }, '2026-12-02T00:00:00Z', 'employment ended'],
    ['an hour of leaving', { endDate: '2026-12-01T12:00Z' }, '2026-12-01T12:00:00Z', 'employment ended'],
    ['a last day that nobody can read', { endDate: 'soon' }, '2026-12-01T12:00:00Z', 'employment ended'],
  ])('of %s', (_title, who, now, expected) => {
    expect(why(standing, now, { person: who })).toBe(expected);
    expect(isActive(person(who), { now: at(now), timeZone })).toBe(expected === undefined);
  });

  test('is never given by a file with a mistake in it, nor to somebody unknown', () => {
    const now = { now: at('2026-12-01T08:00:00Z'), timeZone, startedAt: undefined };
    expect(whyNotEffective(sourced(grant(standing), true), sourced(person()), now)).toBe('flawed');
    expect(whyNotEffective(sourced(grant(standing)), sourced(person(), true), now)).toBe('flawed');
    expect(whyNotEffective(sourced(grant(standing)), undefined, now)).toBe('unknown person');
  });
});

describe('looking up', () => {
  const workspace = workspaceOf(exampleCompany);

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', ''])(
    'the role %j finds nothing',
    (role) => {
      expect(findRole(workspace, 'payroll', role)).toBeUndefined();
    },
  );

  test('the tightest cap comes first, whatever the units', () => {
    const role = findRole(workspace, 'payroll', 'viewer')?.role;
    const caps = role && capsFor({ ...role, maxDuration: 'P1M' }, [], at('2027-02-01T00:00Z'), timeZone);
    expect(caps).toEqual([{ duration: 'P1M', from: 'role' }]);
    const file = workspace.matrix[0];
    const allowances = (file ? ['4w', '31d', 'standing'] : []).map((text) => ({
      jobFunction: 'accountant',
      allowance: text === 'standing' ? ('standing' as const) : { maxDuration: text },
      file: file as NonNullable<typeof file>,
    }));
    const capsIn = (month: string, count: number) =>
      role &&
      capsFor(
        { ...role, maxDuration: 'P1M' },
        allowances.slice(0, count),
        at(`2027-${month}-01T00:00Z`),
        timeZone,
      );
    // February has 28 days, March 31: the most generous line of the matrix counts, and no line where one is standing.
    expect(capsIn('02', 2)?.map(({ duration }) => duration)).toEqual(['P1M', '31d']);
    expect(capsIn('04', 1)?.map(({ duration }) => duration)).toEqual(['4w', 'P1M']);
    expect(capsIn('04', 3)?.map(({ duration }) => duration)).toEqual(['P1M']);
  });
});
