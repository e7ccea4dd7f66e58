/** Records and ledgers for tests. */
import { digestOf, type Line, lineOf, linesOf, monthFile } from '../../src/ledger/chain.ts';
import { readRecord } from '../../src/load/record.ts';
import type { DecisionRecord, LedgerRecord, Unchained } from '../../src/model/record.ts';

export const commitId = (n: number): string => n.toString(16).padStart(40, '0');

/** An approved grant, unless it is said otherwise. */
export const decision = (
  n: number,
  more: Partial<Unchained<DecisionRecord>> = {},
): Unchained<DecisionRecord> => ({
  version: 1,
  kind: 'decision',
  recordedAt: '2026-11-23T10:00:00.000Z',
  tool: '0.1.0',
  commit: commitId(n),
  parent: commitId(n - 1),
  outcome: 'approved',
  reasons: [],
  changes: [
    { kind: 'added', path: 'access-grants/payroll/viewer/ana.costa.yaml', objectId: commitId(n + 100) },
  ],
  times: { merged: '2026-11-23T09:59:00.000Z' },
  decisions: [],
  ...more,
});

/** The text of a ledger, by file. */
export function ledgerOf(records: readonly Unchained<LedgerRecord>[]): Map<string, string> {
  const files = new Map<string, string>();
  let previous: string | null = null;
  for (const record of records) {
    const line: string = lineOf(record, previous);
    const file = monthFile(record.recordedAt);
    files.set(file, `${files.get(file) ?? ''}${line}\n`);
    previous = digestOf(line);
  }
  return files;
}

/** The lines of a ledger, read. */
export const read = (files: ReadonlyMap<string, string>): Line[] =>
  [...files]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([file, text]) =>
      linesOf(text).lines.map((line, index) => ({
        place: { file, line: index + 1 },
        digest: digestOf(line),
        ...readRecord(line),
      })),
    );
