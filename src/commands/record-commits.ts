/** The trusted job that writes down every commit of the default branch which has no record yet. */

import { requireNoDeletion } from '../github/ledger-branch.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { DecisionRecord, Unchained } from '../model/record.ts';
import type { Fetched } from '../source/fetch.ts';
import { firstParents, type LedgerFiles, ledgerAt, ledgerBranch } from '../source/ledger-branch.ts';
import {
  fetchLedger,
  timeToRecord,
  untilWritten,
  type WriteOptions,
  writeRecords,
} from './append-records.ts';
import { decideMerged, recordMerged } from './decide-merged.ts';
import type { JudgeOptions, JudgeResult } from './judge-pull-request.ts';
import { newestLines } from './ledger-lines.ts';

/** What came of it. */
export interface Recorded {
  /** `not started`: there is no ledger; `incomplete`: some commit could not be looked up, and waits with those after it. */
  readonly state: 'up to date' | 'recorded' | 'not started' | 'incomplete';
  readonly records: readonly Unchained<DecisionRecord>[];
  /** One plain sentence. */
  readonly title: string;
}

/** What a run brings with it. */
export interface RecordOptions extends WriteOptions {
  /** What this very run merged, from the facts that it decided on. */
  readonly merged?: readonly Unchained<DecisionRecord>[];
}

/** More commits than these wait for the next run. */
const mostCommits = 200;

/** Appends a record for each commit that has none, in the order of the history. Repeating it changes nothing. */
export async function recordCommits(options: RecordOptions): Promise<Recorded> {
  const known = new Map<string, Unchained<DecisionRecord>>();
  return untilWritten(options, ({ base, ledger }) => tryToRecord(options, { tip: base, ledger, known }));
}

/**
 * Writes down at once what a run merged, from the very facts that it was decided on. Says what went wrong, if anything
 * did: the merge stands, and so do its facts on GitHub, from which the next run writes.
 */
export async function recordMerges(
  results: readonly Pick<JudgeResult, 'merged'>[],
  options: Omit<JudgeOptions, 'number'>,
): Promise<string | undefined> {
  const merged = results.flatMap((result) => result.merged ?? []);
  const [first] = merged;
  if (!first) return undefined;
  const { defaultBranch } = first;
  const records = merged.map(({ record }) => record);
  try {
    const fetched = fetchLedger(options, defaultBranch);
    try {
      const { title, state } = await recordCommits({ ...options, defaultBranch, fetched, merged: records });
      options.log(title);
      return state === 'incomplete' ? title : undefined;
    } finally {
      fetched.dispose();
    }
  } catch (error) {
    return `What was merged could not be written down; the next run does it: ${(error as Error).message}`;
  }
}

async function tryToRecord(
  options: RecordOptions,
  {
    tip,
    ledger,
    known,
  }: {
    readonly tip: string;
    readonly ledger: string | undefined;
    readonly known: Map<string, Unchained<DecisionRecord>>;
  },
): Promise<Recorded | 'moved'> {
  const { client, fetched } = options;
  if (ledger === undefined) {
    // The job of the ledger looks at that, at the latest within the hour; a decision need not ask.
    if (!options.merged) await requireNoDeletion(client, options.repository, ledgerBranch);
    return {
      state: 'not started',
      records: [],
      title: `There is no branch \`${ledgerBranch}\` yet, so nothing is written down; \`grantbook ledger start\` begins one`,
    };
  }
  const files = ledgerAt(fetched.git, ledger);
  const commits = unrecorded(fetched, files, tip).slice(0, mostCommits);
  const recordedAt = timeToRecord(files, options.clock());
  const records: Unchained<DecisionRecord>[] = [];
  let failure: unknown;
  for (const commit of commits) {
    try {
      const brought = options.merged?.find((record) => record.commit === commit);
      const record =
        known.get(commit) ??
        (brought && recordMerged(fetched.git, brought)) ??
        (await decideMerged(client, commit, { ...options, fetched, options, recordedAt }));
      known.set(commit, record);
      records.push({ ...record, recordedAt });
    } catch (error) {
      // What comes after it has to wait: the order of the ledger is the order of the history.
      failure = error;
      break;
    }
  }
  if (
    records.length > 0 &&
    (await writeRecords(client, options, files, { records, message: messageOf(records) })) === 'moved'
  )
    return 'moved';
  return resultOf(commits.length, records, failure);
}

/**
 * The commits after the newest one that has a record. A record of a commit that the branch does not have any more, since
 * its history was written anew, is passed over here and named by `ledger verify`.
 */
function unrecorded({ git }: Fetched, files: LedgerFiles, tip: string): readonly string[] {
  const line = new Set(firstParents(git, undefined, tip));
  // A signature, and what a connector did, name a commit too, and say nothing of it.
  for (const { record } of newestLines(files))
    if (record && record.kind !== 'signed' && record.kind !== 'provisioned' && line.has(record.commit))
      return firstParents(git, record.commit, tip);
  throw new EnvironmentFailure(
    `no record on \`${ledgerBranch}\` belongs to a commit of this branch, so nobody can tell where to go on; \`grantbook ledger verify\` says what happened to it`,
  );
}

const messageOf = (records: readonly Unchained<DecisionRecord>[]): string => {
  const [first, ...others] = records.map(
    ({ commit, pullRequest, outcome }) =>
      `${outcome === 'approved' ? 'Approved' : 'Not approved'}: ${commit.slice(0, 10)}${pullRequest === undefined ? '' : ` (#${pullRequest})`}`,
  );
  return others.length === 0
    ? (first ?? '')
    : [`${records.length} decisions`, '', first, ...others].join('\n');
};

function resultOf(wanted: number, records: Recorded['records'], failure: unknown): Recorded {
  if (failure !== undefined)
    return {
      state: 'incomplete',
      records,
      title: `Not everything could be written down; the next run goes on: ${(failure as Error).message}`,
    };
  if (wanted === 0) return { state: 'up to date', records, title: 'Every commit has its record' };
  const refused = records.filter(({ outcome }) => outcome === 'unapproved').length;
  const count = records.length === 1 ? 'One commit was' : `${records.length} commits were`;
  return {
    state: 'recorded',
    records,
    title: `${count} written down${refusedOf(refused, records.length)}`,
  };
}

function refusedOf(refused: number, all: number): string {
  if (refused === 0) return '';
  return refused === all ? ' as not approved' : `, ${refused} of them as not approved`;
}
