/** For how long somebody may ask, as the choices of a form, and what a choice means. */
import {
  allowancesFor,
  type Cap,
  capsFor,
  jobFunctionsWith,
  lastWholeDay,
  lengthOf,
  own,
} from '../model/entitlement.ts';
import type { Grant } from '../model/grant.ts';
import { durationInWords, type Instant } from '../model/period.ts';
import type { System } from '../model/system.ts';
import type { Workspace } from '../model/workspace.ts';

interface At {
  readonly now: Instant;
  readonly timeZone: string;
}

/** The longest time that anybody may ask for a role at once; nothing where no job function may hold it. */
export interface RolePeriod {
  /** Without it, there is no limit. */
  readonly cap: Cap | undefined;
  readonly mayStand: boolean;
}

/** What the role matrix allows the most generous job function: of all that there are, or of these. */
export function periodOf(
  workspace: Workspace,
  systemId: string,
  system: System,
  roleId: string,
  { now, timeZone }: At,
  among?: readonly string[],
): RolePeriod | undefined {
  const role = own(system.roles, roleId);
  const jobFunctions = jobFunctionsWith(workspace, systemId, roleId).filter(
    (each) => among === undefined || among.includes(each),
  );
  if (!role || jobFunctions.length === 0) return undefined;
  const allowances = allowancesFor(workspace, { jobFunctions }, systemId, roleId);
  const mayStand = !role.privileged && allowances.some(({ allowance }) => allowance === 'standing');
  return { cap: capsFor(role, allowances, now, timeZone)[0], mayStand };
}

/** Job functions that may ask for less time at once than the most generous one, with how long; of all, or of these. */
export function shorterFor(
  workspace: Workspace,
  systemId: string,
  system: System,
  roleId: string,
  at: At,
  among?: readonly string[],
): readonly { readonly jobFunction: string; readonly longest: string }[] {
  const length = (text: string) => lengthOf(text, at.now, at.timeZone);
  const of = (jobs?: readonly string[]) =>
    periodOf(workspace, systemId, system, roleId, at, jobs)?.cap?.duration;
  const most = of(among);
  return jobFunctionsWith(workspace, systemId, roleId).flatMap((jobFunction) => {
    if (among?.includes(jobFunction) === false) return [];
    const longest = of([jobFunction]);
    return longest !== undefined && (most === undefined || length(longest) < length(most))
      ? [{ jobFunction, longest }]
      : [];
  });
}

/** The lengths that people ask for; what a system allows at most comes in at its place. */
const usual = ['1h', '4h', '8h', '1d', '7d', '14d', '30d', '90d', '180d', '365d'];
const noEnd = 'No end, with a review from time to time (only where the role allows it)';
/** The choice that asks for a day. */
export const untilDay = 'Until the last day that I write below';

/** The choices for roles with these periods: nothing longer than the longest, nothing shorter than makes sense. */
export function lengthChoices(periods: readonly RolePeriod[], { now, timeZone }: At): readonly string[] {
  const length = (text: string) => lengthOf(text, now, timeZone);
  const caps = periods.flatMap(({ cap }) => cap?.duration ?? []);
  const isEndless = periods.some(({ cap }) => cap === undefined);
  const longest = Math.max(0, ...caps.map(length), isEndless ? length('365d') : 0);
  const day = length('1d');
  const hours = caps.some((cap) => length(cap) < day);
  const all = [...usual.filter((each) => hours || length(each) >= day), ...caps].filter(
    (each) => length(each) <= longest,
  );
  const ordered = all.toSorted((a, b) => length(a) - length(b));
  return [
    ...new Set(ordered.map(durationInWords)),
    untilDay,
    ...(periods.some(({ mayStand }) => mayStand) ? [noEnd] : []),
  ];
}

/** How a grant says when it ends. */
export type GrantEnd = Pick<Grant, 'duration' | 'validUntil' | 'standing'>;

/** The last day was chosen, and is not there. */
export const dayMissing = 'day missing';

/** What a choice means; `undefined` where it is none that a form offers. */
export function endOfChoice(
  choice: string,
  answers: { readonly from: string | undefined; readonly until: string | undefined },
  { now, timeZone, caps }: At & { readonly caps: readonly string[] },
): GrantEnd | typeof dayMissing | undefined {
  if (choice === noEnd) return { standing: true };
  if (choice === untilDay) return answers.until === undefined ? dayMissing : { validUntil: answers.until };
  const length = [...usual, ...caps].find((each) => durationInWords(each) === choice);
  return length === undefined ? undefined : endOfLength(length, answers.from, { now, timeZone });
}

/** A length counts from the approval; with a first day, it becomes the last whole day from there. */
export function endOfLength(length: string, from: string | undefined, { now, timeZone }: At): GrantEnd {
  const last = from === undefined ? undefined : lastWholeDay(from, length, timeZone);
  return last === undefined || lengthOf(length, now, timeZone) < lengthOf('1d', now, timeZone)
    ? { duration: length }
    : { validUntil: last };
}
