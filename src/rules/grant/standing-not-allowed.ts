import type { GrantRule } from '../../model/rule.ts';
import { matrixIsComplete } from '../completeness.ts';
import { factsOf } from '../context.ts';
import { grantFinding } from '../define.ts';
import { exampleCompany, examplePaths, grantFile } from '../example-company.ts';
import { longestEnd } from '../longest-end.ts';

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
      {
        title: 'the role allows less than the role matrix',
        files: {
          ...grantFile({ validUntil: undefined, standing: true }),
          [examplePaths.payroll]: (exampleCompany[examplePaths.payroll] ?? '').replace(
            'risk: medium',
            'risk: medium\n    maxDuration: 7d',
          ),
        },
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
    const longest = longestEnd(grant, context);
    yield grantFinding(grant, ['standing'], {
      message: `\`${role}\` in \`${system}\` needs an end for the job function \`${first.jobFunction}\``,
      help: `write ${longest?.line} instead of \`standing: true\`${longest?.why === undefined ? '' : `: ${longest.why}`}`,
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
