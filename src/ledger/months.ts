/** What was decided, month by month: the numbers behind a dashboard. */
import { dayOf } from '../model/period.ts';
import type { DecisionRecord, LedgerRecord } from '../model/record.ts';

/** What became of the requests that reached the default branch in a month. */
export interface Month {
  /** `2026-11`, in the time zone of the organization. */
  readonly month: string;
  /** Changes of grants that give access, or more of it. */
  readonly given: number;
  /** Changes of grants that end access, or make it smaller. */
  readonly ended: number;
  /** Commits that nobody had approved. */
  readonly unapproved: number;
  /** Objections on the way. */
  readonly denied: number;
}

const gives: ReadonlySet<string> = new Set(['added', 'extended', 'edited']);
const ends: ReadonlySet<string> = new Set(['removed', 'reduced', 'ended']);

/** The decisions among the records. */
export const decisionsIn = (records: readonly LedgerRecord[]): readonly DecisionRecord[] =>
  records.flatMap((record) => (record.kind === 'decision' ? [record] : []));

/** Every month from the first to the last in which something was decided, also those without anything. */
export function monthsOf(records: readonly LedgerRecord[], timeZone: string): readonly Month[] {
  const byMonth = new Map<string, DecisionRecord[]>();
  for (const record of decisionsIn(records)) {
    const month = dayOf(Date.parse(record.times.merged), timeZone).slice(0, 7);
    byMonth.set(month, [...(byMonth.get(month) ?? []), record]);
  }
  const known = [...byMonth.keys()].toSorted();
  return monthsBetween(known[0], known.at(-1)).map((month) => monthOf(month, byMonth.get(month) ?? []));
}

function monthOf(month: string, decisions: readonly DecisionRecord[]): Month {
  const kinds = decisions
    .filter(({ outcome }) => outcome === 'approved')
    .flatMap(({ changes }) => changes.filter(({ path }) => path.startsWith('access-grants/')))
    .map(({ kind }) => kind);
  return {
    month,
    given: kinds.filter((kind) => gives.has(kind)).length,
    ended: kinds.filter((kind) => ends.has(kind)).length,
    unapproved: decisions.filter(({ outcome }) => outcome === 'unapproved').length,
    denied: decisions.flatMap((each) => each.decisions.filter(({ decision }) => decision === 'denied'))
      .length,
  };
}

function monthsBetween(first: string | undefined, last: string | undefined): readonly string[] {
  if (first === undefined || last === undefined) return [];
  const [year = 0, month = 0] = first.split('-').map(Number);
  const [lastYear = 0, lastMonth = 0] = last.split('-').map(Number);
  const count = (lastYear - year) * 12 + lastMonth - month + 1;
  return Array.from({ length: count }, (_, index) => {
    const at = month - 1 + index;
    return `${year + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}
