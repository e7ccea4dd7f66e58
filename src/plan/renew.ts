/** The renewal of a grant, or its end before its time: which values of its file change. */
import type { Access } from '../model/effective.ts';
import { lastWholeDay } from '../model/entitlement.ts';
import { addDuration, dayOf, endOf, type Instant, parseDuration } from '../model/period.ts';

/** What somebody asks for: a last day, or a length that begins anew. */
export interface Renewal {
  /** A day or an RFC 3339 instant. */
  readonly until?: string | undefined;
  /** `30d`. */
  readonly length?: string | undefined;
  readonly because: string;
  /** The user name of whoever asks, where that is not the subject. */
  readonly requestedBy?: string | undefined;
  /** The ticket that it belongs to; the one in the file stays unless given. */
  readonly ticket?: string | undefined;
}

/** The values to write (`null` takes a key away), or why it is not possible, with what to do instead. */
export type RenewalPlan =
  | { readonly values: Readonly<Record<string, string | null>>; readonly end: Instant }
  | { readonly problem: string };

interface At {
  readonly now: Instant;
  readonly timeZone: string;
}

/**
 * Moves the end in place, with a reason of its own. What has ended is asked for anew: between the two, nobody had access.
 * A renewal never makes a period shorter.
 */
export function planRenewal({ grant, end }: Access, renewal: Renewal, at: At): RenewalPlan {
  if (end === 'standing') return { problem: 'it has no end, so there is nothing to renew' };
  if (end === 'unknown') return { problem: 'nobody can tell when it ends' };
  if (end.at <= at.now) return { problem: hasEnded(at) };
  const because = renewal.because.trim().replaceAll(/\s+/g, ' ');
  if (because === '') return { problem: 'say why it is still needed' };
  const moved = newEnd(renewal, grant.value.duration !== undefined, at);
  if ('problem' in moved) return moved;
  if (moved.end <= end.at)
    return { problem: `it already ends on ${dayOf(end.at - 1, at.timeZone)}; name a later day` };
  return {
    end: moved.end,
    values: {
      ...moved.values,
      justification: because,
      ...(renewal.ticket === undefined ? {} : { ticket: renewal.ticket }),
      requestedAt: dayOf(at.now, at.timeZone),
      // What is needed longer than the emergency is asked for in the ordinary way, of those who approve that.
      ...(grant.value.emergency ? { emergency: null, incident: null } : {}),
      ...(renewal.requestedBy !== undefined && renewal.requestedBy !== grant.value.subject
        ? { requestedBy: renewal.requestedBy }
        : grant.value.requestedBy === undefined
          ? {}
          : { requestedBy: null }),
    },
  };
}

/** A length goes on as a length where the grant has one, and otherwise becomes its last whole day. */
function newEnd(
  { until, length }: Renewal,
  hasDuration: boolean,
  { now, timeZone }: At,
): { values: Readonly<Record<string, string | null>>; end: Instant } | { problem: string } {
  if ((until === undefined) === (length === undefined))
    return { problem: 'say until when, or for how long, and not both' };
  if (until !== undefined) {
    const end = endOf(until, timeZone);
    return end === undefined
      ? { problem: `\`${until}\` is no day such as \`2027-01-31\`` }
      : { values: { validUntil: until, ...(hasDuration ? { duration: null } : {}) }, end };
  }
  const duration = parseDuration(length ?? '');
  if (!duration || length === undefined)
    return { problem: `\`${length}\` is no length of time such as \`30d\` or \`8h\`` };
  const last = hasDuration ? undefined : lastWholeDay(dayOf(now, timeZone), length, timeZone);
  const values =
    last === undefined
      ? { duration: length, ...(hasDuration ? {} : { validUntil: null }) }
      : { validUntil: last };
  const end = last === undefined ? undefined : endOf(last, timeZone);
  return { values, end: end ?? addDuration(now, duration, timeZone) };
}

/** Between an end and a new beginning nobody had access, so that the file is a new request. */
const hasEnded = ({ now, timeZone }: At): string =>
  `it has ended; ask for it anew, by a pull request in which the file has a new end and \`requestedAt: ${dayOf(now, timeZone)}\``;
