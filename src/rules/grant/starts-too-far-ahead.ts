import { addDays, startOf } from '../../model/period.ts';
import type { GrantRule } from '../../model/rule.ts';
import { numberOption } from '../context.ts';
import { grantFinding } from '../define.ts';
import { grantFile } from '../example-company.ts';

export const startsTooFarAhead: GrantRule = {
  kind: 'grant',
  code: 'GB212',
  name: 'starts-too-far-ahead',
  level: 'error',
  safety: false,
  summary: 'Access does not begin long after it is asked for.',
  rationale:
    'Whoever approves knows what is needed now, not what will be needed in years. Access that sleeps until a far day would begin when nobody remembers it (NIST SP 800-53 AC-2, AC-6).',
  options: {
    maxDays: { default: 90, description: 'How many days ahead `validFrom` may be.' },
  },
  examples: {
    valid: [{ title: 'a start in a few days', files: grantFile({ validFrom: '2026-11-30' }) }],
    invalid: [
      {
        title: 'a start in many years',
        files: grantFile({ validFrom: '2098-12-01', validUntil: '2098-12-10' }),
      },
    ],
  },
  *check(grant, context) {
    const { validFrom } = grant.value;
    if (validFrom === undefined) return;
    const days = numberOption(context, 'maxDays');
    const last = addDays(context.today, days);
    const start = startOf(validFrom, context.timeZone);
    if (start === undefined || start <= (startOf(last, context.timeZone) ?? start)) return;
    yield grantFinding(grant, ['validFrom'], {
      message: `\`${validFrom}\` is more than ${days} days ahead`,
      help: `ask again when it is nearer, or write \`validFrom: ${last}\` or earlier`,
    });
  },
};
