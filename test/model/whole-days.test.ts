import { describe, expect, test } from 'vitest';
import { lastWholeDay } from '../../src/model/entitlement.ts';

describe('the last day that a period holds as a whole', () => {
  test.each([
    ['2026-11-01', '30d', '2026-11-30'],
    ['2026-11-01', '1d', '2026-11-01'],
    ['2026-11-01', '2w', '2026-11-14'],
    ['2026-11-01', 'P1M', '2026-11-30'],
    ['2027-01-31', 'P1M', '2027-02-27'],
    ['2028-01-31', 'P1M', '2028-02-28'],
    ['2028-02-29', 'P1Y', '2029-02-27'],
    ['2026-12-31', '1d', '2026-12-31'],
    ['2026-12-31', '2d', '2027-01-01'],
    // Over the change of the clock in October: thirty days are still thirty days.
    ['2026-10-10', '30d', '2026-11-08'],
    // Hours may hold no whole day, and that day may have 25 of them.
    ['2026-11-01', '8h', undefined],
    ['2026-11-01', '36h', '2026-11-01'],
    ['2026-10-25', '24h', undefined],
    ['2026-10-25', '25h', '2026-10-25'],
    ['2026-03-29', '23h', '2026-03-29'],
    ['2026-11-01', 'forever', undefined],
  ])('from %s for %s', (start, duration, last) => {
    expect(lastWholeDay(start, duration, 'Europe/Lisbon')).toBe(last);
  });

  test.each([
    ['2018-11-03', '1d', '2018-11-03'],
    ['2018-11-04', '1d', '2018-11-04'],
    ['2018-10-05', '30d', '2018-11-03'],
  ])('from %s for %s, where midnight of 2018-11-04 does not exist', (start, duration, last) => {
    expect(lastWholeDay(start, duration, 'America/Sao_Paulo')).toBe(last);
  });
});
