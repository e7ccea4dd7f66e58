import type { GrantRule } from '../../model/rule.ts';
import { grantFinding } from '../define.ts';
import { examplePaths, grantFile } from '../example-company.ts';

const anas = grantFile()[examplePaths.grant] ?? '';

export const misplacedFile: GrantRule = {
  kind: 'grant',
  code: 'GB107',
  name: 'misplaced-file',
  level: 'error',
  safety: true,
  summary:
    'A grant stands at `access-grants/<system>/<role>/<userName>.yaml`, and its content says the same.',
  rationale:
    'Who holds what is known from the paths alone, and the history of one file is the life of one grant. A path that says something else than the content would hide a role from whoever looks at the folders, and from the rules that compare roles (NIST SP 800-53 AU-3).',
  examples: {
    valid: [{ title: 'path and content agree', files: grantFile() }],
    invalid: [
      {
        title: 'in the folder of another role',
        files: { 'access-grants/payroll/admin/ana.costa.yaml': anas },
      },
      {
        title: 'under the name of another person',
        files: { 'access-grants/payroll/viewer/rui.alves.yaml': anas },
      },
    ],
  },
  *check(grant, { workspace }) {
    const { value, path } = grant;
    const holding = workspace.holdings.at(path);
    if (!holding) return;
    if (value.subject === holding.subject && value.system === holding.system && value.role === holding.role)
      return;
    const right = `access-grants/${value.system}/${value.role}/${value.subject}.yaml`;
    for (const key of ['system', 'role', 'subject'] as const) {
      if (value[key] === holding[key]) continue;
      yield grantFinding(grant, [key], {
        message: `the file says \`${key}: ${value[key]}\`, but its path says \`${holding[key]}\``,
        help: `move the file to \`${right}\`, or write \`${key}: ${holding[key]}\``,
      });
    }
  },
};
