/** The numbers of a time: how long requests take and where they wait, what is wrong with them, what is overdue. */
import type { Instant } from '../model/period.ts';
import type { LedgerRecord } from '../model/record.ts';
import { type HeldNow, type HeldNumbers, heldNumbers } from './held-numbers.ts';
import { type MonthNumbers, monthNumbers } from './month-numbers.ts';
import { decisionsIn } from './months.ts';
import {
  type BrokenRule,
  type FirstErrors,
  firstOf,
  rulesOf,
  type TimesOfMany,
  timesOfMany,
} from './request-numbers.ts';
import { type GrantRequest, type RequestedGrant, requestsIn, type Times, timesOf } from './requests.ts';
import { groupsOf } from './small-groups.ts';
import { peopleIn } from './spread.ts';
import { type StageGroup, stageGroups } from './stage-numbers.ts';
import { type TaskNumbers, taskNumbers } from './task-numbers.ts';

/** What the numbers need besides the ledger. */
export interface MetricsOf {
  readonly records: readonly LedgerRecord[];
  readonly now: Instant;
  readonly timeZone: string;
  /** What was merged before is left out. */
  readonly from?: Instant;
  /** What was merged from then on is left out too. */
  readonly to?: Instant;
  /** From when on the months are told; as `from`, unless it says otherwise. */
  readonly trendFrom?: Instant;
  /** Of fewer people than these, no time and no share is told. 1 tells everything. */
  readonly smallestGroup: number;
  readonly departmentOf: (user: string) => string | undefined;
  /** Where the access begins later than the merge, by the content of the grant. */
  readonly beginsAt?: (objectId: string) => Instant | undefined;
  /** By when a task at a system that was asked for at an instant has to be done; nothing where nobody says. */
  readonly dueAt: (system: string, askedAt: Instant) => Instant | undefined;
  readonly held: readonly HeldNow[];
}

/** A system, a department; `null` for those that are too small to be named. */
export interface Group {
  readonly id: string | null;
  readonly requests: number;
  readonly people: number;
  readonly times: TimesOfMany;
  readonly first: FirstErrors;
  /** Requests that somebody objected to on the way. */
  readonly denied: number;
}

export interface Metrics {
  /** RFC 3339, UTC; absent for since the beginning of the ledger. */
  readonly from?: string;
  readonly to: string;
  readonly timeZone: string;
  readonly smallestGroup: number;
  /** Approved requests that gave access. */
  readonly requests: number;
  readonly times: TimesOfMany;
  /** All the time that requests spent in each step, in milliseconds. */
  readonly spent: { readonly [K in Exclude<keyof Times, 'toResolve'>]: number };
  readonly systems: readonly Group[];
  readonly departments: readonly Group[];
  readonly stages: readonly StageGroup[];
  /** The same, for each system. */
  readonly stagesBySystem: readonly StageGroup[];
  readonly first: FirstErrors & { readonly rules: readonly BrokenRule[] };
  readonly denied: number;
  /** Commits that nobody had approved. */
  readonly unapproved: number;
  readonly tasks: TaskNumbers;
  readonly held: HeldNumbers;
  readonly months: readonly MonthNumbers[];
}

/** Times are those of the clock: nights and weekends are in them. */
export function metricsOf(of: MetricsOf): Metrics {
  const { records, from = Number.NEGATIVE_INFINITY, to = of.now, smallestGroup, timeZone } = of;
  const isIn = ({ mergedAt }: { readonly mergedAt: Instant }) => mergedAt >= from && mergedAt < to;
  const all = requestsIn(records, of.beginsAt);
  const requests = all.filter(isIn);
  const groups = (idOf: (grant: RequestedGrant) => string) =>
    groupsOf(requests.flatMap(partsBy(idOf)), ({ id }) => [id], smallestGroup).map(({ id, items }) =>
      groupOf(id, items, smallestGroup),
    );
  return {
    ...(of.from === undefined ? {} : { from: new Date(of.from).toISOString() }),
    to: new Date(to).toISOString(),
    timeZone,
    smallestGroup,
    requests: requests.length,
    times: timesOfMany(requests.map(whole), smallestGroup),
    // Of one person alone, how the time was spent is nobody else’s business either.
    spent: spentIn(peopleIn(requests) < smallestGroup ? [] : requests.map((request) => timesOf(request))),
    systems: groups(({ system }) => system),
    departments: groups(({ subject }) => of.departmentOf(subject) ?? unknownDepartment),
    stages: stageGroups(requests, smallestGroup, ''),
    stagesBySystem: stageGroups(requests, smallestGroup, 'system'),
    first: { ...firstOf(requests), rules: rulesOf(requests) },
    denied: requests.filter(({ denied }) => denied > 0).length,
    unapproved: decisionsIn(records).filter(
      ({ outcome, times }) => outcome === 'unapproved' && isIn({ mergedAt: Date.parse(times.merged) }),
    ).length,
    tasks: taskNumbers(records, of),
    held: heldNumbers(of.held),
    months: monthNumbers(records, all, { ...of, to, from: of.trendFrom ?? from }),
  };
}

/** Of people whose file is gone, nobody can tell the department any more. */
export const unknownDepartment = '';

/** A request as far as it is about one system or department. */
interface Part {
  readonly id: string;
  readonly request: GrantRequest;
  readonly people: readonly string[];
  readonly times: Times;
}

const partsBy =
  (idOf: (grant: RequestedGrant) => string) =>
  (request: GrantRequest): readonly Part[] =>
    [...new Set(request.grants.map(idOf))].map((id) => {
      const isAbout = (grant: RequestedGrant) => idOf(grant) === id;
      return {
        id,
        request,
        people: [...new Set(request.grants.filter(isAbout).map(({ subject }) => subject))],
        times: timesOf(request, isAbout),
      };
    });

const whole = (request: GrantRequest) => ({ people: request.people, times: timesOf(request) });

const groupOf = (id: string | null, parts: readonly Part[], smallest: number): Group => {
  const requests = [...new Set(parts.map(({ request }) => request))];
  return {
    id,
    requests: requests.length,
    people: peopleIn(parts),
    times: timesOfMany(parts, smallest),
    first: firstOf(requests),
    denied: requests.filter(({ denied }) => denied > 0).length,
  };
};

const spentIn = (times: readonly Times[]): Metrics['spent'] => {
  const sum = (step: keyof Times) => times.reduce((total, { [step]: value = 0 }) => total + value, 0);
  return {
    toValid: sum('toValid'),
    toApprove: sum('toApprove'),
    toMerge: sum('toMerge'),
    toProvision: sum('toProvision'),
  };
};
