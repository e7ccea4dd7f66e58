/** What became of grants in real systems, and what is still to be done there. */
import type { Instant } from '../model/period.ts';
import type { LedgerRecord, ProvisioningStep } from '../model/record.ts';

/** A step, and where it was. */
interface Placed extends ProvisioningStep {
  readonly system: string;
  readonly time: Instant;
}

/** A grant as a decision made it. */
export interface GrantMade {
  readonly path: string;
  readonly kind: string;
  readonly system: string;
  readonly role: string;
  readonly subject: string;
  readonly mergedAt: Instant;
  /** When the same file changed again; what happened after that is for another request. */
  readonly until?: Instant;
}

/**
 * `done`: carried out at that time. `nothing to do`: the merge was all, or it was so already. `waiting`: somebody, or the
 * next run, still has to do it. `void`: it was not needed any more before it was done.
 */
export type CarriedOut =
  | { readonly state: 'done'; readonly at: Instant }
  | { readonly state: 'nothing to do' | 'waiting' | 'void' };

/** A task that somebody was asked for, and has not confirmed. */
export interface UndoneTask {
  readonly system: string;
  readonly action: 'grant' | 'revoke';
  readonly role: string;
  readonly subject: string;
  readonly since: Instant;
  readonly issue?: number;
}

/** All steps, in the order of the ledger. */
export const stepsIn = (records: readonly LedgerRecord[]): readonly Placed[] =>
  records.flatMap((record) =>
    record.kind === 'provisioned'
      ? record.steps.map((step) => ({ ...step, system: record.system, time: Date.parse(step.at) }))
      : [],
  );

/** Looks up what became of a grant. */
export function carriedOut(records: readonly LedgerRecord[]): (grant: GrantMade) => CarriedOut {
  const byPerson = new Map<string, Placed[]>();
  for (const step of stepsIn(records)) {
    if (step.action !== 'grant') continue;
    const key = keyOf(step);
    byPerson.set(key, [...(byPerson.get(key) ?? []), step]);
  }
  const since = new Map<string, Instant>();
  for (const record of records)
    if (record.kind === 'provisioned' && !since.has(record.system))
      since.set(record.system, Date.parse(record.recordedAt));
  return (grant) => {
    const steps = (byPerson.get(keyOf(grant)) ?? []).filter(
      ({ time, path }) =>
        time >= grant.mergedAt &&
        time < (grant.until ?? Number.POSITIVE_INFINITY) &&
        (path === undefined || path === grant.path),
    );
    const first = steps.find(({ result }) => result === 'done' || result === 'found');
    if (first)
      return first.result === 'done' ? { state: 'done', at: first.time } : { state: 'nothing to do' };
    if (steps.at(-1)?.result === 'void') return { state: 'void' };
    if (steps.length > 0) return { state: 'waiting' };
    // Another end or another reason changes nothing in the system; a new grant there is one that the next run carries.
    const isManaged = (since.get(grant.system) ?? Number.POSITIVE_INFINITY) <= grant.mergedAt;
    if (!isManaged || grant.kind !== 'added') return { state: 'nothing to do' };
    return { state: grant.until === undefined ? 'waiting' : 'void' };
  };
}

const keyOf = ({ system, role, subject }: Pick<Placed, 'system' | 'role' | 'subject'>): string =>
  `${system}/${role}/${subject}`;

/** What was asked for and neither confirmed nor called off, the oldest first. */
export function undoneTasks(records: readonly LedgerRecord[]): readonly UndoneTask[] {
  const open = new Map<string, UndoneTask>();
  for (const { system, action, role, subject, account, result, time, issue } of stepsIn(records)) {
    const key = JSON.stringify([system, role, account, action]);
    if (result === 'asked') {
      // Asked for again, it has waited since the first time.
      const task = { system, action, role, subject, since: open.get(key)?.since ?? time };
      open.set(key, issue === undefined ? task : { ...task, issue });
    } else if (result !== 'failed') open.delete(key);
  }
  return [...open.values()].toSorted((a, b) => a.since - b.since);
}
