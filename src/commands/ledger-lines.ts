/** Reads the lines of the ledger. */
import { digestOf, type Line, linesOf } from '../ledger/chain.ts';
import { readRecord } from '../load/record.ts';
import type { LedgerRecord } from '../model/record.ts';
import type { GitRepository } from '../source/git.ts';
import { type LedgerFile, type LedgerFiles, ledgerAt } from '../source/ledger-branch.ts';

const unfinishedLine = 'this line was never finished; the one after it goes on from it';

/** What was read once; a job looks through the same lines for several reasons. */
const known = new WeakMap<LedgerFile, readonly Line[]>();

/** The lines of one file. */
export function linesIn(file: LedgerFile): readonly Line[] {
  const lines = known.get(file) ?? readLines(file);
  known.set(file, lines);
  return lines;
}

function readLines({ path, read }: LedgerFile): readonly Line[] {
  const { lines, unfinished } = linesOf(read());
  const all = lines.map(
    (text, index): Line => ({
      place: { file: path, line: index + 1 },
      digest: digestOf(text),
      ...readRecord(text),
    }),
  );
  if (unfinished === '') return all;
  const place = { file: path, line: lines.length + 1 };
  return [...all, { place, digest: digestOf(unfinished), problem: unfinishedLine }];
}

/** All lines, from the first to the last. */
export const allLines = ({ files }: LedgerFiles): readonly Line[] => files.flatMap(linesIn);

/** The records at a commit of the ledger's branch, from the first to the last; lines that cannot be read are left out. */
export const recordsAt = (git: GitRepository, commit: string): readonly LedgerRecord[] =>
  allLines(ledgerAt(git, commit)).flatMap(({ record }) => record ?? []);

/** The lines from the newest to the oldest, each file read only when it is come to. */
export function* newestLines({ files }: LedgerFiles): Generator<Line> {
  for (const file of files.toReversed()) yield* linesIn(file).toReversed();
}
