/** What an auditor is told of each period of access: who, why, asked and approved by whom, carried out and ended when. */
import type { Grant } from '../model/grant.ts';
import type { Instant } from '../model/period.ts';
import type { Person } from '../model/person.ts';
import type { DecisionRecord, LedgerRecord, SignedRecord } from '../model/record.ts';
import type { Requirement, Verdict } from '../model/verdict.ts';
import type { AccessPeriod, Basis, Ending, VersionOf } from './access-history.ts';
import { type Carrying, carryingOf, type Provisioned } from './carried-out.ts';

/** Somebody who approved. */
export interface ApprovedBy {
  readonly person: string;
  /** The login; absent where the author's own leave was enough. */
  readonly user?: string;
  /** RFC 3339, UTC. */
  readonly at?: string;
  readonly words?: string;
}

/** What the ledger says of the change of one file. */
export interface Approval {
  readonly commit: string;
  readonly pullRequest?: number;
  readonly kind: string;
  readonly askedAt?: string;
  readonly completeAt?: string;
  readonly mergedAt: string;
  readonly recordedAt: string;
  readonly approvedBy: readonly ApprovedBy[];
  /** The approval policies that asked for it, by id. */
  readonly policies: readonly string[];
  /** `alone`: there was no second person. `author`, `expired`: nobody else had to approve it. */
  readonly satisfiedBy?: NonNullable<Requirement['satisfiedBy']>;
  readonly policyDigest?: string;
  /** The commit whose policies it was decided by. */
  readonly policyCommit?: string;
}

/** One period of access by one version of one grant. */
export interface AuditRow {
  readonly person: string;
  readonly displayName: string;
  readonly system: string;
  readonly role: string;
  /** RFC 3339, UTC; the first instant. */
  readonly since: string;
  /** The first instant without it, which may lie ahead; `null` where nothing ends it. */
  readonly until: string | null;
  readonly beganBy: AccessPeriod['beganBy'];
  /** `null` where it goes on, or nothing but its planned end is known. */
  readonly endedBy: Ending | null;
  readonly personEnded?: AccessPeriod['personEnded'];
  /** Since when the file of the grant had been there without a break: renewals follow each other. */
  readonly fileSince: string;
  readonly basis: Basis;
  readonly justification: string;
  readonly ticket?: string;
  readonly requestedBy: string;
  readonly requestedAt?: string;
  readonly emergency?: { readonly incident?: string };
  readonly windows?: Grant['windows'];
  readonly activation?: Grant['activation'];
  readonly standing?: true;
  readonly approval?: Approval;
  /** The owner under whose name what was found stood, and who signed for it. */
  readonly found?: { readonly owner: string; readonly signedBy?: string; readonly signedAt?: string };
  /** What changed the file after that: a renewal, a removal. */
  readonly next?: Approval | { readonly commit: string };
  readonly provisioned?: Provisioned;
  readonly deprovisioned?: Provisioned;
  readonly path: string;
  /** The commit that brought this version of the file, and its object. */
  readonly commit: string;
  readonly objectId: string;
}

/** What the rows are made from. */
export interface RowsOf {
  readonly periods: readonly AccessPeriod[];
  readonly people: ReadonlyMap<string, readonly VersionOf<Person>[]>;
  readonly files: ReadonlyMap<AccessPeriod, { readonly since: Instant; readonly nextCommit?: string }>;
  readonly records: readonly LedgerRecord[];
  readonly recordOf: ReadonlyMap<string, DecisionRecord>;
  /** What lies ahead has not ended anything yet. */
  readonly now: Instant;
}

const utc = (instant: Instant): string => new Date(instant).toISOString();

/** The rows, by person, system, role and time. */
export function auditRows(of: RowsOf): AuditRow[] {
  const carrying = carryingOf(of.records);
  const signed = new Map<string, SignedRecord>();
  for (const record of of.records)
    if (record.kind === 'signed' && !signed.has(record.system)) signed.set(record.system, record);
  return of.periods.map((period) => rowOf(period, of, { carrying, signed })).toSorted(byPerson);
}

const byPerson = (a: AuditRow, b: AuditRow): number =>
  compare(a.person, b.person) ||
  compare(a.system, b.system) ||
  compare(a.role, b.role) ||
  compare(a.since, b.since);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface Looked {
  readonly carrying: Carrying;
  readonly signed: ReadonlyMap<string, SignedRecord>;
}

function rowOf(period: AccessPeriod, of: RowsOf, { carrying, signed }: Looked): AuditRow {
  const { grant, said, version, from, to, subject } = period;
  const approval = said?.record.kind === 'decision' ? approvalOf(said.record, period.path) : undefined;
  const found = period.basis === 'found' ? foundOf(period, of, signed) : undefined;
  const file = of.files.get(period);
  return {
    person: subject,
    displayName: nameAt(of.people.get(subject) ?? [], from) ?? subject,
    system: period.system,
    role: period.role,
    since: utc(from),
    until: to === undefined ? null : utc(to),
    beganBy: period.beganBy,
    ...(to !== undefined && to <= of.now
      ? {
          endedBy: period.endedBy ?? null,
          ...(period.personEnded === undefined ? {} : { personEnded: period.personEnded }),
        }
      : { endedBy: null }),
    fileSince: utc(file?.since ?? version.at),
    basis: period.basis,
    justification: grant.justification,
    ...(grant.ticket === undefined ? {} : { ticket: grant.ticket }),
    requestedBy: grant.requestedBy ?? subject,
    ...(grant.requestedAt === undefined ? {} : { requestedAt: grant.requestedAt }),
    ...(grant.emergency
      ? { emergency: grant.incident === undefined ? {} : { incident: grant.incident } }
      : {}),
    ...(grant.windows ? { windows: grant.windows } : {}),
    ...(grant.activation ? { activation: grant.activation } : {}),
    ...(grant.standing ? { standing: true as const } : {}),
    ...(approval ? { approval } : {}),
    ...(found ? { found } : {}),
    ...nextOf(file?.nextCommit, period.path, of),
    ...carrying.of(period),
    path: period.path,
    commit: version.commit,
    objectId: version.objectId ?? '',
  };
}

/** The name that people called somebody by at the time; else the first one that is known. */
export function nameAt(versions: readonly VersionOf<Person>[], at: Instant): string | undefined {
  const readable = versions.filter(({ file }) => file);
  const then = readable.findLast((each) => each.at <= at) ?? readable[0];
  return then?.file?.value.displayName;
}

function foundOf(
  period: AccessPeriod,
  of: RowsOf,
  signed: ReadonlyMap<string, SignedRecord>,
): AuditRow['found'] {
  const record = of.records.find((each) => each.kind === 'found' && each.system === period.system);
  if (record?.kind !== 'found') return undefined;
  const by = signed.get(period.system);
  return {
    owner: record.owner,
    ...(by ? { signedBy: by.by.person, signedAt: by.at } : {}),
  };
}

function nextOf(commit: string | undefined, path: string, { recordOf }: RowsOf): Pick<AuditRow, 'next'> {
  if (commit === undefined) return {};
  const record = recordOf.get(commit);
  return { next: record?.outcome === 'approved' ? approvalOf(record, path) : { commit } };
}

/** The verdict that a record keeps. Its form is that of the version of Grantbook that wrote it. */
export const verdictOf = ({ verdict }: DecisionRecord): Partial<Verdict> =>
  (verdict ?? {}) as Partial<Verdict>;

/** What a record says of the approval of one of its files. */
export function approvalOf(record: DecisionRecord, path: string): Approval {
  const { requirements = [], baseSha } = verdictOf(record);
  const own = requirements.filter(({ change }) => change.path === path);
  const people = [...new Set(own.flatMap(({ stages }) => stages.flatMap(({ approvedBy }) => approvedBy)))];
  const satisfiedBy = own.find((each) => each.satisfiedBy !== undefined)?.satisfiedBy;
  return {
    commit: record.commit,
    ...(record.pullRequest === undefined ? {} : { pullRequest: record.pullRequest }),
    kind: record.changes.find((change) => change.path === path)?.kind ?? 'changed',
    ...(record.times.asked === undefined ? {} : { askedAt: record.times.asked }),
    ...(record.times.complete === undefined ? {} : { completeAt: record.times.complete }),
    mergedAt: record.times.merged,
    recordedAt: record.recordedAt,
    approvedBy:
      people.length > 0 ? people.map((person) => approvedBy(person, record)) : allCounted(record, own),
    policies: [...new Set(own.flatMap(({ policy, title }) => title ?? policy ?? []))],
    ...(satisfiedBy === undefined ? {} : { satisfiedBy }),
    ...(record.policyDigest === undefined ? {} : { policyDigest: record.policyDigest }),
    ...(typeof baseSha === 'string'
      ? { policyCommit: baseSha }
      : record.parent === null
        ? {}
        : { policyCommit: record.parent }),
  };
}

type Decision = DecisionRecord['decisions'][number];

const saying = ({ user, at, reason }: Decision) => ({
  user,
  at,
  ...(reason === undefined ? {} : { words: reason }),
});

function approvedBy(person: string, { decisions }: DecisionRecord): ApprovedBy {
  const decision = decisions.findLast(
    (each) => each.person === person && each.counted && each.decision === 'approved',
  );
  return { person, ...(decision ? saying(decision) : {}) };
}

/** Where the verdict does not say who filled which place: everybody who filled one; nobody where none was needed. */
const allCounted = ({ decisions }: DecisionRecord, own: readonly Requirement[]): readonly ApprovedBy[] =>
  own.length > 0 && own.every(({ satisfiedBy }) => satisfiedBy !== undefined && satisfiedBy !== 'alone')
    ? []
    : decisions
        .filter(({ counted, decision }) => counted && decision === 'approved')
        .map((each) => ({ person: each.person ?? each.user, ...saying(each) }));
