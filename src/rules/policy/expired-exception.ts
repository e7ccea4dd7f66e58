import type { PolicyRule } from '../../model/rule.ts';
import { finding } from '../define.ts';

const file = (validUntil: string) => ({
  'policies/exceptions/year-end.yaml': `version: 1
rule: conflicting-roles
set: payroll-run
subject: ana.costa
reason: A colleague is on parental leave.
compensatingControl: The director compares each run with the month before.
owner: marta.dias
validUntil: ${validUntil}
`,
});

export const expiredException: PolicyRule = {
  kind: 'policy',
  code: 'GB405',
  name: 'expired-exception',
  level: 'warning',
  safety: false,
  causedByTime: true,
  summary: 'No exception has passed its last day.',
  rationale:
    'An exception has no effect after its last day, but the file still looks like one. Its owner decides whether it is needed again; otherwise it is deleted, and the history keeps it (NIST SP 800-53 CA-5; ISO/IEC 27001 A.5.36).',
  examples: {
    valid: [{ title: 'today is the last day', files: file('2026-11-23') }],
    invalid: [{ title: 'yesterday was the last day', files: file('2026-11-22') }],
  },
  *check({ workspace, today }) {
    for (const exception of workspace.exceptions.all()) {
      const { validUntil, owner } = exception.value;
      if (validUntil >= today) continue;
      yield finding(exception, ['validUntil'], {
        message: `this exception ended with \`${validUntil}\` and has no effect any more`,
        help: `delete the file; if it is still needed, \`${owner}\` proposes a new last day and says why`,
      });
    }
  },
};
