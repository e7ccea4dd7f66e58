/** Whether a grant gives access at an instant: the one answer that every list, plan and connector uses. */
import { Temporal } from 'temporal-polyfill';
import { type End, employmentEnded, endOfGrant, hasBegun, startOfGrant } from './entitlement.ts';
import type { Grant } from './grant.ts';
import { type Instant, startOf } from './period.ts';
import type { Person } from './person.ts';
import type { Sourced } from './workspace.ts';

/** Why somebody has no access now although a file says so. */
export type NotEffective =
  | 'flawed'
  | 'not approved'
  | 'unknown person'
  | 'inactive'
  | 'employment ended'
  | 'not yet begun'
  | 'ended'
  | 'end unknown'
  | 'outside its hours'
  | 'not started';

/** A grant, and what becomes of it at an instant. */
export interface Access {
  readonly grant: Sourced<Grant>;
  readonly startedAt: Instant | undefined;
  readonly end: End;
  /** Why it gives no access; absent where it does. */
  readonly notEffective?: NotEffective;
  /** Its end counts from a merge that cannot be looked up here: elsewhere, it may be known. */
  readonly isStartLost?: true;
}

/** When, and what is known of the grant besides its file. */
export interface EffectiveAt {
  readonly now: Instant;
  readonly timeZone: string;
  /** The merge that set its `requestedAt`, where it is known. */
  readonly startedAt: Instant | undefined;
  /** Whether the ledger holds just this content as approved or found; `undefined` where there is no ledger to ask. */
  readonly isRecorded?: boolean | undefined;
  /** Whether its end counts from a merge that cannot be looked up here. */
  readonly isStartLost?: boolean;
}

/**
 * Whether a grant gives access at `now`: the answer is `undefined` when it does, and the reason when it does not. A day
 * counts in the time zone of the organization, the last one as a whole; an instant is exclusive. What has to be started
 * by its holder (`activation`) gives none by itself.
 */
export function whyNotEffective(
  grant: Sourced<Grant>,
  person: Sourced<Person> | undefined,
  at: EffectiveAt,
): NotEffective | undefined {
  if (grant.flawed || person?.flawed) return 'flawed';
  if (at.isRecorded === false) return 'not approved';
  if (!person) return 'unknown person';
  if (!person.value.active) return 'inactive';
  if (employmentEnded(person.value, at)) return 'employment ended';
  if (!hasBegun(person.value, at)) return 'not yet begun';
  const start = startOfGrant(grant.value, at.timeZone);
  if (start !== undefined && start > at.now) return 'not yet begun';
  if (at.startedAt === undefined && isAskedForLater(grant.value, at)) return 'not yet begun';
  const end = at.isStartLost ? 'unknown' : endOfGrant(grant.value, at.timeZone, at.startedAt);
  if (end === 'unknown') return 'end unknown';
  if (end !== 'standing' && end.at <= at.now) return 'ended';
  if (grant.value.activation) return 'not started';
  const { windows } = grant.value;
  return windows && !windows.some((window) => isOpen(window, at)) ? 'outside its hours' : undefined;
}

/** A `duration` whose merge nobody knows counts from its request; one that lies ahead has begun nothing. */
function isAskedForLater({ duration, requestedAt }: Grant, at: { now: Instant; timeZone: string }): boolean {
  const asked =
    duration === undefined || requestedAt === undefined ? undefined : startOf(requestedAt, at.timeZone);
  return asked !== undefined && asked > at.now;
}

type Window = NonNullable<Grant['windows']>[number];
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/**
 * Whether a working window is open, by the clock on the wall: the hour that comes twice in autumn is open twice. A
 * window that ends no later than it begins goes on until that time of the next day, and belongs to the day on which it
 * begins.
 */
function isOpen({ days, from, to }: Window, at: { now: Instant; timeZone: string }): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(at.now).toZonedDateTimeISO(at.timeZone);
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  const begins = (daysAgo: number) => {
    const day = weekdays[(local.dayOfWeek - 1 - daysAgo + 7) % 7];
    return day !== undefined && days.includes(day);
  };
  if (from < to) return begins(0) && from <= time && time < to;
  return (begins(0) && from <= time) || (begins(1) && time < to);
}
