import { firstInstant, lengthOf } from '../../model/entitlement.ts';
import { longestPeriod } from '../../model/longest-period.ts';
import { addDays, addDuration, dayOf, durationInWords, endOf, parseDuration } from '../../model/period.ts';
import type { GrantRule } from '../../model/rule.ts';
import { matrixIsComplete } from '../completeness.ts';
import { factsOf } from '../context.ts';
import { grantFinding } from '../define.ts';
import { examplePaths, grantFile } from '../example-company.ts';

const matrix = {
  [examplePaths.matrix]:
    'version: 1\nmatrix:\n  accountant:\n    payroll:\n      viewer: {maxDuration: 30d, maxTotal: 60d}\n',
};
const changes = [examplePaths.grant];

export const totalExceedsMaximum: GrantRule = {
  kind: 'grant',
  code: 'GB213',
  name: 'total-exceeds-maximum',
  level: 'error',
  safety: false,
  summary: 'Renewals add up to no more than the role matrix allows (`maxTotal`).',
  rationale:
    'Access that is renewed again and again has become standing access without ever having been approved as such (NIST SP 800-53 AC-2(2), AC-6(7)). It is counted from the merge that brought the file, as long as it was there without a break.',
  examples: {
    valid: [
      {
        title: 'the first thirty days where sixty are allowed in all',
        files: { ...grantFile({ validUntil: '2026-12-22' }), ...matrix },
        changes,
      },
      {
        title: 'a renewal of what was given thirty days ago',
        files: { ...grantFile({ validUntil: '2026-12-22' }), ...matrix },
        changes,
        heldSince: '2026-10-24',
      },
    ],
    invalid: [
      {
        title: 'a renewal of what was given fifty days ago',
        files: { ...grantFile({ validUntil: '2026-12-22' }), ...matrix },
        changes,
        heldSince: '2026-10-04',
      },
      {
        title: 'another thirty days of what was given sixty days ago',
        files: {
          ...grantFile({ validUntil: undefined, duration: '30d', requestedAt: '2026-11-23' }),
          ...matrix,
        },
        changes,
        heldSince: '2026-09-24',
      },
    ],
  },
  *check(grant, context) {
    const { now, timeZone, workspace, heldSince, touched } = context;
    const since = heldSince.get(grant.path);
    const { validUntil, duration, system, role } = grant.value;
    if (since === undefined || !touched?.has(grant.path) || grant.value.standing) return;
    const { person } = factsOf(grant, context);
    if (!person || !matrixIsComplete(workspace)) return;
    const longest = longestPeriod(workspace, person.value, { system, role }, { now, timeZone });
    if (longest?.kind !== 'limited' || longest.total === undefined) return;
    const { total } = longest;
    const [once, parsed] = [parseDuration(longest.duration), parseDuration(total)];
    if (!once || !parsed) return;
    // The whole of the first day counts, as it does for a single period.
    const first = firstInstant(dayOf(since, timeZone), timeZone) ?? since;
    const last = addDuration(first, parsed, timeZone);
    const asked = duration === undefined ? undefined : parseDuration(duration);
    const ends = [
      ...(validUntil === undefined ? [] : [endOf(validUntil, timeZone) ?? 0]),
      ...(asked ? [addDuration(now, asked, timeZone)] : []),
    ];
    const end = Math.min(...ends);
    // What is too long at a time is said of that.
    const isTooLong = end > addDuration(now, once, timeZone);
    if (ends.length === 0 || isTooLong || end <= last + slack(duration, now, timeZone)) return;
    const lastDay = addDays(dayOf(last, timeZone), -1);
    const what = validUntil === undefined ? durationInWords(duration ?? '') : `\`${validUntil}\``;
    yield grantFinding(grant, [validUntil === undefined ? 'duration' : 'validUntil'], {
      message: `${what} is too long: renewals may add up to ${durationInWords(total)} in all, and this access has been held since ${dayOf(since, timeZone)}`,
      help:
        last > now
          ? `write \`validUntil: ${lastDay}\` or earlier`
          : `let it end; who needs it for good should ask for another role, or a policy owner for another \`maxTotal\` in the role matrix`,
    });
  },
};

/** A length that begins in the middle of a day may go on into the day after. */
const slack = (duration: string | undefined, now: number, timeZone: string): number =>
  duration === undefined ? 0 : Math.min(lengthOf('1d', now, timeZone), lengthOf(duration, now, timeZone));
