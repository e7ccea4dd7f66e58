/** The string formats of the schemas, each with its strict parser and what to say when it does not fit. */

import { isTimeZone, parseDay, parseDuration, parseInstant } from '../model/period.ts';
import type { GrantbookFormat } from '../model/schema.ts';

const namePattern = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

/** Whether a text can be a user name, a system or a role: lower-case ASCII, at most 64 characters. */
export const isName = (text: string): boolean => text.length <= 64 && namePattern.test(text);

const unicodeName = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Why a text cannot be a name, in words. */
export function whyNotAName(text: string): string {
  const foreign = [...text].find((character) => character > '\u007f');
  if (foreign)
    return `\`${foreign}\` (${unicodeName(foreign)}) is none of the letters a to z, even if it looks like one`;
  if (text.length > 64) return 'it is longer than 64 characters';
  if (text !== text.toLowerCase()) return `it has capital letters; write \`${text.toLowerCase()}\``;
  return 'a name is made of small letters and digits, with single dots, dashes or underscores between them';
}

export interface FormatText {
  readonly accepts: (text: string) => boolean;
  /** What is wrong, after the value. */
  readonly wrong: (text: string) => string;
  readonly help: string;
}

export const formats: Readonly<Record<GrantbookFormat, FormatText>> = {
  'user-name': {
    accepts: isName,
    wrong: (text) => `is not a user name: ${whyNotAName(text)}`,
    help: 'write the user name as the file in `policies/people/` is called, such as `ana.costa`',
  },
  identifier: {
    accepts: isName,
    wrong: (text) => `is not an id: ${whyNotAName(text)}`,
    help: 'write it like `help-desk` or `viewer`',
  },
  day: {
    accepts: (text) => parseDay(text) !== undefined,
    wrong: wrongDay,
    help: 'write year, month and day, such as `2026-12-23`',
  },
  moment: {
    accepts: (text) => parseDay(text) !== undefined || parseInstant(text) !== undefined,
    wrong: wrongMoment,
    help: 'write a day such as `2026-12-23`, or a time with its offset such as `2026-12-23T18:00:00+01:00`',
  },
  duration: {
    accepts: (text) => parseDuration(text) !== undefined,
    wrong: () => 'is not a length of time',
    help: 'write `45m`, `8h`, `30d` or `2w`',
  },
  'time-zone': {
    accepts: isTimeZone,
    wrong: () => 'is not a time zone',
    help: 'write a name of the IANA list, such as `Europe/Lisbon`',
  },
};

function wrongDay(text: string): string {
  const year = /^(\d{4})-\d{2}-\d{2}$/.exec(text)?.[1];
  if (!year) return 'is not a day';
  return Number(year) > 2099 ? 'is too far away: the last year is 2099' : 'is not a day in the calendar';
}

function wrongMoment(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return wrongDay(text);
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text))
    return 'is a time without an offset, so nobody knows which hour is meant';
  return 'is neither a day nor a time';
}
