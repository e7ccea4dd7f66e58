import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addDuration, endOf, parseDuration, startOfDay } from '../../src/model/period.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { judgeTree } from '../../src/rules/judge.ts';
import { noon, workspaceOf } from '../support/workspace.ts';

const today = '2026-11-23';

/** What is found of a grant of a month's cap or another one, in a time zone. */
function tooLong(values: Parameters<typeof grantFile>[0], cap = '30d', timeZone = 'Europe/Lisbon') {
  const files = {
    ...exampleCompany,
    [examplePaths.settings]: (exampleCompany[examplePaths.settings] ?? '').replace('Europe/Lisbon', timeZone),
    [examplePaths.matrix]: (exampleCompany[examplePaths.matrix] ?? '').replace(
      'viewer: { maxDuration: 30d }',
      `viewer: { maxDuration: ${cap} }`,
    ),
    ...grantFile(values),
  };
  return judgeTree(workspaceOf(files), { now: noon(today) }).filter(
    ({ rule }) => rule === 'expiry-exceeds-maximum',
  );
}

describe('the longest period', () => {
  test('is what the calendar of the time zone says, to the day', () => {
    const zone = fc.constantFrom('Europe/Lisbon', 'America/New_York', 'Australia/Lord_Howe', 'UTC');
    const cap = fc.constantFrom('30d', '2w', 'P1M', 'P6M', '24h', '36h', '8h', '720h', 'P1DT1H');
    fc.assert(
      fc.property(
        zone,
        cap,
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 0, max: 200 }),
        (timeZone, limit, later, days) => {
          const validFrom = later === 0 ? undefined : addDays(today, later);
          const start = startOfDay(validFrom ?? today, timeZone);
          const validUntil = addDays(validFrom ?? today, days);
          const length = parseDuration(limit);
          const allowed = length && addDuration(start, length, timeZone);
          const expected = (endOf(validUntil, timeZone) ?? 0) > (allowed ?? 0);
          const found = tooLong({ validFrom, validUntil }, limit, timeZone);
          expect(found).toHaveLength(expected ? 1 : 0);
          // What the help proposes is accepted.
          const proposed = /`validUntil: ([^`]+)`/.exec(found[0]?.help ?? '')?.[1];
          if (proposed) expect(tooLong({ validFrom, validUntil: proposed }, limit, timeZone)).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('counts from an hour that is still to come', () => {
    const validFrom = '2026-12-01T08:00:00Z';
    expect(tooLong({ validFrom, validUntil: '2026-12-31T08:00:00Z' })).toEqual([]);
    expect(tooLong({ validFrom, validUntil: '2026-12-31T08:00:01Z' })).toHaveLength(1);
    expect(tooLong({ validFrom, validUntil: '2026-12-31' })).toHaveLength(1);
  });

  test('is not stretched by a start that has passed', () => {
    expect(tooLong({ validFrom: '2026-10-01', validUntil: '2026-12-22' })).toEqual([]);
    expect(tooLong({ validFrom: '2026-10-01', validUntil: '2026-12-23' })).toHaveLength(1);
  });
});
