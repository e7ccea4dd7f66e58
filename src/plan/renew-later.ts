/** What to do where the end that somebody wants is too far away today, and the one they have is the latest possible. */
import { allowancesFor, capsFor, findRole, lastWholeDay } from '../model/entitlement.ts';
import type { Grant } from '../model/grant.ts';
import { addDays, type Day, dayOf, durationInWords, endOf, type Instant } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';

/** A renewal that was judged. */
export interface JudgedRenewal {
  /** The grant as it would be. */
  readonly grant: Grant;
  /** The end that it has without the renewal. */
  readonly end: Instant;
  readonly workspace: Workspace;
  readonly now: Instant;
  readonly timeZone: string;
}

/** The advice; nothing where a day between the two would do, which the rule names. */
export function renewLater({ grant, end, workspace, now, timeZone }: JudgedRenewal): string | undefined {
  const person = workspace.people.get(grant.subject)?.value;
  const role = findRole(workspace, grant.system, grant.role)?.role;
  if (!person || !role || grant.validUntil === undefined) return undefined;
  const allowances = allowancesFor(workspace, person, grant.system, grant.role);
  const [cap] = capsFor(role, allowances, now, timeZone);
  const today = dayOf(now, timeZone);
  const { validFrom } = grant;
  // The period counts from a beginning that is still to come.
  const begin = validFrom !== undefined && validFrom.length === 10 && validFrom > today ? validFrom : today;
  const last = cap && lastWholeDay(begin, cap.duration, timeZone);
  const latest = last === undefined ? undefined : endOf(last, timeZone);
  if (!cap || last === undefined || latest === undefined || latest > end) return undefined;
  const present = dayOf(end - 1, timeZone);
  const first = firstDayFor(grant.validUntil, cap.duration, { begin, present, timeZone });
  const which = last === present ? 'which is its end already' : `and it already ends on ${present}`;
  return `${durationInWords(cap.duration)} from ${begin === today ? 'today' : begin} end on ${last}, ${which}; renew it ${first === undefined ? 'later' : `from ${first} on`}`;
}

/** The first day on which so long a period reaches that far, where the grant still runs on it. */
function firstDayFor(
  until: Day,
  duration: string,
  { begin, present, timeZone }: { begin: Day; present: Day; timeZone: string },
): Day | undefined {
  const farthest = addDays(begin, 366);
  for (let day = begin; day <= present && day <= farthest; day = addDays(day, 1)) {
    const last = lastWholeDay(day, duration, timeZone);
    if (last === undefined || last >= until) return last === undefined ? undefined : day;
  }
  return undefined;
}
