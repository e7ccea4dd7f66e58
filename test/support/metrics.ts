/** Ledgers with a past: requests with their times, and what was carried into real systems. */
import type { MetricsOf } from '../../src/ledger/metrics.ts';
import type {
  DecisionRecord,
  LedgerRecord,
  ProvisionedRecord,
  ProvisioningStep,
  Unchained,
} from '../../src/model/record.ts';
import { commitId, decision } from './ledger.ts';

/** An instant as RFC 3339. */
export const utc = (time: number | string): string => new Date(time).toISOString();

const hour = 3_600_000;
let last = 1000;

/** What a request is about; times in hours after it was asked for. */
export interface Asked {
  readonly subject?: string;
  readonly system?: string;
  readonly role?: string;
  readonly kind?: string;
  readonly asked?: string;
  readonly valid?: number;
  readonly complete?: number;
  readonly merged?: number;
  /** The stages, each with who filled it and when. */
  readonly stages?: readonly {
    readonly approvers: readonly string[];
    readonly by: string;
    readonly at: number;
  }[];
  readonly errors?: readonly string[];
  readonly denied?: number;
  readonly more?: Partial<Unchained<DecisionRecord>>;
}

/** The record of a request that was approved. */
export function asked({
  subject = 'ana.costa',
  system = 'payroll',
  role = 'viewer',
  kind = 'added',
  asked: day = '2026-11-02T08:00:00Z',
  valid = 0,
  complete = 2,
  merged = complete,
  stages = [],
  errors,
  denied = 0,
  more = {},
}: Asked = {}): Unchained<DecisionRecord> {
  const n = ++last;
  const path = `access-grants/${system}/${role}/${subject}.yaml`;
  const at = (hours: number) => utc(Date.parse(day) + hours * hour);
  const said = (decided: 'approved' | 'denied', person: string, review: number, hours: number) => ({
    ...{ user: person, id: review, person, decision: decided, at: at(hours), review },
    counted: decided === 'approved',
  });
  return decision(n, {
    recordedAt: at(merged),
    changes: [{ kind, path, objectId: commitId(n) }],
    times: { asked: at(0), valid: at(valid), complete: at(complete), merged: at(merged) },
    ...(errors === undefined ? {} : { firstCheck: { at: at(0), errors: [...errors] } }),
    decisions: [
      ...Array.from({ length: denied }, (_, index) => said('denied', 'marta.dias', 900 + index, 0)),
      ...stages.map((stage, index) => said('approved', stage.by, index + 1, stage.at)),
    ],
    verdict: {
      verdict: 'approved',
      requirements: [
        {
          change: { kind, path },
          policy: 'standard',
          stages: stages.map(({ approvers, by }) => ({
            approvers,
            candidates: [by],
            needed: 1,
            approvedBy: [by],
          })),
        },
      ],
      counted: stages.map(({ approvers, by }, index) => ({
        ...{ user: by, person: by, review: index + 1 },
        stage: `${path}: ${approvers.join(' or ')}`,
      })),
    },
    ...more,
  });
}

/** A step in a real system, as the engine writes it. */
export const carried = (
  result: ProvisioningStep['result'],
  at: string,
  more: Partial<ProvisioningStep> & { readonly system?: string; readonly connector?: string } = {},
): Unchained<ProvisionedRecord> => {
  const { system = 'payroll', connector = 'task', ...step } = more;
  const { role = 'viewer', subject = 'ana.costa', action = 'grant' } = step;
  return {
    version: 1,
    kind: 'provisioned',
    recordedAt: utc(at),
    tool: '0.1.0',
    commit: commitId(++last),
    system,
    connector,
    steps: [
      {
        ...{ action, role, subject, account: subject, result, at: utc(at) },
        ...(action === 'grant' ? { path: `access-grants/${system}/${role}/${subject}.yaml` } : {}),
        ...step,
      },
    ],
  };
};

/** In the order of their time, as a ledger has them. */
export const recordsOf = (records: readonly Unchained<LedgerRecord>[]): LedgerRecord[] =>
  records
    .toSorted((a, b) => Date.parse(a.recordedAt) - Date.parse(b.recordedAt))
    .map((record): LedgerRecord => ({ ...record, previous: null }));

/** All that the numbers are made of, for tests that are about a part of it. */
export const metricsFrom = (
  records: readonly Unchained<LedgerRecord>[],
  more: Partial<MetricsOf> = {},
): MetricsOf => ({
  records: recordsOf(records),
  now: Date.parse('2026-11-30T12:00:00Z'),
  timeZone: 'Europe/Lisbon',
  smallestGroup: 1,
  departmentOf: () => 'Finance',
  dueAt: (_system, askedAt) => askedAt + 24 * hour,
  held: [],
  ...more,
});
