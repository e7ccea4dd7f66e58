import { findRole } from '../../model/entitlement.ts';
import { durationInWords } from '../../model/period.ts';
import type { PolicyRule } from '../../model/rule.ts';
import { finding } from '../define.ts';
import { exampleCompany, examplePaths } from '../example-company.ts';
import { fixedLength, matrixCells } from './matrix-cells.ts';

const roleWith = (maxDuration: string) => ({
  [examplePaths.payroll]: (exampleCompany[examplePaths.payroll] ?? '').replace(
    '    risk: medium\n',
    `    risk: medium\n    maxDuration: ${maxDuration}\n`,
  ),
});

export const capWithoutEffect: PolicyRule = {
  kind: 'policy',
  code: 'GB419',
  name: 'cap-without-effect',
  level: 'warning',
  safety: false,
  summary: 'The role matrix allows no longer period than the role itself does.',
  rationale:
    'Of the two the smaller one counts, so the matrix promises what is refused later, to whoever asks (least astonishment; NIST SP 800-53 AC-6, CM-6).',
  examples: {
    valid: [{ title: 'the matrix allows less than the role', files: roleWith('90d') }],
    invalid: [{ title: 'the matrix allows more than the role', files: roleWith('2w') }],
  },
  *check({ workspace }) {
    for (const { file, jobFunction, system, role, allowance, pointer } of matrixCells(workspace)) {
      const found = findRole(workspace, system, role);
      const most = found?.role.maxDuration;
      if (!found || most === undefined || allowance === 'standing') continue;
      // A length that cannot be read is reported as such.
      const limit = fixedLength(most);
      if (limit === 0 || fixedLength(allowance.maxDuration) <= limit) continue;
      yield finding(file, [...pointer, 'maxDuration'], {
        message: `\`${jobFunction}\` may hold \`${system}/${role}\` for ${durationInWords(most)} and not for ${durationInWords(allowance.maxDuration)}: the role allows no more, and the smaller number counts`,
        help: `write \`maxDuration: ${most}\` or less, or ask an owner of the system to raise \`maxDuration\` of the role`,
        related: [
          {
            path: found.system.path,
            pointer: ['roles', role, 'maxDuration'],
            message: 'what the role allows',
          },
        ],
      });
    }
  },
};
