/** Which grants have ended and are to be removed, and which are left alone and why. */
import type { Access } from '../model/effective.ts';
import type { Instant } from '../model/period.ts';

/** A grant whose end has passed. */
export interface Expired {
  readonly access: Access;
  /** The first instant without access. */
  readonly endedAt: Instant;
}

/** A file that is left where it is. */
export interface Left {
  readonly path: string;
  readonly why: 'unreadable' | 'start unknown';
}

export interface ExpiryPlan {
  /** What to remove, the longest over first. */
  readonly expired: readonly Expired[];
  /** What somebody has to look at. */
  readonly left: readonly Left[];
  /** Whether these are more than one run may remove without a person. */
  readonly isTooMuch: boolean;
}

/** Without a limit in the settings, so many removals stop for a person. */
export const usualLimit = 25;

/**
 * Exactly the grants that are over at `now` by their own end. A file that cannot be read is no grant that has ended, and
 * a period whose beginning nobody knows has no end that could have passed.
 */
export function planExpiry(
  accesses: readonly Access[],
  unreadable: readonly string[],
  { now, limit = usualLimit }: { readonly now: Instant; readonly limit?: number | undefined },
): ExpiryPlan {
  const expired: Expired[] = [];
  const left: Left[] = unreadable.map((path) => ({ path, why: 'unreadable' }));
  for (const access of accesses) {
    const { grant, end, startedAt } = access;
    if (grant.flawed) left.push({ path: grant.path, why: 'unreadable' });
    else if (end === 'unknown') left.push({ path: grant.path, why: 'start unknown' });
    else if (end !== 'standing' && end.at <= now) {
      if (grant.value.duration !== undefined && startedAt === undefined)
        left.push({ path: grant.path, why: 'start unknown' });
      else expired.push({ access, endedAt: end.at });
    }
  }
  expired.sort((a, b) => a.endedAt - b.endedAt || (a.access.grant.path < b.access.grant.path ? -1 : 1));
  return { expired, left, isTooMuch: expired.length > limit };
}
