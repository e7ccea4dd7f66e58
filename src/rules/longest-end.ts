/** The longest end that a grant may have, so that what one rule proposes is not refused by the next. */
import { capsFor, firstInstant, lastWholeDay } from '../model/entitlement.ts';
import type { Grant } from '../model/grant.ts';
import { addDays, type Day, dayOf, durationInWords } from '../model/period.ts';
import type { RuleContext } from '../model/rule.ts';
import type { Sourced } from '../model/workspace.ts';
import { matrixIsComplete } from './completeness.ts';
import { factsOf } from './context.ts';

export interface LongestEnd {
  /** The lines to write, ready to copy: "`validUntil: 2026-12-22` or an earlier day". */
  readonly line: string;
  /** What allows no more: "the role matrix allows 30 days at a time"; nothing where nothing limits it. */
  readonly why?: string;
}

/** The longest end of a grant by its role, the role matrix and the employment; `undefined` where no role is found. */
export function longestEnd(grant: Sourced<Grant>, context: RuleContext): LongestEnd | undefined {
  const { timeZone, today, now } = context;
  const { emergency, validFrom } = grant.value;
  const { found, person, ...facts } = factsOf(grant, context);
  if (!found) return undefined;
  if (emergency && found.role.emergency)
    return {
      line: hours(found.role.emergency.maxDuration, grant, context),
      why: `the role allows ${durationInWords(found.role.emergency.maxDuration)} in an emergency`,
    };
  const start = laterDay(today, validFrom, timeZone);
  const allowances = matrixIsComplete(context.workspace) ? facts.allowances : [];
  const [cap] = capsFor(found.role, allowances, firstInstant(start, timeZone) ?? now, timeZone);
  const why = cap && {
    why: `the role${cap.from === 'role' ? '' : ' matrix'} allows ${durationInWords(cap.duration)} at a time`,
  };
  const leaves = lastDayOf(person?.value.endDate, timeZone);
  const last = cap === undefined ? undefined : lastWholeDay(start, cap.duration, timeZone);
  if (cap && last === undefined) return { line: hours(cap.duration, grant, context), ...why };
  if (last === undefined)
    return found.role.privileged
      ? { line: hours('8h', grant, context) }
      : { line: `\`validUntil: ${start}\` with the last day on which it is needed` };
  const day = leaves !== undefined && leaves >= start && leaves < last ? leaves : last;
  return { line: `\`validUntil: ${day}\` or an earlier day`, ...why };
}

/** A length of time counts from a request, so that it needs the day of one. */
const hours = (duration: string, { value }: Sourced<Grant>, { today }: RuleContext): string =>
  `\`duration: ${duration}\` or less${value.requestedAt === undefined ? ` and \`requestedAt: ${today}\`` : ''}`;

function laterDay(today: Day, validFrom: string | undefined, timeZone: string): Day {
  const start = validFrom === undefined ? undefined : firstInstant(validFrom, timeZone);
  const day = start === undefined ? today : dayOf(start, timeZone);
  return day > today ? day : today;
}

/** The last day that somebody works here as a whole. */
function lastDayOf(endDate: string | undefined, timeZone: string): Day | undefined {
  const end = endDate === undefined || endDate.length === 10 ? undefined : firstInstant(endDate, timeZone);
  return end === undefined ? endDate : addDays(dayOf(end, timeZone), -1);
}
