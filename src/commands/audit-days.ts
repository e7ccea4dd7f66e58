/** The days that somebody names with `--at`, or with `--from` and `--to`. */
import { EnvironmentFailure } from '../model/failure.ts';
import { type Day, dayInWords, parseDay } from '../model/period.ts';

export interface AuditDays {
  readonly at?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Today where none is named. A time is asked about as far as it has come. */
export function daysOf({ at, from, to }: AuditDays, today: Day): { readonly from: Day; readonly to: Day } {
  if (at !== undefined) {
    if (from !== undefined || to !== undefined)
      throw new EnvironmentFailure(
        '`--at` asks about one day, and `--from` with `--to` about several; write one of the two',
      );
    const day = dayIn('--at', at, today);
    return { from: day, to: day };
  }
  if (from === undefined && to !== undefined)
    throw new EnvironmentFailure('`--to` needs `--from`, the first day of the time');
  const first = from === undefined ? today : dayIn('--from', from, today);
  const last = to === undefined ? today : dayIn('--to', to, today);
  if (last < first)
    throw new EnvironmentFailure(
      `\`--to ${last}\` is before \`--from ${first}\`; write the first day behind \`--from\``,
    );
  return { from: first, to: last };
}

function dayIn(option: string, text: string, today: Day): Day {
  const day = parseDay(text);
  if (day === undefined)
    throw new EnvironmentFailure(`\`${option} ${text}\` is no day; write one such as \`2027-03-31\``);
  if (day > today)
    throw new EnvironmentFailure(
      `\`${option} ${text}\` has not come yet: today is ${dayInWords(today)}; \`grantbook who --now ${text}\` says who would have access then`,
    );
  return day;
}
