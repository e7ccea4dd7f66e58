/** What the ledger says of a real system: who was given what there, and what somebody was asked to do by hand. */
import { type Carried, type CarriedInto, holderKey, type OpenTask } from '../model/provisioning.ts';
import type { LedgerRecord, ProvisionedRecord, ProvisioningStep } from '../model/record.ts';

/** The systems that any record speaks of. Records come in the order in which they were written. */
export function carriedInto(records: Iterable<LedgerRecord>): ReadonlyMap<string, CarriedInto> {
  const systems = new Map<string, { all: Map<string, Carried>; targets: Map<string, string> }>();
  for (const record of records) {
    if (record.kind !== 'provisioned') continue;
    const known = systems.get(record.system) ?? { all: new Map(), targets: new Map() };
    systems.set(record.system, known);
    for (const { name, id } of record.targets ?? []) known.targets.set(name, id);
    for (const step of record.steps) {
      const key = holderKey(step);
      known.all.set(key, after(known.all.get(key), step));
    }
  }
  return new Map(
    [...systems].map(([system, { all, targets }]) => [system, { all: [...all.values()], targets }]),
  );
}

/** Grants that the ledger found on its first day, by system: where a system cannot be read, they are held. */
export function foundHoldings(records: Iterable<LedgerRecord>): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, readonly string[]>();
  for (const record of records)
    if (record.kind === 'found')
      paths.set(
        record.system,
        record.grants.map(({ path }) => path),
      );
  return paths;
}

function after(before: Carried | undefined, step: ProvisioningStep): Carried {
  const { role, subject, account, action, result, at } = step;
  const same = {
    role,
    subject: subject || (before?.subject ?? ''),
    account,
    isHeld: before?.isHeld ?? false,
    // What only failed, or was only asked for, has changed nothing.
    since: before?.since ?? 0,
    ...(before?.open ? { open: before.open } : {}),
  };
  if (result === 'failed') return { ...same, failure: step.why ?? '' };
  if (result === 'asked') return { ...same, open: openTask(step) };
  const { open: _, ...settled } = same;
  // Whoever says that it is done for another line than the one that is open says nothing of that one.
  const isOther = same.open !== undefined && step.line !== undefined && same.open.line !== step.line;
  const left = isOther ? same : settled;
  if (result === 'void') return left;
  return { ...left, isHeld: action === 'grant', since: Date.parse(at) };
}

const openTask = ({ action, line, at, path, why }: ProvisioningStep): OpenTask => ({
  action,
  line: line ?? 0,
  askedAt: Date.parse(at),
  ...(path === undefined ? {} : { path }),
  ...(why === undefined ? {} : { why }),
});

/** The highest number that a line of a task at this system ever had. */
export const lastLine = (records: readonly LedgerRecord[], system: string): number =>
  records.reduce(
    (last, record) =>
      isOf(record, system) ? Math.max(last, ...record.steps.map(({ line = 0 }) => line)) : last,
    0,
  );

const isOf = (record: LedgerRecord, system: string): record is ProvisionedRecord =>
  record.kind === 'provisioned' && record.system === system;
