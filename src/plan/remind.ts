/** Whom to remind of which access that ends soon. */
import type { Access } from '../model/effective.ts';
import { addDuration, type Instant, parseDuration, startOf } from '../model/period.ts';

/** A grant that ends soon. */
export interface DueReminder {
  readonly access: Access;
  readonly endsAt: Instant;
  /** The latest of the settings' steps that has been reached, as written: `3d`. */
  readonly step: string;
}

/** What one person is told. */
export interface Reminder {
  readonly subject: string;
  /** What ends first comes first. */
  readonly due: readonly DueReminder[];
}

/** Where the settings name no steps. */
export const usualSteps = ['14d', '3d', '1d'];

/**
 * The reminders that are due at `now`: of access that works, and ends within one of these steps. None comes before half
 * of the period is over, since whoever was given three days need not hear of it on the first.
 */
export function planReminders(
  accesses: readonly Access[],
  at: { readonly now: Instant; readonly timeZone: string; readonly steps?: readonly string[] | undefined },
): Reminder[] {
  const bySubject = new Map<string, DueReminder[]>();
  for (const access of accesses) {
    const due = dueOf(access, at);
    if (!due) continue;
    const { subject } = access.grant.value;
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), due]);
  }
  return [...bySubject]
    .map(([subject, due]) => ({
      subject,
      due: due.toSorted(
        (a, b) => a.endsAt - b.endsAt || (a.access.grant.path < b.access.grant.path ? -1 : 1),
      ),
    }))
    .toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
}

function dueOf(
  access: Access,
  {
    now,
    timeZone,
    steps = usualSteps,
  }: { readonly now: Instant; readonly timeZone: string; readonly steps?: readonly string[] | undefined },
): DueReminder | undefined {
  const { end, notEffective } = access;
  // Outside of its hours, or not started just now, it is access all the same.
  const isHeld = notEffective === undefined || ['outside its hours', 'not started'].includes(notEffective);
  if (!isHeld || typeof end === 'string') return undefined;
  const begun = beginningOf(access, timeZone);
  if (begun !== undefined && now < begun + (end.at - begun) / 2) return undefined;
  const reached = steps.flatMap((step) => {
    const length = parseDuration(step);
    // Backwards from the end, by the calendar: three days before it, at the same hour.
    const from = length && addDuration(end.at, length.negated(), timeZone);
    return from !== undefined && from <= now ? [{ step, from }] : [];
  });
  const latest = reached.toSorted((a, b) => b.from - a.from)[0];
  return latest && { access, endsAt: end.at, step: latest.step };
}

/** When the present period began, as far as it is known. */
function beginningOf({ grant, startedAt }: Access, timeZone: string): Instant | undefined {
  const { validFrom, requestedAt } = grant.value;
  const named = validFrom ?? requestedAt;
  const from = named === undefined ? undefined : startOf(named, timeZone);
  if (startedAt === undefined || from === undefined) return startedAt ?? from;
  return Math.max(startedAt, from);
}
