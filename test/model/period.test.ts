import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { lastWholeDay, lengthOf } from '../../src/model/entitlement.ts';
import {
  addDays,
  addDuration,
  dayOf,
  daysBetween,
  durationInWords,
  endOf,
  isPast,
  isTimeZone,
  parseDay,
  parseDuration,
  parseInstant,
  startOf,
  startOfDay,
  timeZoneNamed,
} from '../../src/model/period.ts';

const at = (text: string): number => Date.parse(text);
const iso = (instant: number | undefined) =>
  instant === undefined ? undefined : new Date(instant).toISOString();

describe('a day', () => {
  test.each(['1970-01-01', '2024-02-29', '2026-12-23', '2099-12-31', '2000-02-29'])('%s', (text) => {
    expect(parseDay(text)).toBe(text);
  });
  test.each([
    ...['2026-02-30', '2026-02-29', '2100-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00'],
    ...[
      '20261223',
      '2026-1-2',
      '26-12-23',
      '2026/12/23',
      '23.12.2026',
      '',
      ' 2026-12-23',
      '2026-12-23 ',
      '2026-12-23\n',
    ],
    ...[
      '2100-01-01',
      '1969-12-31',
      '0000-01-01',
      '+002026-12-23',
      '2026-W52-3',
      '2026-357',
      '２０２６-12-23',
      'tomorrow',
    ],
  ])('not %j', (text) => {
    expect(parseDay(text)).toBeUndefined();
  });
});

describe('an instant', () => {
  test.each([
    ['2026-12-23T18:00:00+01:00', '2026-12-23T17:00:00.000Z'],
    ['2026-12-23T18:00Z', '2026-12-23T18:00:00.000Z'],
    ['2026-12-23T23:59:59.999Z', '2026-12-23T23:59:59.999Z'],
    ['2026-12-23T00:30:00+13:45', '2026-12-22T10:45:00.000Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(iso(parseInstant(text))).toBe(expected);
  });
  test.each([
    ...['2026-12-23T18:00', '2026-12-23T18:00:00', '2026-12-23', '2026-12-23 18:00Z', '2026-12-23t18:00z'],
    ...[
      '2026-02-30T18:00Z',
      '2026-12-23T24:00Z',
      '2026-12-23T18:60Z',
      '2026-12-23T18Z',
      '2026-12-23T18:00+1',
    ],
    ...['2026-12-23T18:00+0100', '2026-12-23T18:00+99:00', '2100-01-01T00:00Z', '2026-12-23T18:00Z[UTC]', ''],
    ...['2026-12-23T18:00:00,5Z', '20261223T180000Z', '1766511000'],
  ])('not %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});

describe('a duration', () => {
  test.each([
    ['45m', 'PT45M', '45 minutes'],
    ['1h', 'PT1H', '1 hour'],
    ['8h', 'PT8H', '8 hours'],
    ['30d', 'P30D', '30 days'],
    ['2w', 'P2W', '2 weeks'],
    ['P1M', 'P1M', '1 month'],
    ['PT8H', 'PT8H', '8 hours'],
    ['P1Y2M', 'P1Y2M', '1 year and 2 months'],
    ['P1DT12H', 'P1DT12H', '1 day and 12 hours'],
  ])('%s', (text, expected, words) => {
    expect(parseDuration(text)?.toString()).toBe(expected);
    expect(durationInWords(text)).toBe(words);
  });
  test.each([
    ...[
      '0d',
      '00d',
      '08h',
      '-1d',
      '+1d',
      '1.5h',
      '1,5h',
      '30',
      'd',
      '30 d',
      '30D',
      '30days',
      '1y',
      '5s',
      '100000d',
      '',
    ],
    ...[
      'P',
      'PT',
      'P1',
      'P1DT',
      'P0D',
      'PT0S',
      '-P1D',
      'P-1D',
      'P1.5D',
      'P1D ',
      'p1d',
      'P1H',
      'PT1D',
      'P1000Y',
      'P1D1M',
    ],
  ])('not %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  test.each(['99999w', '99999d', 'P999Y9999M9999W99999DT99999H'])(
    'as long as %s still leads to a day',
    (text) => {
      expect(lastWholeDay('2099-12-31', text, 'Europe/Lisbon')).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(lengthOf(text, at('2099-12-31T00:00Z'), 'Europe/Lisbon')).toBeGreaterThan(0);
    },
  );
});

describe('a time zone', () => {
  test.each([
    'Europe/Lisbon',
    'America/Argentina/Buenos_Aires',
    'Etc/GMT+5',
    'UTC',
    'America/Port-au-Prince',
  ])('%s', (text) => {
    expect(isTimeZone(text)).toBe(true);
  });
  test.each(['+01:00', 'Lisbon', 'Europe/Atlantis', '', 'GMT+1', '../etc/localtime', 'Europe/Lisbon '])(
    'not %j',
    (text) => {
      expect(isTimeZone(text)).toBe(false);
    },
  );
});

describe('a day begins and ends by the clock of its place', () => {
  test.each([
    ['Europe/Lisbon', '2026-12-23', '2026-12-23T00:00:00.000Z', 24],
    ['Europe/Lisbon', '2026-03-29', '2026-03-29T00:00:00.000Z', 23],
    ['Europe/Lisbon', '2026-10-25', '2026-10-24T23:00:00.000Z', 25],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z', 23],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z', 25],
    // Midnight does not exist: the day begins at one o'clock.
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z', 23],
    ['Asia/Beirut', '2021-03-28', '2021-03-27T22:00:00.000Z', 23],
    // Midnight comes twice: the day begins with the first.
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z', 25],
    ['Australia/Lord_Howe', '2026-10-04', '2026-10-03T13:30:00.000Z', 23.5],
    ['Pacific/Kiritimati', '2026-12-31', '2026-12-30T10:00:00.000Z', 24],
    ['UTC', '2099-12-31', '2099-12-31T00:00:00.000Z', 24],
  ])('%s %s', (timeZone, day, start, hours) => {
    expect(iso(startOfDay(day, timeZone))).toBe(start);
    expect(startOf(day, timeZone)).toBe(startOfDay(day, timeZone));
    expect(((endOf(day, timeZone) ?? 0) - startOfDay(day, timeZone)) / 3_600_000).toBe(hours);
    expect(dayOf(startOfDay(day, timeZone), timeZone)).toBe(day);
    expect(dayOf(startOfDay(day, timeZone) - 1, timeZone)).toBe(addDays(day, -1));
    expect(dayOf((endOf(day, timeZone) ?? 0) - 1, timeZone)).toBe(day);
  });

  test('an instant is its own beginning and end', () => {
    const text = '2026-12-23T18:00:00+01:00';
    expect([startOf(text, 'UTC'), endOf(text, 'UTC')]).toEqual([at(text), at(text)]);
    expect([startOf('soon', 'UTC'), endOf('', 'UTC')]).toEqual([undefined, undefined]);
  });
});

describe('whether something has passed', () => {
  test.each([
    ['2026-12-22', true],
    ['2026-12-23', false],
    ['2026-12-23T11:59:59Z', true],
    ['2026-12-23T12:00:00Z', true],
    ['2026-12-23T12:00:01Z', false],
    ['never', false],
  ])('%s at noon of 2026-12-23: %s', (moment, passed) => {
    expect(isPast(moment, { now: at('2026-12-23T12:00:00Z'), today: '2026-12-23' })).toBe(passed);
  });
});

describe('adding', () => {
  test.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2024-02-29', 365, '2025-02-28'],
  ])('%s and %d days are %s', (day, days, expected) => {
    expect(addDays(day, days)).toBe(expected);
    expect(daysBetween(day, expected)).toBe(days);
  });

  test('days follow the calendar and hours the clock, over a change of the clock', () => {
    const saturday = at('2026-10-24T12:00:00+01:00');
    const add = (text: string) => {
      const duration = parseDuration(text) ?? new Temporal.Duration();
      return iso(addDuration(saturday, duration, 'Europe/Lisbon'));
    };
    expect(add('1d')).toBe('2026-10-25T12:00:00.000Z');
    expect(add('24h')).toBe('2026-10-25T11:00:00.000Z');
  });
});

test('a time zone in other letters is the one that was meant', () => {
  expect(timeZoneNamed('europe/lisbon')).toBe('Europe/Lisbon');
  expect(timeZoneNamed('Mars/Olympus')).toBeUndefined();
  expect(timeZoneNamed('+01:00')).toBeUndefined();
});
