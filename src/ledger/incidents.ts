/** What reached the default branch without its approvals, and is there still. */
import type { DecisionRecord, LedgerRecord } from '../model/record.ts';

/** A commit that nobody approved, as far as it has not been undone. */
export interface Incident {
  readonly record: DecisionRecord;
  /** Its files that are still as it left them; access that it took away is gone, and no incident. */
  readonly changes: DecisionRecord['changes'];
}

/** The incidents at a tip, oldest first. `objectIdAt` gives what a path holds there. */
export function incidentsIn(
  records: Iterable<LedgerRecord>,
  objectIdAt: (path: string) => string | undefined,
): Incident[] {
  const newest = new Map<string, DecisionRecord>();
  const unapproved: DecisionRecord[] = [];
  for (const record of records) {
    if (record.kind !== 'decision') continue;
    for (const { path } of record.changes) newest.set(path, record);
    if (record.outcome === 'unapproved') unapproved.push(record);
  }
  return unapproved.flatMap((record) => {
    const changes = record.changes.filter(
      ({ path, objectId }) =>
        (path.startsWith('access-grants/') ? objectId !== null : path.startsWith('policies/')) &&
        newest.get(path) === record &&
        (objectIdAt(path) ?? null) === objectId,
    );
    return changes.length > 0 ? [{ record, changes }] : [];
  });
}
