/** What the ledger says of each grant: which content of which file was approved, and since when. */
import type { Instant } from '../model/period.ts';
import type { LedgerRecord } from '../model/record.ts';

/** What the newest record that touches a grant says. */
export interface Recorded {
  /** The content that it left; `null` where the grant was taken away. */
  readonly objectId: string | null;
  /** `found`: there on the first day, never approved, under the name of an owner until its first review. */
  readonly standing: 'approved' | 'found' | 'unapproved';
  readonly commit: string;
  /** When it reached the default branch. */
  readonly since: Instant;
}

/** The newest word on each grant path, from records in the order in which they were written. */
export function recordedGrants(records: Iterable<LedgerRecord>): ReadonlyMap<string, Recorded> {
  const newest = new Map<string, Recorded>();
  for (const record of records) {
    const { commit } = record;
    if (record.kind === 'found') {
      const since = Date.parse(record.recordedAt);
      for (const { path, objectId } of record.grants)
        newest.set(path, { objectId, standing: 'found', commit, since });
    } else if (record.kind === 'decision')
      for (const { path, objectId } of record.changes)
        if (path.startsWith('access-grants/'))
          newest.set(path, {
            objectId,
            // Whoever takes access away needs nobody's leave for the access to be gone.
            standing: objectId === null ? 'approved' : record.outcome,
            commit,
            since: Date.parse(record.times.merged),
          });
  }
  return newest;
}

/**
 * Whether the content of a grant is what was approved, or found on the first day. What was put back by a push, byte for
 * byte as it once was approved, is not: between the two it was something else.
 */
export const isRecorded = (recorded: Recorded | undefined, objectId: string): boolean =>
  recorded !== undefined && recorded.standing !== 'unapproved' && recorded.objectId === objectId;
