/** What reached the default branch without its approvals, and is there still. */
import type { DecisionRecord, LedgerRecord } from '../model/record.ts';
import { type FileState, isGrant, type ObjectIdBefore, statesOf } from './standing.ts';

/** A commit that nobody approved, as far as it has not been undone. */
export interface Incident {
  readonly record: DecisionRecord;
  /** Its files that are not as they were before; access that it took away is gone, and no incident. */
  readonly changes: DecisionRecord['changes'];
}

/**
 * The incidents at a tip, oldest first. `objectIdAt` gives what a path holds there, where that is known, and
 * `objectIdBefore` what it held before a commit.
 *
 * A grant is none any more once it is gone or approved as a whole, as its standing says; that somebody made it smaller
 * or longer changes nothing. Any other file is none any more once it holds what it held before, or is gone: those who
 * approve a later change of it look at the difference, in which the lines that nobody approved do not stand. Whoever wants
 * to keep such a line undoes it and asks for it. Only where nobody can tell what stood there before, the next approved
 * change of the file ends it.
 */
export function incidentsIn(
  records: Iterable<LedgerRecord>,
  objectIdAt: (path: string) => string | undefined,
  objectIdBefore?: ObjectIdBefore,
): Incident[] {
  const all = [...records];
  const open = new Map<DecisionRecord, Set<string>>();
  for (const [path, state] of statesOf(all, objectIdBefore))
    if (!isUndone(path, state, objectIdAt(path)))
      // What it brought is gone where the file is; that the file is gone is another commit's doing.
      for (const { record, left } of state.open)
        if (left === null || state.objectId !== null)
          open.set(record, (open.get(record) ?? new Set()).add(path));
  return all.flatMap((record) => {
    const paths = record.kind === 'decision' ? open.get(record) : undefined;
    return record.kind === 'decision' && paths
      ? [{ record, changes: record.changes.filter(({ path }) => paths.has(path)) }]
      : [];
  });
}

/** Whether a file is in order at the tip, which may be further on than the records are. */
function isUndone(path: string, { objectId, sound }: FileState, now: string | undefined): boolean {
  if (isGrant(path)) return now === undefined;
  // Not every file is read at the tip. Of such a one, the records tell.
  if (now === undefined) return false;
  return sound.objectId === undefined ? now !== objectId : now === sound.objectId;
}
