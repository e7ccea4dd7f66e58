import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lengthOf } from '../../src/model/entitlement.ts';
import { isAlwaysShorter } from '../../src/model/shorter.ts';

describe('a duration that is always shorter', () => {
  test.each([
    ['29d', '30d'],
    ['1h', '2h'],
    ['8h', '1d'],
    ['4w', 'P2M'],
    ['P11M', 'P12M'],
    ['PT30M', '45m'],
    ['P1M', 'P1M1D'],
  ])('%s than %s', (one, other) => {
    expect([isAlwaysShorter(one, other), isAlwaysShorter(other, one)]).toEqual([true, false]);
  });

  test.each([
    ['30d', '30d'],
    ['2w', '14d'],
    ['30d', 'P1M'],
    ['28d', 'P1M'],
    ['60d', 'P2M'],
    ['24h', '1d'],
    ['365d', 'P1Y'],
    ['soon', '1d'],
    ['1d', ''],
  ])('neither of %s and %s', (one, other) => {
    expect([isAlwaysShorter(one, other), isAlwaysShorter(other, one)]).toEqual([false, false]);
  });

  const duration = fc
    .record({ m: fc.nat(30), d: fc.nat(400), h: fc.nat(60) })
    .filter(({ m, d, h }) => m + d + h > 0)
    .map(({ m, d, h }) => `P${m ? `${m}M` : ''}${d ? `${d}D` : ''}${h ? `TT${h}H`.slice(1) : ''}`);
  // Both nights on which the clocks change, the end of a month, leap years.
  const starts = fc.date({
    min: new Date('2026-01-01T00:00:00Z'),
    max: new Date('2040-01-01T00:00:00Z'),
    noInvalidDate: true,
  });

  test('is shorter whenever both begin', () => {
    fc.assert(
      fc.property(duration, duration, starts, (one, other, start) => {
        fc.pre(isAlwaysShorter(one, other));
        const length = (text: string) => lengthOf(text, start.getTime(), 'Europe/Lisbon');
        expect(length(one)).toBeLessThan(length(other));
      }),
      { numRuns: 2_000 },
    );
  });
});
