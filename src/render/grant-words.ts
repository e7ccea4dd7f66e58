/** What a grant says, in the words of the comment. */
import { type FoundRole, findRole, own } from '../model/entitlement.ts';
import type { Grant } from '../model/grant.ts';
import {
  dayInWords,
  dayOf,
  daysBetween,
  durationInWords,
  parseDay,
  parseDuration,
  parseInstant,
} from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import { code, listed, plain } from './markdown.ts';
import { amount } from './summary.ts';

export interface At {
  readonly now: number;
  readonly timeZone: string;
}

/** What a grant is about: by its content, or by its path where that could not be read. */
export interface About {
  readonly subject: string;
  readonly system: string;
  readonly role: string;
}

type Window = NonNullable<Grant['windows']>[number];

/** The role that is meant; `undefined` where nobody knows it. */
export const roleOf = (workspace: Workspace, { system, role }: About): FoundRole | undefined =>
  workspace.systems.isRead(system) ? findRole(workspace, system, role) : undefined;

/** "Viewer in Payroll". */
export function roleInWords(about: About, workspace: Workspace, most?: number): string {
  const found = roleOf(workspace, about);
  return `${plain(found?.role.title ?? about.role, most)} in ${plain(found?.system.value.name ?? about.system, most)}`;
}

/** What permissions allow, as the system describes them: "See payslips; Change salaries". */
export const permissionsInWords = (permissions: readonly string[], found: FoundRole | undefined): string =>
  listed(
    permissions.map((permission) => plain(own(found?.system.value.permissions, permission) ?? permission)),
    '; ',
  );

/** When a grant ends: "22 December 2026 (in 29 days)". */
export function endInWords(grant: Grant, { now, timeZone }: At): string {
  if (grant.standing) return 'no end; it is kept alive by access reviews';
  const parts: string[] = [];
  if (grant.validUntil !== undefined) {
    const day = parseDay(grant.validUntil);
    const left = day === undefined ? -1 : daysBetween(dayOf(now, timeZone), day);
    const soon = left === 0 ? ' (today)' : left > 0 ? ` (in ${amount(left, 'day')})` : '';
    parts.push(`${momentInWords(grant.validUntil, timeZone)}${soon}`);
  }
  if (grant.duration !== undefined) parts.push(`${lengthInWords(grant.duration)} after the approval`);
  return parts.length > 0 ? parts.join(' and ') : 'no end was written';
}

/** The same for a line of a table: "22 Dec 2026", "8 hours from approval". */
export function endInShort(grant: Grant, timeZone: string): string {
  if (grant.standing) return '**no end**';
  const parts: string[] = [];
  if (grant.validUntil !== undefined) parts.push(shortMoment(grant.validUntil, timeZone));
  if (grant.duration !== undefined)
    parts.push(
      parseDuration(grant.duration) ? `${durationInWords(grant.duration)} from approval` : 'unclear',
    );
  return parts.length > 0 ? parts.join(' and ') : 'no end written';
}

/** A duration in words. What is none is text from the file, and not harmless. */
export const lengthInWords = (duration: string): string =>
  parseDuration(duration) ? durationInWords(duration) : code(duration);

/** `2026-12-23` as "23 December 2026"; an instant with its time in the organization's time zone. */
export function momentInWords(moment: string, timeZone: string): string {
  if (parseDay(moment) !== undefined) return dayInWords(moment);
  const instant = parseInstant(moment);
  return instant === undefined
    ? code(moment)
    : `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone }).format(instant)} (${timeZone})`;
}

function shortMoment(moment: string, timeZone: string): string {
  const day = parseDay(moment);
  const instant = day === undefined ? parseInstant(moment) : Date.parse(day);
  if (instant === undefined) return 'unclear';
  const clock = day === undefined ? { timeStyle: 'short' as const, timeZone } : { timeZone: 'UTC' };
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', ...clock }).format(instant);
}

const weekDays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The hours in which access works, the longest first: "Mon to Fri, 08:00 to 17:30". */
export const windowsInWords = (windows: readonly Window[], most?: number): string =>
  listed(
    windows
      .toSorted((a, b) => minutesOf(b) - minutesOf(a))
      .map(({ days, from, to }) => `${daysInWords(days)} ${timeInWords(from)} to ${timeInWords(to)}`),
    '; ',
    most,
  );

const timeInWords = (time: string): string => (/^\d\d:\d\d$/.test(time) ? time : plain(time, 20));

/** How many minutes a week a window is open; one that ends before it starts goes over midnight. */
function minutesOf({ days, from, to }: Window): number {
  const minute = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const length = minute(to) - minute(from);
  return (length > 0 ? length : length + 24 * 60) * days.length;
}

/** "Mon to Fri", "Tue and Thu", "every day": three days or more in a row are said by the first and the last. */
function daysInWords(days: Window['days']): string {
  const present = weekDays.filter((day) => days.includes(day));
  if (present.length === weekDays.length) return 'every day';
  const runs: string[][] = [];
  for (const [index, day] of weekDays.entries()) {
    if (!present.includes(day)) continue;
    const run = index > 0 && present.includes(weekDays[index - 1] ?? day) ? runs.at(-1) : undefined;
    if (run) run.push(dayName(day));
    else runs.push([dayName(day)]);
  }
  const parts = runs.flatMap((run) => (run.length > 2 ? [`${run[0]} to ${run.at(-1)}`] : run));
  const last = parts.pop();
  return parts.length > 0 ? `${parts.join(', ')} and ${last}` : `${last}`;
}

const dayName = (day: string): string => day.charAt(0).toUpperCase() + day.slice(1);

/** When access has to be started each time. */
export const activationInWords = ({ max, perWeek }: NonNullable<Grant['activation']>): string =>
  `only after switching it on, for at most ${lengthInWords(max)} at a time, ${perWeek === 1 ? 'once' : `${perWeek} times`} a week`;
