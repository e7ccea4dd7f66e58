import { lastWholeDay } from '../../model/entitlement.ts';
import { durationInWords } from '../../model/period.ts';
import type { GrantRule } from '../../model/rule.ts';
import { matrixIsComplete } from '../completeness.ts';
import { factsOf } from '../context.ts';
import { grantFinding } from '../define.ts';
import { grantFile } from '../example-company.ts';

export const standingNotAllowed: GrantRule = {
  kind: 'grant',
  code: 'GB205',
  name: 'standing-not-allowed',
  level: 'error',
  safety: true,
  summary: 'A grant without an end is only for roles for which the role matrix says `standing`.',
  rationale:
    'Temporary access where permanent access is not needed: what nobody has to ask for again is what nobody notices (NIST SP 800-53 AC-2(2), AC-6; ISO/IEC 27001 A.5.18, A.8.2).',
  examples: {
    valid: [
      {
        title: 'the matrix says `standing` for a team lead',
        files: grantFile({ subject: 'rui.alves', validUntil: undefined, standing: true }),
      },
    ],
    invalid: [
      {
        title: 'an accountant has to ask again',
        files: grantFile({ validUntil: undefined, standing: true }),
      },
    ],
  },
  *check(grant, context) {
    const { system, role, standing } = grant.value;
    if (!standing) return;
    const { found, allowances } = factsOf(grant, context);
    if (!found || found.role.privileged) return;
    const [first] = allowances;
    if (!matrixIsComplete(context.workspace)) return;
    if (!first || allowances.some(({ allowance }) => allowance === 'standing')) return;
    const longest = first.allowance === 'standing' ? '' : first.allowance.maxDuration;
    const last = lastWholeDay(context.today, longest, context.timeZone);
    yield grantFinding(grant, ['standing'], {
      message: `\`${role}\` in \`${system}\` needs an end for the job function \`${first.jobFunction}\``,
      help: `write ${last === undefined ? `\`duration: ${longest}\`` : `\`validUntil: ${last}\``} or ${last === undefined ? 'less' : 'an earlier day'} instead of \`standing: true\`: the role matrix allows ${durationInWords(longest)} at a time`,
      atKey: true,
      related: [
        {
          path: first.file.path,
          pointer: ['matrix', first.jobFunction, system, role],
          message: 'what the role matrix allows',
        },
      ],
    });
  },
};
