/**
 * Days, instants and durations. Each has one strict parser; time zone arithmetic comes from Temporal.
 *
 * A day is inclusive and counted in the organization's time zone; an instant is exclusive.
 */
import { Temporal } from 'temporal-polyfill';

/** A calendar day as `YYYY-MM-DD`. Such days compare correctly as text. */
export type Day = string;
/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const shortDurationPattern = /^([1-9]\d{0,4})([mhdw])$/;
const isoDurationPattern =
  /^P(?=.)(\d{1,3}Y)?(\d{1,4}M)?(\d{1,4}W)?(\d{1,5}D)?(T(?=.)(\d{1,5}H)?(\d{1,5}M)?(\d{1,5}S)?)?$/;
const firstYear = 1970;
const lastYear = 2099;

const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Reads a calendar day. 2026-02-30, 20261223 and a year past 2099 are `undefined`. */
export function parseDay(text: string): Day | undefined {
  const match = dayPattern.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < firstYear || year > lastYear || month < 1 || month > 12) return undefined;
  return day >= 1 && (day <= 28 || day <= daysInMonth(year, month)) ? text : undefined;
}

/** Reads an RFC 3339 instant; the offset is required, because an hour without one is a guess. */
export function parseInstant(text: string): Instant | undefined {
  if (!instantPattern.test(text) || parseDay(text.slice(0, 10)) === undefined) return undefined;
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return undefined;
  }
}

/** Reads `45m`, `8h`, `30d`, `2w` or ISO 8601 (`P1M`, `PT8H`). Nothing and less than nothing are `undefined`. */
export function parseDuration(text: string): Temporal.Duration | undefined {
  const short = shortDurationPattern.exec(text);
  if (short) {
    const amount = Number(short[1]);
    const unit = { m: 'minutes', h: 'hours', d: 'days', w: 'weeks' }[short[2] ?? ''];
    return unit ? Temporal.Duration.from({ [unit]: amount }) : undefined;
  }
  if (!isoDurationPattern.test(text)) return undefined;
  const duration = Temporal.Duration.from(text);
  return duration.sign > 0 ? duration : undefined;
}

/** Whether `text` names an IANA time zone (`Europe/Lisbon`), not an offset. */
export const isTimeZone = (text: string): boolean => timeZoneNamed(text) !== undefined;

/** The IANA time zone that `text` names, with its capital letters: `europe/lisbon` is `Europe/Lisbon`. */
export function timeZoneNamed(text: string): string | undefined {
  if (!/^[A-Za-z]+(\/[A-Za-z0-9_+-]+)*$/.test(text)) return undefined;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text).timeZoneId;
  } catch {
    return undefined;
  }
}

/** The day that it is at `now` in `timeZone`. */
export const dayOf = (now: Instant, timeZone: string): Day =>
  Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate().toString();

/** The local time at `now` in `timeZone`, to the minute: `2026-12-11 14:30`. */
export const timeOf = (now: Instant, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ');

/** The first instant of a day in `timeZone`: not always midnight, where clocks change. */
export const startOfDay = (day: Day, timeZone: string): Instant =>
  Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds;

/** The day `days` later (or earlier, when negative). */
export const addDays = (day: Day, days: number): Day => Temporal.PlainDate.from(day).add({ days }).toString();

/** How many days `to` is after `from`. */
export const daysBetween = (from: Day, to: Day): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;

/** The instant a duration after `start`: days, weeks and months by the calendar of `timeZone`, hours by the clock. */
export const addDuration = (start: Instant, duration: Temporal.Duration, timeZone: string): Instant =>
  Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timeZone).add(duration).epochMilliseconds;

/**
 * The instant a duration of working time after `start`: Saturdays and Sundays of `timeZone` do not count, a day is a
 * working day and a week five of them. Months and years go by the calendar.
 */
export function addWorkingTime(start: Instant, duration: Temporal.Duration, timeZone: string): Instant {
  const { years, months, weeks, days } = duration;
  let at = toWorkingDay(
    Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timeZone).add({ years, months }),
  );
  for (let left = weeks * 5 + days; left > 0; left -= 1) at = toWorkingDay(at.add({ days: 1 }), true);
  let rest = duration.with({ years: 0, months: 0, weeks: 0, days: 0 }).total({ unit: 'milliseconds' });
  for (;;) {
    const midnight = at.add({ days: 1 }).startOfDay();
    const today = midnight.epochMilliseconds - at.epochMilliseconds;
    if (rest <= today) return at.epochMilliseconds + rest;
    rest -= today;
    at = toWorkingDay(midnight);
  }
}

/** The same instant on a working day; otherwise the beginning of the next one, or its same time of day. */
function toWorkingDay(at: Temporal.ZonedDateTime, keepTime = false): Temporal.ZonedDateTime {
  const ahead = at.dayOfWeek > 5 ? 8 - at.dayOfWeek : 0;
  if (ahead === 0) return at;
  const moved = at.add({ days: ahead });
  return keepTime ? moved : moved.startOfDay();
}

/** A company's grants begin and end on the same few days, and a calendar is slow to ask: so many answers are kept. */
const mostKept = 10_000;

function kept(
  ask: (moment: string, timeZone: string) => Instant | undefined,
): (moment: string, timeZone: string) => Instant | undefined {
  const known = new Map<string, Instant | undefined>();
  return (moment, timeZone) => {
    const key = `${timeZone} ${moment}`;
    const before = known.get(key);
    if (before !== undefined || known.has(key)) return before;
    const answer = ask(moment, timeZone);
    if (known.size < mostKept) known.set(key, answer);
    return answer;
  };
}

/** The instant at which a day or an instant begins. */
export const startOf = kept((moment, timeZone) => {
  const day = parseDay(moment);
  return day === undefined ? parseInstant(moment) : startOfDay(day, timeZone);
});

/** The first instant at which access is over: after the whole of a day, or exactly at an instant. */
export const endOf = kept((moment, timeZone) => {
  const day = parseDay(moment);
  return day === undefined ? parseInstant(moment) : startOfDay(addDays(day, 1), timeZone);
});

/** Whether a day or an instant has passed. `today` is the day of `now` in the organization's time zone. */
export function isPast(moment: string, at: { now: Instant; today: Day }): boolean {
  const day = parseDay(moment);
  if (day !== undefined) return day < at.today;
  const instant = parseInstant(moment);
  return instant !== undefined && instant <= at.now;
}

const unitWords = {
  years: 'year',
  months: 'month',
  weeks: 'week',
  days: 'day',
  hours: 'hour',
  minutes: 'minute',
  seconds: 'second',
} as const;

/** A duration in words: `30d` is "30 days". */
export function durationInWords(text: string): string {
  const duration = parseDuration(text);
  if (!duration) return text;
  const parts = Object.entries(unitWords).flatMap(([unit, word]) => {
    const amount = duration[unit as keyof typeof unitWords];
    return amount ? [`${amount} ${word}${amount === 1 ? '' : 's'}`] : [];
  });
  return parts.join(' and ');
}

/** `2026-12-23` as "23 December 2026"; what is no day stays as it is. */
export const dayInWords = (text: string): string => {
  const day = parseDay(text);
  return day === undefined
    ? text
    : new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(day));
};
