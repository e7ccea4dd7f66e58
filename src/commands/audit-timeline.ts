/** The default branch and the ledger in the order in which things happened, before any file is read. */
import type { LedgerSpan } from '../ledger/access-history.ts';
import { grantReader } from '../load/grant-paths.ts';
import type { Instant } from '../model/period.ts';
import type { DecisionRecord, LedgerRecord } from '../model/record.ts';
import type { Holding } from '../model/workspace.ts';
import type { LineCommit } from '../source/first-parent-line.ts';

/** A file as a commit left it, not read yet. */
export interface Left {
  readonly at: Instant;
  /** As the commit says itself, which is what a `duration` counts from. */
  readonly time: Instant;
  readonly commit: string;
  readonly objectId: string | undefined;
}

/** The default branch and the ledger, before any file is read. */
export interface Timeline {
  readonly commits: readonly (LineCommit & { readonly at: Instant })[];
  /** Every version of every file of a grant or a person, oldest first. */
  readonly files: ReadonlyMap<string, readonly Left[]>;
  readonly grants: readonly Holding[];
  /** The object of every file that any commit changed, as the newest one left it. */
  readonly tip: ReadonlyMap<string, string | null>;
  readonly records: readonly LedgerRecord[];
  readonly recordOf: ReadonlyMap<string, DecisionRecord>;
  readonly ledger: LedgerSpan | undefined;
}

const peopleFolder = 'policies/people/';
export const personPath = (user: string): string => `${peopleFolder}${user}.yaml`;

/**
 * Puts the commits in their order in time. A commit says itself when it was made, and may say anything: it was there when
 * it was written down at the latest, and not before the commit that it follows.
 */
export function timelineOf(
  line: readonly LineCommit[],
  records: readonly LedgerRecord[],
  hasLedger: boolean,
): Timeline {
  const recordOf = new Map(
    records.flatMap((record) => (record.kind === 'decision' ? [[record.commit, record] as const] : [])),
  );
  const started = records.find(({ kind }) => kind === 'started');
  const files = new Map<string, Left[]>();
  const grants: Holding[] = [];
  const tip = new Map<string, string | null>();
  const grantAt = grantReader();
  let at = Number.NEGATIVE_INFINITY;
  const commits = line.map((commit) => {
    const written = recordOf.get(commit.commit)?.recordedAt;
    const latest = written === undefined ? Number.POSITIVE_INFINITY : Date.parse(written);
    at = Math.max(at, Math.min(commit.time, latest));
    for (const { path, objectId } of commit.changes) {
      tip.set(path, objectId);
      const known = files.get(path);
      const left = { at, time: commit.time, commit: commit.commit, objectId: objectId ?? undefined };
      if (known) known.push(left);
      else {
        const grant = grantAt(path);
        if (grant) grants.push(grant);
        if (grant || path.startsWith(peopleFolder)) files.set(path, [left]);
      }
    }
    return { ...commit, at };
  });
  return {
    commits,
    files,
    grants,
    tip,
    records,
    recordOf,
    ledger: hasLedger ? { begun: started && Date.parse(started.recordedAt) } : undefined,
  };
}
