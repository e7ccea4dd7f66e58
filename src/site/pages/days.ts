/** Days as people read them. */
import type { Day } from '../../model/period.ts';

const format = (options: Intl.DateTimeFormatOptions) => {
  const by = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
  return (day: Day): string => by.format(Date.parse(day));
};

/** `2026-12-23` as "23 December 2026". */
export const dayInWords = format({ dateStyle: 'long' });

/** "Wednesday 23 December". */
export const weekdayInWords = format({ weekday: 'long', day: 'numeric', month: 'long' });

/** "December 2026", of a day in it. */
export const monthInWords = format({ month: 'long', year: 'numeric' });

/** "Dec". */
export const monthInShort = format({ month: 'short' });
