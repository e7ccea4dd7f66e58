/** Who came and who left within a time, and how long it took until access was gone. */
import { endOf, type Instant, startOf } from '../model/period.ts';
import type { Person } from '../model/person.ts';
import type { VersionOf } from './access-history.ts';
import type { AuditRow } from './audit-report.ts';
import type { Provisioned } from './carried-out.ts';

export interface Joiner {
  readonly person: string;
  readonly displayName: string;
  /** RFC 3339, UTC: the first working day, or when the file was added where it names none. */
  readonly joinedAt: string;
  /** The first access that the audit saw; absent where there was none. */
  readonly firstAccessAt?: string;
}

export interface Leaver {
  readonly person: string;
  readonly displayName: string;
  /** RFC 3339, UTC: the end of the last working day, or when the file said that the person works here no more. */
  readonly leftAt: string;
  /** How many grants there were when the person left. */
  readonly grants: number;
  /** When the last of them gave no access any more by the grants, and the hours from leaving to it. */
  readonly endedAt?: string;
  readonly hoursToEnd?: number;
  /** When the last of them was out of the real systems; absent where the ledger does not say it of each. */
  readonly removedAt?: string;
  readonly hoursToRemove?: number;
}

export interface MoversOf {
  readonly people: ReadonlyMap<string, readonly VersionOf<Person>[]>;
  readonly access: readonly AuditRow[];
  readonly from: Instant;
  readonly to: Instant;
  readonly now: Instant;
  readonly timeZone: string;
  readonly takenAway: (
    who: { system: string; role: string; subject: string },
    since: Instant,
  ) => Provisioned | undefined;
}

const utc = (at: Instant): string => new Date(at).toISOString();
const hour = 3_600_000;

/** Whose first version, or first working day, lies within the time. What was there on the first day joined nobody. */
export function joinersIn(
  { people, access, from, to, timeZone }: MoversOf,
  began: Instant,
): readonly Joiner[] {
  return [...people].flatMap(([person, versions]) => {
    const first = versions.find(({ file }) => file);
    const value = first?.file?.value;
    if (!first || !value) return [];
    const day = value.startDate === undefined ? undefined : startOf(value.startDate, timeZone);
    const joined = day ?? (first.at > began ? first.at : undefined);
    if (joined === undefined || joined < from || joined >= to) return [];
    const [access1] = access
      .filter((row) => row.person === person)
      .map(({ since }) => since)
      .toSorted();
    return [
      {
        person,
        displayName: value.displayName,
        joinedAt: utc(joined),
        ...(access1 === undefined ? {} : { firstAccessAt: access1 }),
      },
    ];
  });
}

/** When somebody left: the end of the last working day, an inactive file, or no file any more, whichever came first. */
function leftAt(versions: readonly VersionOf<Person>[], timeZone: string): Instant | undefined {
  let left: Instant | undefined;
  for (const [index, { at, objectId, file }] of versions.entries()) {
    const until = versions[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    if (objectId === undefined) left ??= at;
    else if (file) {
      const { active, endDate } = file.value;
      const end = endDate === undefined ? undefined : endOf(endDate, timeZone);
      if (!active) left ??= Math.min(at, end ?? at);
      // Whoever works here again has left no more.
      else if (end === undefined || end > at) left = end !== undefined && end <= until ? end : undefined;
      else left ??= end;
    }
  }
  return left;
}

/** Whoever left within the time, as far as it has come. */
export function leaversIn(of: MoversOf): readonly Leaver[] {
  return [...of.people].flatMap(([person, versions]) => {
    const left = leftAt(versions, of.timeZone);
    if (left === undefined || left < of.from || left >= of.to || left > of.now) return [];
    const held = of.access.filter(
      (row) =>
        row.person === person && row.since <= utc(left) && (row.until === null || row.until >= utc(left)),
    );
    const ends = held.map(({ until }) => (until === null ? Number.POSITIVE_INFINITY : Date.parse(until)));
    const ended = Math.max(...ends, ...(held.length > 0 ? [] : [left]));
    const taken = held.map(({ system, role }) => of.takenAway({ system, role, subject: person }, left));
    const removed = taken.every((step) => step?.result === 'done')
      ? Math.max(left, ...taken.map((step) => Date.parse(step?.at ?? '')))
      : undefined;
    return [
      {
        person,
        displayName: versions.findLast(({ file }) => file)?.file?.value.displayName ?? person,
        leftAt: utc(left),
        grants: held.length,
        ...(held.length > 0 && ended <= of.now
          ? { endedAt: utc(ended), hoursToEnd: hoursFrom(left, ended) }
          : {}),
        ...(held.length > 0 && removed !== undefined
          ? { removedAt: utc(removed), hoursToRemove: hoursFrom(left, removed) }
          : {}),
      },
    ];
  });
}

const hoursFrom = (from: Instant, to: Instant): number =>
  Math.round((Math.max(0, to - from) / hour) * 10) / 10;
