/** When something that is reviewed from time to time is due again. */
import { firstInstant, lengthOf } from './entitlement.ts';
import { dayOf, type Instant } from './period.ts';

/** The instant at which the next review is due; nothing where the last one or the period cannot be read. */
export function reviewDueAt(last: string, every: string, timeZone: string): Instant | undefined {
  const start = firstInstant(last, timeZone);
  if (start === undefined) return undefined;
  const length = lengthOf(every, start, timeZone);
  return length > 0 ? start + length : undefined;
}

/** The same as a day. Depends on no clock. */
export function reviewDueOn(last: string, every: string, timeZone: string): string | undefined {
  const due = reviewDueAt(last, every, timeZone);
  return due === undefined ? undefined : dayOf(due, timeZone);
}
