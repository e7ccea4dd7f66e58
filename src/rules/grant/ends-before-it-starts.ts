import { firstInstant } from '../../model/entitlement.ts';
import type { Grant } from '../../model/grant.ts';
import { endOf, parseDay } from '../../model/period.ts';
import type { GrantRule } from '../../model/rule.ts';
import { grantFinding } from '../define.ts';
import { grantFile } from '../example-company.ts';

export const endsBeforeItStarts: GrantRule = {
  kind: 'grant',
  code: 'GB202',
  name: 'ends-before-it-starts',
  level: 'error',
  safety: true,
  summary: 'A grant does not end before it starts, nor before it was asked for.',
  rationale:
    'Such a period is a slip of the pen, usually in the year. The access would be approved, and nobody would get it. Start and end on the same day are fine: the last day counts as a whole.',
  examples: {
    valid: [
      {
        title: 'a single day',
        files: grantFile({ validFrom: '2026-11-24', validUntil: '2026-11-24' }),
      },
    ],
    invalid: [
      {
        title: 'the wrong year',
        files: grantFile({ validFrom: '2026-12-01', validUntil: '2026-01-31' }),
      },
      {
        title: 'over before it was asked for',
        files: grantFile({ requestedAt: '2026-11-23', validUntil: '2026-11-20' }),
      },
      {
        title: 'over an hour before it starts',
        files: grantFile({
          validFrom: '2026-11-24T18:00:00+00:00',
          validUntil: '2026-11-24T18:00:00+01:00',
        }),
      },
    ],
  },
  *check(grant, { timeZone }) {
    const { validUntil } = grant.value;
    const start = startAfterEnd(grant.value, timeZone);
    if (validUntil === undefined || !start) return;
    const isYear = validUntil.slice(0, 4) !== start.value.slice(0, 4);
    yield grantFinding(grant, ['validUntil'], {
      message: `the access ends ${start.when}: \`validUntil: ${validUntil}\` is before \`${start.key}: ${start.value}\``,
      help: `correct one of the two${isYear ? '; is the year right?' : ''}`,
    });
  },
};

/** The beginning that a grant ends before. */
export function startAfterEnd({ validUntil, validFrom, requestedAt }: Grant, timeZone: string) {
  if (validUntil === undefined) return undefined;
  const starts = [
    { key: 'validFrom', value: validFrom ?? '', when: 'before it starts' },
    { key: 'requestedAt', value: requestedAt ?? '', when: 'before it was asked for' },
  ];
  return starts.find(({ value }) => value !== '' && isBefore(validUntil, value, timeZone));
}

function isBefore(end: string, start: string, timeZone: string): boolean {
  // Two days compare as text, and nearly every grant has two days.
  if (end.length === 10 && start.length === 10)
    return end < start && parseDay(end) !== undefined && parseDay(start) !== undefined;
  const [last, first] = [endOf(end, timeZone), firstInstant(start, timeZone)];
  return last !== undefined && first !== undefined && last <= first;
}
