/** What the policy says of a role, a person and a grant: the look-ups that every rule and report shares. */

import type { Grant } from './grant.ts';
import type { Allowance, RoleMatrixFile } from './matrix.ts';
import {
  addDays,
  addDuration,
  type Day,
  dayOf,
  endOf,
  type Instant,
  parseDuration,
  startOf,
  timeOf,
} from './period.ts';
import type { Person } from './person.ts';
import type { Role, System } from './system.ts';
import type { Sourced, Workspace } from './workspace.ts';

/** A role with the system that has it. */
export interface FoundRole {
  readonly system: Sourced<System>;
  readonly role: Role;
}

/** The value of an own key: `constructor` is not a role. */
export const own = <T>(map: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  map && Object.hasOwn(map, key) ? map[key] : undefined;

/** A role by the names of a system and a role. */
export function findRole(workspace: Workspace, systemId: string, roleId: string): FoundRole | undefined {
  const system = workspace.systems.get(systemId);
  const role = own(system?.value.roles, roleId);
  return system && role ? { system, role } : undefined;
}

/** What the matrix allows one person for one role, through one of their job functions. */
export interface FoundAllowance {
  readonly jobFunction: string;
  readonly allowance: Allowance;
  readonly file: Sourced<RoleMatrixFile>;
}

type MatrixIndex = ReadonlyMap<string, ReadonlyMap<string, readonly FoundAllowance[]>>;
const matrixIndexes = new WeakMap<Workspace['matrix'], MatrixIndex>();

/** The matrix by job function and `system/role`: it is asked for every grant, over many files. */
function matrixIndex(matrix: Workspace['matrix']): MatrixIndex {
  const known = matrixIndexes.get(matrix);
  if (known) return known;
  const index = new Map<string, Map<string, FoundAllowance[]>>();
  for (const file of matrix) {
    for (const [jobFunction, systems] of Object.entries(file.value.matrix)) {
      const roles = index.get(jobFunction) ?? new Map<string, FoundAllowance[]>();
      index.set(jobFunction, roles);
      for (const [system, allowances] of Object.entries(systems)) {
        for (const [role, allowance] of Object.entries(allowances)) {
          const key = `${system}/${role}`;
          roles.set(key, [...(roles.get(key) ?? []), { jobFunction, allowance, file }]);
        }
      }
    }
  }
  matrixIndexes.set(matrix, index);
  return index;
}

/** What the role matrix allows a person for a role. Nothing listed means that it is not allowed. */
export function allowancesFor(
  workspace: Workspace,
  person: Pick<Person, 'jobFunctions'>,
  system: string,
  role: string,
): readonly FoundAllowance[] {
  const index = matrixIndex(workspace.matrix);
  const key = `${system}/${role}`;
  const [first = '', ...others] = person.jobFunctions;
  const found = index.get(first)?.get(key) ?? [];
  return others.length === 0
    ? found
    : [...found, ...others.flatMap((jobFunction) => index.get(jobFunction)?.get(key) ?? [])];
}

/** Job functions that the matrix allows a role. */
export function jobFunctionsWith(workspace: Workspace, system: string, role: string): string[] {
  const names = workspace.matrix.flatMap((file) =>
    Object.keys(file.value.matrix).filter(
      (jobFunction) => own(own(own(file.value.matrix, jobFunction), system), role) !== undefined,
    ),
  );
  return [...new Set(names)];
}

/** A cap on the length of a grant, and where it comes from. */
export interface Cap {
  /** As written: `30d`. */
  readonly duration: string;
  readonly from: 'role' | 'matrix';
}

/** The caps on a single period: that of the role, and the most generous of the matrix. `at` resolves calendar units. */
export function capsFor(
  role: Role,
  allowances: readonly FoundAllowance[],
  at: Instant,
  timeZone: string,
): Cap[] {
  const caps: Cap[] = role.maxDuration ? [{ duration: role.maxDuration, from: 'role' }] : [];
  const unlimited = allowances.some(({ allowance }) => allowance === 'standing');
  if (!unlimited) {
    const longest = allowances
      .flatMap(({ allowance }) => (allowance === 'standing' ? [] : [allowance.maxDuration]))
      .sort((a, b) => lengthOf(b, at, timeZone) - lengthOf(a, at, timeZone))[0];
    if (longest !== undefined) caps.push({ duration: longest, from: 'matrix' });
  }
  return caps.sort((a, b) => lengthOf(a.duration, at, timeZone) - lengthOf(b.duration, at, timeZone));
}

/**
 * Remembers the answers of a function of texts and numbers. Grants share few days and few caps, and calendar
 * arithmetic costs a thousand times what a look-up does.
 */
function remembered<A extends readonly (string | number)[], V>(answer: (...args: A) => V): (...args: A) => V {
  const known = new Map<string, V>();
  return (...args) => {
    const key = args.join(' ');
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = answer(...args);
    if (known.size > 20_000) known.clear();
    known.set(key, value);
    return value;
  };
}

/** How many milliseconds a duration takes from `at` on; 0 where it cannot be read. */
export const lengthOf = remembered((text: string, at: Instant, timeZone: string): number => {
  const duration = parseDuration(text);
  return duration ? addDuration(at, duration, timeZone) - at : 0;
});

/** The first instant of a day or an instant, remembered. */
export const firstInstant = remembered(startOf);

/**
 * The last day that is over when a period that begins with `start` is: 30 days from the 1st end with the 30th,
 * and 8 hours hold no whole day.
 */
export const lastWholeDay = remembered((start: Day, duration: string, timeZone: string): Day | undefined => {
  const begin = startOf(start, timeZone);
  const parsed = parseDuration(duration);
  if (!parsed || begin === undefined) return undefined;
  const last = addDays(dayOf(addDuration(begin, parsed, timeZone), timeZone), -1);
  return last >= start ? last : undefined;
});

/** When a grant ends: at an instant (exclusive), never, or nobody can say. */
export type End = { readonly at: Instant } | 'standing' | 'unknown';

/**
 * The end of a grant. A `duration` counts from `startedAt`, the merge that set its `requestedAt`; where that is
 * not known, from the day of the request.
 */
export function endOfGrant(grant: Grant, timeZone: string, startedAt: Instant | undefined): End {
  if (grant.standing) return 'standing';
  const ends: Instant[] = [];
  if (grant.validUntil !== undefined) {
    const end = endOf(grant.validUntil, timeZone);
    if (end === undefined) return 'unknown';
    ends.push(end);
  }
  if (grant.duration !== undefined) {
    const duration = parseDuration(grant.duration);
    const start =
      startedAt ?? (grant.requestedAt === undefined ? undefined : startOf(grant.requestedAt, timeZone));
    if (!duration || start === undefined) return 'unknown';
    ends.push(addDuration(Math.max(start, startOfGrant(grant, timeZone) ?? start), duration, timeZone));
  }
  return ends.length > 0 ? { at: Math.min(...ends) } : 'unknown';
}

/** The first instant of access that the grant itself names. */
export const startOfGrant = (grant: Grant, timeZone: string): Instant | undefined =>
  grant.validFrom === undefined ? undefined : startOf(grant.validFrom, timeZone);

/** Whether the last working day has passed. */
export function employmentEnded(person: Person, at: { now: Instant; timeZone: string }): boolean {
  if (person.endDate === undefined) return false;
  const end = endOf(person.endDate, at.timeZone);
  return end === undefined || end <= at.now;
}

/** Whether somebody works here at `now`, and so may hold and approve access. */
export const isActive = (person: Person, at: { now: Instant; timeZone: string }): boolean =>
  person.active && !employmentEnded(person, at);

/** Whether somebody may approve anything at `now`: a person who works here, and has begun to. */
export const mayApprove = (person: Person, at: { now: Instant; timeZone: string }): boolean =>
  isActive(person, at) && person.employmentType !== 'service' && hasBegun(person, at);

/** Whether the first working day has come. One that cannot be read has not. */
export function hasBegun({ startDate }: Person, at: { now: Instant; timeZone: string }): boolean {
  if (startDate === undefined) return true;
  const start = startOf(startDate, at.timeZone);
  return start !== undefined && start <= at.now;
}

/** The words for a grant's end: a day, a time, or "no end (standing)". A `duration` is worked out where it can be. */
export function endInWords(grant: Grant, timeZone: string, startedAt: Instant | undefined): string {
  if (grant.standing) return 'no end (standing)';
  if (grant.duration === undefined) return grant.validUntil ?? 'no end given';
  const end = endOfGrant(grant, timeZone, startedAt);
  return typeof end === 'string' ? `${grant.duration} after the approval` : timeOf(end.at, timeZone);
}
