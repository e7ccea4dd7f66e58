/** Writes into the ledger what was done in the real systems. */
import { lastLine } from '../ledger/carried.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { CarriedInto, Reading, Step } from '../model/provisioning.ts';
import type { LedgerRecord, ProvisionedRecord, ProvisioningStep, Unchained } from '../model/record.ts';
import { amount } from '../render/summary.ts';
import { ledgerAt } from '../source/ledger-branch.ts';
import { version } from '../version.ts';
import { timeToRecord, untilWritten, type WriteOptions, writeRecords } from './append-records.ts';
import { allLines } from './ledger-lines.ts';

/** What happened in one system. */
export interface Happened {
  readonly system: string;
  readonly connector: string;
  readonly targets: ProvisionedRecord['targets'];
  readonly steps: readonly Omit<ProvisioningStep, 'at'>[];
}

/** A step as the ledger keeps it. */
export const asKept = (
  { action, role, subject, account, path, objectId, why, isDrift }: Step,
  result: ProvisioningStep['result'],
  more: Partial<ProvisioningStep> = {},
): Omit<ProvisioningStep, 'at'> => ({
  action,
  role,
  subject,
  account,
  result,
  ...(path === undefined ? {} : { path }),
  ...(objectId === undefined ? {} : { objectId }),
  ...(why === undefined ? {} : { why }),
  ...(isDrift ? { isDrift } : {}),
  ...more,
});

/** Targets whose ids the ledger does not have so yet. */
export function newTargets(
  reading: Reading | undefined,
  { targets }: CarriedInto,
): ProvisionedRecord['targets'] {
  const fresh = (reading?.targets ?? []).filter(({ name, id }) => targets.get(name) !== id);
  return fresh.length > 0 ? [...fresh] : undefined;
}

/**
 * One line for each system in which something happened. The lines of tasks are numbered where they are written, so that
 * no number comes twice.
 */
export async function writeProvisioned(happened: readonly Happened[], options: WriteOptions): Promise<void> {
  const something = happened.filter(({ steps, targets }) => steps.length > 0 || targets !== undefined);
  if (something.length === 0) return;
  const tried = new Set<string>();
  await untilWritten(options, async ({ base, ledger }) => {
    if (ledger === undefined) throw new EnvironmentFailure('there is no ledger any more');
    const files = ledgerAt(options.fetched.git, ledger);
    const known = allLines(files).flatMap(({ record }) => record ?? []);
    // The branch may have moved because of this very run, whose answer was lost on the way.
    if (known.some(({ previous: _, ...record }) => tried.has(JSON.stringify(record)))) return 'written';
    const recordedAt = timeToRecord(files, options.clock());
    const records = something.map((each) => recordOf(each, { base, recordedAt, known }));
    for (const record of records) tried.add(JSON.stringify(record));
    return writeRecords(options.client, options, files, { records, message: messageOf(records) });
  });
}

function recordOf(
  { system, connector, targets, steps }: Happened,
  at: { readonly base: string; readonly recordedAt: string; readonly known: readonly LedgerRecord[] },
): Unchained<ProvisionedRecord> {
  const last = lastLine(at.known, system);
  const asked = steps.filter(({ result }) => result === 'asked');
  return {
    version: 1,
    recordedAt: at.recordedAt,
    tool: version,
    kind: 'provisioned',
    commit: at.base,
    system,
    connector,
    ...(targets === undefined ? {} : { targets }),
    steps: steps.map((step) => ({
      ...step,
      at: at.recordedAt,
      ...(step.result === 'asked' ? { line: last + 1 + asked.indexOf(step) } : {}),
    })),
  };
}

const words = {
  done: '',
  asked: ' asked for',
  found: ' found in place',
  void: ' not needed any more',
  failed: ' failed',
};

const messageOf = (records: readonly Unchained<ProvisionedRecord>[]): string => {
  const each = records.map(({ system, steps }) => {
    const counts = new Map<string, number>();
    for (const { action, result } of steps) {
      const what = result === 'done' ? (action === 'grant' ? ' given' : ' taken away') : words[result];
      counts.set(what, (counts.get(what) ?? 0) + 1);
    }
    return `Provisioned: ${system}: ${[...counts].map(([what, count]) => `${count}${what}`).join(', ') || 'its targets'}`;
  });
  const [first = '', ...others] = each;
  return others.length === 0
    ? first
    : [`Provisioned: ${amount(records.length, 'system')}`, '', ...each].join('\n');
};
