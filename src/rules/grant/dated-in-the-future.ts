import { parseInstant } from '../../model/period.ts';
import type { GrantRule } from '../../model/rule.ts';
import { grantFinding } from '../define.ts';
import { grantFile } from '../example-company.ts';

/** What has already happened when somebody writes it down. */
const past = { requestedAt: 'the day of the request', reviewed: 'the day of the last review' } as const;

export const datedInTheFuture: GrantRule = {
  kind: 'grant',
  code: 'GB211',
  name: 'dated-in-the-future',
  level: 'error',
  safety: true,
  summary: 'The day of a request and the day of a review are not in the future.',
  rationale:
    'A `duration` is counted from the request where nothing better is known, and reviews fall due from the last one. A day far ahead would keep access alive that nobody looks at (NIST SP 800-53 AC-2, AU-8).',
  examples: {
    valid: [{ title: 'asked for today', files: grantFile({ requestedAt: '2026-11-23' }) }],
    invalid: [
      {
        title: 'a request of the year 2098',
        files: grantFile({ validUntil: undefined, duration: '14d', requestedAt: '2098-12-31' }),
      },
      {
        title: 'a review that has not taken place',
        files: grantFile({ requestedAt: '2026-11-01', reviewed: '2027-06-30' }),
      },
    ],
  },
  *check(grant, { now, today }) {
    for (const [key, meaning] of Object.entries(past)) {
      const value = grant.value[key as keyof typeof past];
      if (value === undefined) continue;
      // Days compare as text.
      const isAhead = value.length === today.length ? value > today : (parseInstant(value) ?? now) > now;
      if (!isAhead) continue;
      yield grantFinding(grant, [key], {
        message: `\`${value}\` has not come yet, and \`${key}\` is ${meaning}`,
        help: `write \`${key}: ${today}\` or the day on which it was; a later start of access belongs into \`validFrom\``,
      });
    }
  },
};
