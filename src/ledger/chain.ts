/**
 * Lines of the ledger and how they hang together: each names the digest of the one before, so that a line that was
 * edited, taken out or put in breaks the chain at its place. The chain alone proves nothing against somebody who can
 * write all of it anew; who wrote the commits of the branch is looked at elsewhere.
 */
import { createHash } from 'node:crypto';
import type { LedgerRecord, Unchained } from '../model/record.ts';

/** Where a line stands. */
export interface LinePlace {
  /** `records/2026-11.jsonl`. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** A line of the ledger, read. */
export interface Line {
  readonly place: LinePlace;
  readonly digest: string;
  /** The record, or why there is none. */
  readonly record?: LedgerRecord;
  readonly problem?: string;
}

/** The file of a month, by the time of recording in UTC: what is appended always goes into the last one. */
export const monthFile = (recordedAt: string): string => `records/${recordedAt.slice(0, 7)}.jsonl`;

/** The digest of a line, without its line break. */
export const digestOf = (line: string): string =>
  `sha256:${createHash('sha256').update(line, 'utf8').digest('hex')}`;

/** The line of a record behind another one. Keys stand in the order in which they were put, and stay in it. */
export function lineOf(record: Unchained<LedgerRecord>, previous: string | null): string {
  const { version, ...rest } = record;
  return JSON.stringify({ version, previous, ...rest });
}

/** The lines of a file. What follows the last line break was never finished. */
export function linesOf(text: string): { readonly lines: readonly string[]; readonly unfinished: string } {
  const lines = text.split('\n');
  const unfinished = lines.pop() ?? '';
  return { lines, unfinished };
}

/** What is wrong with the chain. */
export interface ChainProblem {
  readonly place: LinePlace;
  readonly message: string;
}

/** Holds the lines against each other, in their order through all files. */
export function chainProblems(lines: readonly Line[]): ChainProblem[] {
  const problems: ChainProblem[] = [];
  const commits = new Map<string, LinePlace>();
  let previous: string | null = null;
  for (const { place, digest, record, problem } of lines) {
    if (problem !== undefined) problems.push({ place, message: problem });
    if (record) {
      if (record.previous !== previous)
        problems.push({
          place,
          message:
            record.previous === null
              ? 'this record says that it is the first, and it is not: what stands before it was put in'
              : 'this record does not follow on the one before it: one was edited, taken out or put in between',
        });
      const first = record.kind === 'decision' ? commits.get(record.commit) : undefined;
      if (first)
        problems.push({
          place,
          message: `there is a record of commit \`${record.commit.slice(0, 10)}\` already, at ${first.file}:${first.line}`,
        });
      else if (record.kind === 'decision') commits.set(record.commit, place);
      if (monthFile(record.recordedAt) !== place.file)
        problems.push({
          place,
          message: `this record is of ${record.recordedAt.slice(0, 7)}, and does not belong into this file`,
        });
    }
    previous = digest;
  }
  return problems;
}
