/** The trend: the same numbers, month by month. */
import { dayOf } from '../model/period.ts';
import type { LedgerRecord } from '../model/record.ts';
import type { MetricsOf } from './metrics.ts';
import { type Month, monthsOf } from './months.ts';
import { type FirstErrors, firstOf, type TimesOfMany, timesOfMany } from './request-numbers.ts';
import { type GrantRequest, timesOf } from './requests.ts';

export interface MonthNumbers extends Month {
  readonly requests: number;
  readonly times: TimesOfMany;
  readonly first: FirstErrors;
}

/** Each month of the requests, and those between them. */
export function monthNumbers(
  records: readonly LedgerRecord[],
  requests: readonly GrantRequest[],
  {
    timeZone,
    smallestGroup,
    from = Number.NEGATIVE_INFINITY,
    to = Number.POSITIVE_INFINITY,
  }: Pick<MetricsOf, 'timeZone' | 'smallestGroup' | 'from' | 'to'>,
): readonly MonthNumbers[] {
  const within = records.filter((record) => {
    const merged = record.kind === 'decision' ? Date.parse(record.times.merged) : Number.NaN;
    return merged >= from && merged < to;
  });
  return monthsOf(within, timeZone).map((month) => {
    const those = requests.filter(({ mergedAt }) => dayOf(mergedAt, timeZone).startsWith(month.month));
    return {
      ...month,
      requests: those.length,
      times: timesOfMany(
        those.map((request) => ({ people: request.people, times: timesOf(request) })),
        smallestGroup,
      ),
      first: firstOf(those),
    };
  });
}
