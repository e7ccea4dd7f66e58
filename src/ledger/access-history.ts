/**
 * Who had access since when until when, from what stood in the files at each time and what the ledger said of it at each
 * time. It is the answer of `whyNotEffective` for every instant at once: working hours and activations apart, which a
 * period carries with it, somebody has access at an instant just where it lies in one of these periods.
 */
import { type NotEffective, whyNotEffective } from '../model/effective.ts';
import { type End, endOfGrant, startOfGrant } from '../model/entitlement.ts';
import type { Grant } from '../model/grant.ts';
import { endOf, type Instant, startOf } from '../model/period.ts';
import type { Person } from '../model/person.ts';
import type { DecisionRecord, FoundRecord } from '../model/record.ts';
import type { Holding, Sourced } from '../model/workspace.ts';
import type { FileState } from './standing.ts';

/** What a file held from a commit on. */
export interface VersionOf<T> {
  readonly at: Instant;
  readonly commit: string;
  /** `undefined` where the commit deleted the file. */
  readonly objectId: string | undefined;
  /** `undefined` where it is gone, or cannot be read. */
  readonly file: Sourced<T> | undefined;
}

/** A version of a grant, and the merge that its `duration` counts from, where that is known. */
export interface GrantVersion extends VersionOf<Grant> {
  readonly startedAt?: Instant | undefined;
}

/** What the ledger said of a grant from an instant on: when it was written down, not when it was merged. */
export interface Said {
  readonly at: Instant;
  readonly record: FoundRecord | DecisionRecord;
  readonly state: Pick<FileState, 'objectId' | 'standing'>;
}

/** The life of one grant file; everything oldest first. */
export interface GrantLife extends Holding {
  readonly versions: readonly GrantVersion[];
  readonly said: readonly Said[];
  /** The versions of the file of the person who holds it. */
  readonly person: readonly VersionOf<Person>[];
}

/** `approved`, or `found` on the first day; `unrecorded` where there was no ledger at the time that could say it. */
export type Basis = 'approved' | 'found' | 'unrecorded';

/** What made a period begin. */
export type Beginning = 'recorded' | 'merged' | 'first day' | 'person';
/** What made a period end. */
export type Ending =
  | 'replaced'
  | 'removed'
  | 'last day'
  | 'changed without approval'
  | 'unreadable'
  | 'person';

/** Access without a break by one version of a grant. */
export interface AccessPeriod extends Holding {
  readonly from: Instant;
  /** The first instant without it, which may lie ahead; `undefined` where nothing ends it. */
  readonly to: Instant | undefined;
  readonly basis: Basis;
  readonly beganBy: Beginning;
  readonly endedBy: Ending | undefined;
  /** Why the person gave no access any more, where that ended it. */
  readonly personEnded?: NotEffective;
  readonly grant: Grant;
  /** What the grant itself said of its end. */
  readonly end: End;
  readonly version: GrantVersion;
  /** What came after the version, where that ended the period. */
  readonly next?: GrantVersion;
  /** The record that lets it count; absent where there was none. */
  readonly said?: Said;
}

/** The ledger as a whole: `undefined` where there is none, `begun` absent where nothing that it says counts. */
export interface LedgerSpan {
  readonly begun: Instant | undefined;
}

interface At {
  readonly timeZone: string;
  readonly ledger: LedgerSpan | undefined;
  /** The outcome of the record of a commit, where there is one. */
  readonly outcomeOf: (commit: string) => DecisionRecord['outcome'] | undefined;
}

/** Between two of these instants nothing changes. */
interface Moment {
  readonly at: Instant;
  readonly version: GrantVersion | undefined;
  readonly said: Said | undefined;
  readonly person: VersionOf<Person> | undefined;
  readonly why: NotEffective | 'no file' | undefined;
  readonly basis: Basis;
}

/** All periods of one grant file, oldest first. They never overlap. */
export function accessPeriods(life: GrantLife, at: At): AccessPeriod[] {
  const moments = momentsOf(life, at);
  const periods: AccessPeriod[] = [];
  for (let index = 0; index < moments.length; index += 1) {
    const first = moments[index];
    if (!first?.version?.file || first.why !== undefined) continue;
    let after = index + 1;
    while (isSame(first, moments[after])) after += 1;
    const around = {
      first,
      last: moments[after - 1] ?? first,
      before: moments[index - 1],
      next: moments[after],
    };
    periods.push(periodOf(life, around, at));
    index = after - 1;
  }
  return periods;
}

/** What was found on the ledger’s first day is what stood there before: one period, and the ledger says what it is. */
const isSame = (first: Moment, other: Moment | undefined): boolean =>
  other !== undefined &&
  other.why === undefined &&
  other.version === first.version &&
  (other.basis === first.basis || (first.basis === 'unrecorded' && other.basis === 'found'));

function momentsOf(life: GrantLife, at: At): Moment[] {
  const begun = at.ledger?.begun;
  const fixed = [...life.versions, ...life.said, ...life.person].map((each) => each.at);
  const cuts = sorted(begun === undefined ? fixed : [...fixed, begun]);
  const [versions, said, people] = [cursor(life.versions), cursor(life.said), cursor(life.person)];
  return cuts.flatMap((from, index) => {
    const state = { version: versions(from), said: said(from), person: people(from) };
    const to = cuts[index + 1] ?? Number.POSITIVE_INFINITY;
    const inside = boundariesOf(state, at.timeZone).filter((each) => each > from && each < to);
    return sorted([from, ...inside]).map((each) => momentAt(each, state, at));
  });
}

/** The last of them at an instant; asked for instants that only go forward. */
function cursor<T extends { readonly at: Instant }>(all: readonly T[]): (at: Instant) => T | undefined {
  let index = -1;
  return (at) => {
    for (let next = all[index + 1]; next && next.at <= at; next = all[index + 1]) index += 1;
    return all[index];
  };
}

const sorted = (instants: readonly Instant[]): Instant[] => [...new Set(instants)].sort((a, b) => a - b);

/** The instants at which one and the same content begins or stops to give access. */
function boundariesOf({ version, person }: Pick<Moment, 'version' | 'person'>, timeZone: string): Instant[] {
  const grant = version?.file?.value;
  if (!grant) return [];
  const end = endOfGrant(grant, timeZone, version.startedAt);
  const { startDate, endDate } = person?.file?.value ?? {};
  return [
    startOfGrant(grant, timeZone),
    typeof end === 'string' ? undefined : end.at,
    grant.requestedAt === undefined ? undefined : startOf(grant.requestedAt, timeZone),
    startDate === undefined ? undefined : startOf(startDate, timeZone),
    endDate === undefined ? undefined : endOf(endDate, timeZone),
  ].flatMap((instant) => instant ?? []);
}

function momentAt(now: Instant, state: Pick<Moment, 'version' | 'said' | 'person'>, at: At): Moment {
  const { version, said, person } = state;
  const { ledger, timeZone } = at;
  const isLedger = ledger !== undefined && (ledger.begun === undefined || ledger.begun <= now);
  const basis = isLedger ? (said?.state.standing === 'found' ? 'found' : 'approved') : 'unrecorded';
  const file = version?.file;
  if (!file) return { at: now, ...state, basis, why: version?.objectId === undefined ? 'no file' : 'flawed' };
  const isRecorded = isLedger
    ? ledger.begun !== undefined &&
      said !== undefined &&
      said.state.standing !== 'unapproved' &&
      said.state.objectId === version.objectId
    : undefined;
  const { windows: _, activation: __, ...always } = file.value;
  const why = whyNotEffective({ ...sourced(file), value: always }, person?.file, {
    now,
    timeZone,
    startedAt: version.startedAt,
    isRecorded,
  });
  return { at: now, ...state, basis, why };
}

/** Without its methods a class loses them to a spread. */
const sourced = <T>(file: Sourced<T>): Sourced<T> => ({
  path: file.path,
  id: file.id,
  value: file.value,
  flawed: file.flawed,
  locate: (pointer, atKey) => file.locate(pointer, atKey),
});

function periodOf(
  { path, system, role, subject }: GrantLife,
  around: Readonly<Record<'first' | 'last', Moment> & Record<'before' | 'next', Moment | undefined>>,
  at: At,
): AccessPeriod {
  const { first, last, next } = around;
  const version = first.version as GrantVersion & { readonly file: Sourced<Grant> };
  const endedBy = next && endingOf(first, next, at);
  return {
    ...{ path, system, role, subject },
    from: first.at,
    to: next?.at,
    basis: last.basis,
    beganBy: beginningOf(first, around.before),
    endedBy,
    ...(endedBy === 'person' && next?.why !== undefined && next.why !== 'no file'
      ? { personEnded: next.why }
      : {}),
    grant: version.file.value,
    end: endOfGrant(version.file.value, at.timeZone, version.startedAt),
    version,
    ...(next?.version && next.version !== version ? { next: next.version } : {}),
    ...(last.basis === 'unrecorded' || !last.said ? {} : { said: last.said }),
  };
}

function beginningOf(first: Moment, before: Moment | undefined): Beginning {
  if (first.basis !== 'unrecorded' && first.said && first.said !== before?.said) return 'recorded';
  if (first.version !== before?.version) return 'merged';
  if (first.person !== before?.person) return 'person';
  return before?.why === 'not yet begun' ? 'first day' : 'recorded';
}

function endingOf({ version }: Moment, next: Moment, { outcomeOf }: At): Ending {
  if (next.why === 'no file') return 'removed';
  if (next.version !== version) {
    if (next.why === 'flawed') return 'unreadable';
    const isPast = next.why === 'not approved' && outcomeOf(next.version?.commit ?? '') !== 'approved';
    return isPast ? 'changed without approval' : 'replaced';
  }
  if (next.why === undefined) return 'replaced';
  if (next.why === 'ended') return 'last day';
  if (next.why === 'not approved') return 'changed without approval';
  return 'person';
}
