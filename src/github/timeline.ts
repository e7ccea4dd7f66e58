/** What the timeline of a pull request tells: when something was last so, and who was asked. */
import type { Instant } from '../model/period.ts';

/** An account, as the API tells of it. */
export interface ApiUser {
  readonly login: string;
  readonly id: number;
  readonly type?: string;
}

/** A request for a review. */
export interface Asked {
  /** The login of whoever asked. */
  readonly by: string;
  readonly at: Instant | undefined;
}

/** What it tells besides the facts. */
export interface Timeline {
  /** The accounts, by numeric id, that were asked for a review, and by whom and when they were asked last. */
  readonly asked: ReadonlyMap<number, Asked>;
}

/** An event, as far as it is looked at. */
export interface TimelineEntry {
  readonly event?: string;
  readonly id?: number;
  readonly actor?: ApiUser | null;
  readonly created_at?: string;
  readonly dismissed_review?: { readonly state: string; readonly review_id: number };
  readonly requested_reviewer?: ApiUser;
  readonly review_requester?: ApiUser;
}

/** When the last of these events was. */
export function lastOf(entries: readonly TimelineEntry[], events: readonly string[]): string | null {
  const times = entries.flatMap(({ event, created_at: at }) =>
    event !== undefined && at !== undefined && events.includes(event) ? [at] : [],
  );
  return times.toSorted((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? null;
}

/** Whoever is asked now: a request that was taken back is none. */
export function askedIn(entries: readonly TimelineEntry[]): Map<number, Asked> {
  const asked = new Map<number, Asked>();
  for (const { event, requested_reviewer: reviewer, review_requester: by, created_at: at } of entries) {
    if (event === 'review_request_removed' && reviewer) asked.delete(reviewer.id);
    if (event === 'review_requested' && reviewer && by)
      asked.set(reviewer.id, { by: by.login, at: at === undefined ? undefined : Date.parse(at) });
  }
  return asked;
}
