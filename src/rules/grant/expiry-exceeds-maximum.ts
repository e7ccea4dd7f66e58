import {
  type Cap,
  capsFor,
  type FoundAllowance,
  firstInstant,
  lastWholeDay,
  lengthOf,
} from '../../model/entitlement.ts';
import { type Day, dayOf, durationInWords, endOf } from '../../model/period.ts';
import type { GrantRule, RuleContext } from '../../model/rule.ts';
import type { Role } from '../../model/system.ts';
import { matrixIsComplete } from '../completeness.ts';
import { cached, factsOf } from '../context.ts';
import { grantFinding, inWords } from '../define.ts';
import { grantFile } from '../example-company.ts';

export const expiryExceedsMaximum: GrantRule = {
  kind: 'grant',
  code: 'GB203',
  name: 'expiry-exceeds-maximum',
  level: 'error',
  safety: false,
  summary: 'A grant lasts no longer than the role and the role matrix allow.',
  rationale:
    'Short periods keep access close to the need for it: what is still needed is asked for again, the rest ends by itself (NIST SP 800-53 AC-2(2), AC-6). The period is counted from `validFrom`, or from today where that has passed, up to and including the last day.',
  examples: {
    valid: [
      { title: 'thirty days where thirty are allowed', files: grantFile({ validUntil: '2026-12-22' }) },
      {
        title: 'thirty days that begin later',
        files: grantFile({ validFrom: '2026-12-01', validUntil: '2026-12-30' }),
      },
    ],
    invalid: [
      { title: 'two months where thirty days are allowed', files: grantFile({ validUntil: '2027-01-31' }) },
      {
        title: 'a whole day where eight hours are allowed',
        files: grantFile({ role: 'admin', validUntil: '2026-11-23' }),
      },
      {
        title: 'a duration that is too long',
        files: grantFile({ validUntil: undefined, duration: '9w', requestedAt: '2026-11-23' }),
      },
    ],
  },
  *check(grant, context) {
    const { now, today, timeZone } = context;
    const { role: roleId, validFrom, validUntil, duration } = grant.value;
    if (validUntil === undefined && duration === undefined) return;
    const { found, person, ...facts } = factsOf(grant, context);
    // Of a matrix that is not all there, nobody knows the most generous cap.
    const allowances = matrixIsComplete(context.workspace) ? facts.allowances : none;
    // An emergency has a limit of its own.
    if (!found || !person || (grant.value.emergency && found.role.emergency)) return;
    // The period counts from a day, unless `validFrom` is an hour that is still to come.
    const startDay =
      validFrom !== undefined && validFrom.length === 10 && validFrom > today ? validFrom : today;
    const period = periodFrom(startDay, found.role, allowances, context);
    // Days compare as text, and nearly every grant ends with a day in time. A day that does not exist is
    // reported as such.
    const inTime = validUntil === undefined || isDayUpTo(validUntil, period.last);
    if (inTime && duration === undefined && (validFrom === undefined || validFrom.length === 10)) return;

    const named = validFrom === undefined ? undefined : firstInstant(validFrom, timeZone);
    const begin = Math.max(firstInstant(startDay, timeZone) ?? now, named ?? 0);
    const { cap } = period;
    const limit = cap ? lengthOf(cap.duration, begin, timeZone) : 0;
    // A cap that cannot be read is reported where it stands, and blocks the grant there.
    if (!cap || limit === 0) return;
    const source =
      cap.from === 'role'
        ? `the role \`${roleId}\``
        : `the role matrix for ${inWords([...new Set(allowances.map((allowed) => allowed.jobFunction))])}`;
    const allowed = `${source} allows at most ${durationInWords(cap.duration)}`;

    if (duration !== undefined && duration !== cap.duration && lengthOf(duration, begin, timeZone) > limit) {
      yield grantFinding(grant, ['duration'], {
        message: `${durationInWords(duration)} is too long: ${allowed}`,
        help: `write \`duration: ${cap.duration}\` or less`,
      });
    }
    const end = validUntil === undefined ? undefined : endOf(validUntil, timeZone);
    if (end === undefined || end - begin <= limit) return;
    const last = lastWholeDay(dayOf(begin, timeZone), cap.duration, timeZone);
    yield grantFinding(grant, ['validUntil'], {
      message: `\`${validUntil}\` is too far away: ${allowed}`,
      help:
        last !== undefined
          ? `write \`validUntil: ${last}\` or earlier`
          : `write \`duration: ${cap.duration}\` or less instead of \`validUntil\`, and \`requestedAt: ${today}\``,
    });
  },
};

/** The cap of a period that begins with a day, and its last day, where there is a cap and it holds a whole day. */
interface Period {
  readonly cap: Cap | undefined;
  readonly last: Day | undefined;
}

const isDayUpTo = (moment: string, last: Day | undefined): boolean =>
  last !== undefined && moment.length === 10 && moment <= last;

const none: readonly FoundAllowance[] = [];

const periodsOf = cached(
  (_: Role) => new Map<Day, { allowances: readonly FoundAllowance[]; period: Period }>(),
);

/** Grants of one role that begin on one day have the same last day, where the matrix allows them the same. */
function periodFrom(
  start: Day,
  role: Role,
  allowances: readonly FoundAllowance[],
  { timeZone, now }: RuleContext,
): Period {
  const known = periodsOf(role);
  const before = known.get(start);
  if (before?.allowances === allowances) return before.period;
  const [cap] = capsFor(role, allowances, firstInstant(start, timeZone) ?? now, timeZone);
  const period = { cap, last: cap && lastWholeDay(start, cap.duration, timeZone) };
  known.set(start, { allowances, period });
  return period;
}
