/** Lengths of time that were written as people say them, and the text that was probably meant. */
import { durationInWords, parseDuration } from '../model/period.ts';

const numbers = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six'],
  ...['seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
];

type Unit = 'm' | 'h' | 'd' | 'w' | 'month' | 'year';
type Part = readonly [amount: number, unit: Unit];

/** The words for each unit. `m` is a minute, as in the format; a month has to be written out. */
const units: readonly (readonly [words: RegExp, unit: Unit])[] = [
  [/^(?:m|mins?|minutes?)$/, 'm'],
  [/^(?:h|hrs?|hours?)$/, 'h'],
  [/^(?:d|days?)$/, 'd'],
  [/^(?:w|wks?|weeks?)$/, 'w'],
  [/^(?:mo|mos|mon|mth|months?)$/, 'month'],
  [/^(?:y|yrs?|years?)$/, 'year'],
];

const part = /(\d{1,5}(?:[.,]\d{1,2})?|[a-z]+) ?([a-z]+)/y;

/** `1 hour and 30 minutes` as amounts and units; nothing where any of it is not understood. */
function partsOf(text: string): readonly Part[] {
  const words = text.toLowerCase().trim().replace(/\s+/g, ' ');
  const parts: Part[] = [];
  // `1M` is a month to some and a minute to others.
  if (words.length > 40 || /\dM$/.test(text)) return parts;
  for (let at = 0; at < words.length; ) {
    part.lastIndex = at;
    const [all = '', number = '', word = ''] = part.exec(words) ?? [];
    const amount = /^\d/.test(number)
      ? Number(number.replace(',', '.'))
      : /^an?$/.test(number)
        ? 1
        : numbers.indexOf(number);
    const unit = units.find(([names]) => names.test(word))?.[1];
    if (all === '' || amount <= 0 || unit === undefined) return [];
    parts.push([amount, unit]);
    at += all.length;
    at += /^(?:,? and |, ?| )?/.exec(words.slice(at))?.[0].length ?? 0;
  }
  return parts;
}

/** No access is over in less; whoever writes `3m` may mean months. */
const leastMinutes = 5;

/** Whether a length of time is so short that something else was probably meant. */
export function isTooShort(text: string): boolean {
  const duration = parseDuration(text);
  if (!duration) return false;
  const { years, months, weeks, days, hours, minutes, seconds } = duration;
  return years + months + weeks + days + hours === 0 && minutes * 60 + seconds < leastMinutes * 60;
}

const form = 'write `45m`, `8h`, `30d` or `2w`';
const daysOf: Readonly<Partial<Record<Unit, number>>> = { month: 30, year: 365 };

/** What is wrong with a text that is no length of time, after the value. */
export function wrongDuration(text: string): string {
  if (isTooShort(text))
    return `is ${durationInWords(text)}, and nothing here lasts less than ${leastMinutes} minutes${text.endsWith('m') ? ': minutes or months?' : ''}`;
  if (/^\d+$/.test(text) && Number(text) > 0) return 'has no unit';
  if (/^[P+-]?T?0+ ?[a-z]*$/i.test(text) || text.startsWith('-')) return 'is no time at all';
  const unit = partsOf(text).find(([, one]) => daysOf[one] !== undefined)?.[1];
  if (unit === undefined)
    return durationMeant(text) === undefined
      ? 'is not a length of time'
      : 'is a length of time in another form';
  return `does not say how many days: ${unit === 'month' ? 'months' : 'years'} are not all equally long`;
}

/** What to write for a length of time. */
export function helpWithDuration(text: string): string {
  if (isTooShort(text)) {
    const months = Number(/^(\d)m$/.exec(text)?.[1] ?? 0);
    return months === 0
      ? `write \`${leastMinutes}m\` or more`
      : `write \`${months * 30}d\` for ${months === 1 ? 'a month' : `${months} months`}, or \`${leastMinutes}m\` and more for minutes`;
  }
  if (/^\d{1,5}$/.test(text) && Number(text) > 0)
    return `write \`${Number(text)}d\` for days, or \`${Number(text)}h\` for hours`;
  const meant = durationMeant(text);
  if (meant === undefined) return form;
  const inDays = partsOf(text).some(([, unit]) => daysOf[unit] !== undefined);
  return inDays ? `count in days, such as \`${meant}\`` : `write \`${meant}\``;
}

/** The length of time that a text was meant to be. */
export function durationMeant(text: string): string | undefined {
  const parts = partsOf(text);
  const [first, ...more] = parts;
  const meant =
    first === undefined ? text.trim().toUpperCase() : more.length > 0 ? inMinutes(parts) : alone(first);
  return meant !== undefined && parseDuration(meant) !== undefined && !isTooShort(meant) ? meant : undefined;
}

function alone(part: Part): string {
  const [amount, unit] = part;
  const days = daysOf[unit];
  if (days !== undefined) return `${amount * days}d`;
  return Number.isInteger(amount) ? `${amount}${unit}` : (inMinutes([part]) ?? '');
}

/** Hours and minutes together. A day is not always 24 hours. */
function inMinutes(parts: readonly Part[]): string | undefined {
  const isClock = parts.every(([, unit]) => unit === 'h' || unit === 'm');
  return isClock
    ? `${parts.reduce((sum, [amount, unit]) => sum + amount * (unit === 'h' ? 60 : 1), 0)}m`
    : undefined;
}
