/** Which of two durations is the shorter one, whenever they begin. */
import type { Temporal } from 'temporal-polyfill';
import { parseDuration } from './period.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** What a duration consists of: a month has no fixed number of days, and a day no fixed number of hours. */
const partsOf = ({ years, months, weeks, days, hours, minutes, seconds }: Temporal.Duration) => ({
  months: 12 * years + months,
  days: 7 * weeks + days,
  time: hour * hours + 60_000 * minutes + 1_000 * seconds,
});

type Parts = ReturnType<typeof partsOf>;

/** At least, in milliseconds: from February on, and over the night that is an hour short. */
const atLeast = ({ months, days, time }: Parts): number =>
  (months > 0 ? Math.floor((months * 365) / 12) - 3 : 0) * day + days * day + time - change(months + days);
/** At most, in milliseconds: from July on, and over the night that is an hour long. */
const atMost = ({ months, days, time }: Parts): number =>
  (months > 0 ? Math.ceil((months * 366) / 12) + 1 : 0) * day + days * day + time + change(months + days);

const change = (calendarUnits: number): number => (calendarUnits > 0 ? hour : 0);

/**
 * Whether a duration is shorter than another one, on whatever day of whatever year both begin: `29d` is shorter than
 * `30d`, and `8h` than `1d`, but `30d` is not always shorter than a month, nor a month than `30d`. What is no duration
 * is shorter than nothing.
 */
export function isAlwaysShorter(one: string, other: string): boolean {
  const [a, b] = [parseDuration(one), parseDuration(other)];
  if (!a || !b) return false;
  const [x, y] = [partsOf(a), partsOf(b)];
  const inNoPartLonger = x.months <= y.months && x.days <= y.days && x.time <= y.time;
  const inSomePartShorter = x.months < y.months || x.days < y.days || x.time < y.time;
  return inNoPartLonger ? inSomePartShorter : atMost(x) < atLeast(y);
}
