import type { InputRule } from '../../model/rule.ts';
import { grantFile } from '../example-company.ts';

export const invalidValue: InputRule = {
  kind: 'input',
  code: 'GB010',
  name: 'invalid-value',
  level: 'error',
  safety: true,
  summary:
    'Every value is of its kind: a day is a day of the calendar, a duration a length of time, a name a name.',
  rationale:
    'A day that does not exist, an hour without an offset or a name with look-alike letters can be read in more than one way, and access would hang on the guess (NIST SP 800-53 SI-10; Unicode TR39 for names).',
  examples: {
    valid: [{ title: 'a day of the calendar', files: grantFile({ validUntil: '2026-12-22' }) }],
    invalid: [
      { title: 'the thirtieth of February', files: grantFile({ validUntil: '2027-02-30' }) },
      { title: 'an hour without an offset', files: grantFile({ validUntil: '2026-12-22T18:00' }) },
      {
        title: 'a length of time in words',
        files: grantFile({ validUntil: undefined, duration: 'a month' }),
      },
    ],
  },
};
