/** When access was carried into a real system, and when it was taken out of it. */
import type { LedgerRecord, ProvisioningStep } from '../model/record.ts';
import type { AccessPeriod } from './access-history.ts';

/** What became of it in the real system. */
export interface Provisioned {
  /** `asked`: somebody was asked to do it, and has not said that it is done. */
  readonly result: 'done' | 'found' | 'asked' | 'failed';
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly account: string;
  /** Who did it by hand; absent where a connector did. */
  readonly by?: string;
  readonly issue?: number;
  readonly proof?: string;
  readonly why?: string;
}

/** What the records say of the steps in real systems. */
export interface Carrying {
  of(period: AccessPeriod): { readonly provisioned?: Provisioned; readonly deprovisioned?: Provisioned };
  /** The first time at or after an instant at which a role was taken out of a real system. */
  takenAway(who: Who, since: number): Provisioned | undefined;
}

interface Who {
  readonly system: string;
  readonly role: string;
  readonly subject: string;
}

const keyOf = ({ system, role, subject }: Who): string => `${system}/${role}/${subject}`;

/** Reads the steps out of the records. */
export function carryingOf(records: readonly LedgerRecord[]): Carrying {
  const all = new Map<string, ProvisioningStep[]>();
  for (const record of records)
    if (record.kind === 'provisioned')
      for (const step of record.steps) {
        const key = keyOf({ ...step, system: record.system });
        const known = all.get(key);
        if (known) known.push(step);
        else all.set(key, [step]);
      }
  const stepsOf = (who: Who) => all.get(keyOf(who)) ?? [];
  const takenAway = (who: Who, since: number) =>
    outcome(stepsOf(who).filter((step) => step.action === 'revoke' && Date.parse(step.at) >= since));
  return {
    of(period) {
      const steps = stepsOf(period);
      const until = period.to ?? Number.POSITIVE_INFINITY;
      const gone = steps.findLastIndex(
        ({ action, result, at }) => action === 'revoke' && result === 'done' && Date.parse(at) <= period.from,
      );
      const given = outcome(
        steps.slice(gone + 1).filter(({ action, at }) => action === 'grant' && Date.parse(at) < until),
      );
      const taken =
        period.to === undefined || period.endedBy === 'replaced' ? undefined : takenAway(period, period.to);
      return { ...(given ? { provisioned: given } : {}), ...(taken ? { deprovisioned: taken } : {}) };
    },
    takenAway,
  };
}

/** The first step that was carried out; where none was, the last that was tried or asked for. */
function outcome(steps: readonly ProvisioningStep[]): Provisioned | undefined {
  const step =
    steps.find(({ result }) => result === 'done' || result === 'found') ??
    steps.findLast(({ result }) => result === 'asked' || result === 'failed');
  if (!step || step.result === 'void') return undefined;
  return {
    result: step.result,
    at: step.at,
    account: step.account,
    ...(step.by ? { by: step.by.person } : {}),
    ...(step.issue === undefined ? {} : { issue: step.issue }),
    ...(step.proof === undefined ? {} : { proof: step.proof }),
    ...(step.why === undefined ? {} : { why: step.why }),
  };
}
