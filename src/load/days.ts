/** Days that were written as people write them elsewhere, and the text that was probably meant. */
import { parseDay, parseInstant } from '../model/period.ts';

const months = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july'],
  ...['august', 'september', 'october', 'november', 'december'],
];

const padded = (text: string) => text.padStart(2, '0');

/** A day of the calendar, or nothing. */
const dayOf = (year: string, month: string, day: string): string | undefined =>
  parseDay(`${year}-${padded(month)}-${padded(day)}`);

/** The number of a month by its name or the beginning of it. */
const monthNumber = (word: string): string => String(months.findIndex((month) => month.startsWith(word)) + 1);

/** `dec 3 2026`, `3rd of december, 2026`, in whatever order: the month says which number is the day. */
function withMonthInWords(text: string): string | undefined {
  const words = text
    .toLowerCase()
    .replace(/\b(\d{1,2})(?:st|nd|rd|th)\b/g, '$1')
    .split(/[\s,./-]+/)
    .filter((word) => word !== '' && word !== 'of' && word !== 'the');
  const year = words.find((word) => /^\d{4}$/.test(word));
  const day = words.find((word) => /^\d{1,2}$/.test(word));
  const month = words.find((word) => /^[a-z]{3,}$/.test(word));
  if (words.length !== 3 || !year || !day || !month) return undefined;
  return dayOf(year, monthNumber(month), day);
}

/** Every day that a text can be read as. More than one where nobody knows whether the day or the month comes first. */
export function readingsOfDay(text: string): readonly string[] {
  // A hyphen of a word processor is none.
  const trimmed = text.trim().replace(/[\u2010-\u2015\u2212]/g, '-');
  const [, year = '', second = '', third = ''] =
    /^(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})$/.exec(trimmed) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(trimmed) ?? [];
  // After the year comes the month. Where that cannot be, it is the day.
  const yearFirst = year && (dayOf(year, second, third) ?? dayOf(year, third, second));
  if (yearFirst) return [yearFirst];
  const [, one = '', two = '', last = ''] =
    /^(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})$/.exec(trimmed) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(trimmed) ?? [];
  const found = last
    ? [dayOf(last, two, one), dayOf(last, one, two)]
    : [/[a-z]/i.test(trimmed) && trimmed.length < 40 ? withMonthInWords(trimmed) : undefined];
  return [...new Set(found.filter((day) => day !== undefined))];
}

const form = 'write year, month and day, such as `2026-12-23`';

/** What is wrong with a text that is no day, after the value. */
export function wrongDay(text: string): string {
  const year = Number(/^(\d{4})-\d{2}-\d{2}$/.exec(text)?.[1] ?? Number.NaN);
  if (Number.isNaN(year)) return readingsOfDay(text).length > 0 ? 'is a day in another form' : 'is not a day';
  if (year > 2099) return 'is too far away: the last year is 2099';
  return year < 1970 ? 'is too long ago: the first year is 1970' : 'is not a day in the calendar';
}

/** What to write for a day. */
export function helpWithDay(text: string): string {
  const [reading, other] = readingsOfDay(text);
  if (reading !== undefined && other !== undefined)
    return `${form}; \`${text}\` could be \`${reading}\` or \`${other}\``;
  if (reading !== undefined) return `write \`${reading}\``;
  const [, month = ''] = /^(\d{4}-\d{2})-(?:29|30|31)$/.exec(text) ?? [];
  const last = ['30', '29', '28'].find((day) => parseDay(`${month}-${day}`) !== undefined);
  return last === undefined ? form : `write \`${month}-${last}\` for the last day of that month`;
}

/** The day that a text means, in any form that can only mean one, or what to write instead. */
export function readDay(text: string): { readonly day: string } | { readonly problem: string } {
  const [reading, ...others] = parseDay(text) === undefined ? readingsOfDay(text) : [text];
  return reading !== undefined && others.length === 0 && parseDay(reading) !== undefined
    ? { day: reading }
    : { problem: helpWithDay(text) };
}

/** A day with a time of day after it, however the two are held together. */
const dayAndTime = /^(.+?)(?:T|t| |, | at )(\d{1,2}:\d{2}(?::\d{2})?) ?(Z|z|UTC|[+-]\d{1,2}(?::?\d{2})?)?$/;

/** What a text says of a day and a time, in the right form: `2026-12-23T18:00`, and the offset where it has one. */
function readTime(text: string): { day: string; local: string; offset: string | undefined } | undefined {
  const [, date = '', clock = '', zone] = text.length < 60 ? (dayAndTime.exec(text.trim()) ?? []) : [];
  const [day, other] = parseDay(date) === undefined ? readingsOfDay(date) : [date];
  if (day === undefined || other !== undefined) return undefined;
  const local = `${day}T${clock.padStart(clock.split(':').length === 3 ? 8 : 5, '0')}`;
  if (parseInstant(`${local}Z`) === undefined) return undefined;
  const [, sign = '', hours = '', minutes = '00'] = /^([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(zone ?? '') ?? [];
  const offset = sign ? `${sign}${padded(hours)}:${minutes}` : zone && 'Z';
  return { day, local, offset };
}

const momentForm =
  'write a day such as `2026-12-23`, or a time with its offset such as `2026-12-23T18:00:00+01:00`';

/** What is wrong with a text that is neither a day nor an instant, after the value. */
export function wrongMoment(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return wrongDay(text);
  const time = readTime(text);
  if (time && time.offset === undefined)
    return 'is a time without an offset, so nobody knows which hour is meant';
  if (time) return 'is a time in another form';
  return readingsOfDay(text).length > 0 ? wrongDay(text) : 'is neither a day nor a time';
}

/** What to write for a day or an instant. */
export function helpWithMoment(text: string): string {
  const time = readTime(text);
  const instant = time?.offset === undefined ? undefined : `${time.local}${time.offset}`;
  if (instant !== undefined && parseInstant(instant) !== undefined) return `write \`${instant}\``;
  if (time)
    return `write \`${time.day}\` for the whole day, or the time with its offset, such as \`${time.local}+01:00\``;
  const help = helpWithDay(text);
  return help === form ? momentForm : help;
}
