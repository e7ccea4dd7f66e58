/** What happened besides access: what nobody approved, reviews, signatures, rules that an exception put aside. */
import type { Instant } from '../model/period.ts';
import type { DecisionRecord, LedgerRecord } from '../model/record.ts';
import { type Approval, approvalOf, verdictOf } from './audit-report.ts';
import { incidentsIn } from './incidents.ts';

/** A commit that nobody approved. */
export interface IncidentEvent {
  /** RFC 3339, UTC; when it reached the default branch, as far as it is known. */
  readonly at: string;
  readonly recordedAt: string;
  readonly commit: string;
  readonly pullRequest?: number;
  /** What it added or changed; access that it took away is no incident. */
  readonly paths: readonly string[];
  readonly reasons: readonly string[];
  /** Whether some of it still stands, now. */
  readonly isOpen: boolean;
}

/** Somebody looked whether access is still needed, or answered for what was found. */
export interface ReviewEvent {
  readonly kind: 'review' | 'signature';
  readonly at: string;
  readonly system: string;
  /** The grant that was kept; absent where an owner signed for a whole system. */
  readonly path?: string;
  readonly by: readonly string[];
  readonly approval?: Approval;
  readonly commit: string;
  readonly pullRequest?: number;
}

/** A finding that an exception let pass. */
export interface ExceptionUse {
  readonly at: string;
  readonly exception: string;
  readonly validUntil: string;
  readonly rule: string;
  readonly message: string;
  readonly path: string;
  readonly commit: string;
  readonly pullRequest?: number;
}

export interface AuditEvents {
  readonly incidents: readonly IncidentEvent[];
  readonly reviews: readonly ReviewEvent[];
  readonly exceptions: readonly ExceptionUse[];
}

/** Which of them. */
export interface EventsAsked {
  readonly from: Instant;
  readonly to: Instant;
  /** Whether a file is asked about. */
  readonly wanted: (path: string) => boolean;
  readonly wantsSystem: (system: string) => boolean;
  /** What a path holds at the tip; `null` where it is gone, `undefined` where no commit ever touched it. */
  readonly objectIdAt: (path: string) => string | null | undefined;
}

/** The events whose commits were merged within the time; oldest first. */
export function eventsIn(records: readonly LedgerRecord[], asked: EventsAsked): AuditEvents {
  const within = (at: string) => Date.parse(at) >= asked.from && Date.parse(at) < asked.to;
  const decisions = records.flatMap((record) =>
    record.kind === 'decision' && within(atOf(record)) ? [record] : [],
  );
  const open = new Set(
    incidentsIn(records, (path) => asked.objectIdAt(path) ?? undefined).map(({ record }) => record.commit),
  );
  return {
    incidents: decisions.flatMap((record) => incidentOf(record, open, asked)),
    reviews: [
      ...decisions.flatMap((record) => reviewsOf(record, asked)),
      ...records.flatMap((record): ReviewEvent[] =>
        record.kind === 'signed' && within(record.at) && asked.wantsSystem(record.system)
          ? [
              {
                kind: 'signature',
                at: record.at,
                system: record.system,
                by: [record.by.person],
                commit: record.commit,
              },
            ]
          : [],
      ),
    ].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    exceptions: decisions.flatMap((record) => exceptionsOf(record, asked)),
  };
}

/** A commit says itself when it was made; it was there at the latest when it was written down. */
const atOf = ({ times, recordedAt }: DecisionRecord): string =>
  times.merged < recordedAt ? times.merged : recordedAt;

const requestOf = ({ commit, pullRequest }: DecisionRecord) => ({
  commit,
  ...(pullRequest === undefined ? {} : { pullRequest }),
});

function incidentOf(
  record: DecisionRecord,
  open: ReadonlySet<string>,
  { wanted }: EventsAsked,
): IncidentEvent[] {
  if (record.outcome === 'approved') return [];
  const paths = record.changes
    .filter(({ path, objectId }) => (!path.startsWith('access-grants/') || objectId !== null) && wanted(path))
    .map(({ path }) => path);
  if (paths.length === 0) return [];
  return [
    {
      at: atOf(record),
      recordedAt: record.recordedAt,
      ...requestOf(record),
      paths,
      reasons: record.reasons,
      isOpen: open.has(record.commit),
    },
  ];
}

function reviewsOf(record: DecisionRecord, { wanted }: EventsAsked): ReviewEvent[] {
  if (record.outcome !== 'approved') return [];
  return record.changes.flatMap(({ kind, path }): ReviewEvent[] => {
    if (kind !== 'reviewed' || !wanted(path)) return [];
    const approval = approvalOf(record, path);
    return [
      {
        kind: 'review',
        at: atOf(record),
        system: path.split('/')[1] ?? '',
        path,
        by: approval.approvedBy.map(({ person }) => person),
        approval,
        ...requestOf(record),
      },
    ];
  });
}

function exceptionsOf(record: DecisionRecord, { wanted }: EventsAsked): ExceptionUse[] {
  return (verdictOf(record).findings ?? []).flatMap(({ exception, path, rule, message }) =>
    exception && wanted(path)
      ? [
          {
            at: atOf(record),
            exception: exception.id,
            validUntil: exception.validUntil,
            ...{ rule, message, path },
            ...requestOf(record),
          },
        ]
      : [],
  );
}
