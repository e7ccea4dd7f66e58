/**
 * New lines behind the ledger, onto just what was read: whoever else writes meanwhile loses nothing, and neither does
 * this run.
 */
import { tmpdir } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { commitFiles } from '../github/append-to-branch.ts';
import type { GitHubClient } from '../github/client.ts';
import { append } from '../ledger/append.ts';
import { type Line, lineOf } from '../ledger/chain.ts';
import { readRecord } from '../load/record.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { LedgerRecord, Unchained } from '../model/record.ts';
import { type Fetched, fetchRefs } from '../source/fetch.ts';
import { type LedgerFiles, ledgerBranch } from '../source/ledger-branch.ts';
import type { JudgeOptions } from './judge-pull-request.ts';
import { newestLines } from './ledger-lines.ts';

/** What is written onto. */
export interface WriteOptions extends Omit<JudgeOptions, 'number'> {
  readonly defaultBranch: string;
  /** The default branch as `base` and the ledger as `ledger`, where there is one; it stays the caller's. */
  readonly fetched: Fetched;
}

/** The tips of both branches. */
export interface Tips {
  readonly base: string;
  readonly ledger: string | undefined;
}

/** So often somebody else may be faster before a run gives up; the next one goes on. */
const tries = 5;

/** Reads both branches again, and writes again, for as long as `write` says that somebody else was faster. */
export async function untilWritten<T>(
  options: WriteOptions,
  write: (tips: Tips) => Promise<T | 'moved'>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const { base = '', ledger } = attempt === 1 ? options.fetched.commits : refetch(options);
    const result = await write({ base, ledger });
    if (result !== 'moved') return result;
    if (attempt === tries)
      throw new EnvironmentFailure(
        `the branch \`${ledgerBranch}\` was written by somebody else ${tries} times in a row; the next run goes on`,
      );
    options.log(`Somebody else wrote to \`${ledgerBranch}\` just now; reading it again`);
    await wait(attempt * 200);
  }
}

const refsOf = (defaultBranch: string) => ({
  refs: { base: `refs/heads/${defaultBranch}` },
  optional: { ledger: `refs/heads/${ledgerBranch}` },
});

/** The default branch, and the ledger where there is one. */
export const fetchLedger = (
  { repository, serverUrl, temporary, token, within }: Omit<JudgeOptions, 'number'>,
  defaultBranch: string,
): Fetched =>
  fetchRefs({
    folder: temporary ?? tmpdir(),
    url: `${serverUrl}/${repository.owner}/${repository.repo}.git`,
    token,
    within,
    ...refsOf(defaultBranch),
  });

/** Both as they are by now. */
function refetch({
  fetched,
  defaultBranch,
}: Pick<WriteOptions, 'fetched' | 'defaultBranch'>): Fetched['commits'] {
  const { refs, optional } = refsOf(defaultBranch);
  return fetched.more(refs, optional);
}

/** GitHub's clock and this machine's may differ by so much, in milliseconds. */
const toleratedStep = 10 * 60_000;

/** Now, but never before the newest record: its place in the chain says what came first. */
export function timeToRecord(files: LedgerFiles, now: number): string {
  const [newest] = recordsOf(newestLines(files));
  const last = newest === undefined ? 0 : Date.parse(newest.recordedAt);
  if (last > now + toleratedStep)
    throw new EnvironmentFailure(
      `the newest record of the ledger is of ${newest?.recordedAt}, which this machine’s clock has not reached yet (${new Date(now).toISOString()}); one of the two was wrong, so nothing is written`,
    );
  return new Date(Math.max(now, last)).toISOString();
}

function* recordsOf(lines: Iterable<Line>) {
  for (const { record } of lines) if (record) yield record;
}

const problemOf = (record: Unchained<LedgerRecord>): string | undefined => {
  const read = readRecord(lineOf(record, null));
  return 'problem' in read ? read.problem : undefined;
};

/**
 * A record that can be read again. A line that cannot is skipped by whoever asks what was approved, and its commit would
 * be written down anew for ever; so what somebody brought into the facts costs their own commit its approval instead.
 */
export function readable(record: Unchained<LedgerRecord>): Unchained<LedgerRecord> {
  const problem = problemOf(record);
  if (problem === undefined) return record;
  if (record.kind !== 'decision') throw new EnvironmentFailure(`nothing was written: ${problem}`);
  const { facts: _, verdict: __, ...rest } = record;
  const reason = `what is known of it cannot be kept, so it is not approved: ${problem}`;
  const without = { ...rest, outcome: 'unapproved' as const, reasons: [reason, ...record.reasons] };
  if (problemOf(without) === undefined) return without;
  // The clock of whoever made the commit may say anything too.
  const bare = { ...without, decisions: [], times: { merged: record.recordedAt } };
  const still = problemOf(bare);
  if (still === undefined) return bare;
  throw new EnvironmentFailure(`nothing was written about ${record.commit}: ${still}`);
}

/** Puts the records behind the newest line; `moved` where the branch is not what was read any more. */
export function writeRecords(
  client: GitHubClient,
  { repository }: Pick<WriteOptions, 'repository'>,
  { commit, tree, files }: LedgerFiles,
  { records, message }: { readonly records: readonly Unchained<LedgerRecord>[]; readonly message: string },
): Promise<{ readonly sha: string } | 'moved'> {
  const newest = files.at(-1);
  return commitFiles(client, repository, {
    branch: ledgerBranch,
    parent: { commit, tree },
    files: append(newest && { path: newest.path, text: newest.read() }, records.map(readable)),
    message,
  });
}
