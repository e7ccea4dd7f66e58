import type { ChangeRule } from '../../model/rule.ts';
import { finding } from '../define.ts';
import { exampleCompany, examplePaths, grantFile } from '../example-company.ts';

const limited = {
  [examplePaths.settings]: `${exampleCompany[examplePaths.settings]}limits: { maxChangesPerPullRequest: 1 }\n`,
};
const two = { ...limited, ...grantFile(), ...grantFile({ subject: 'rui.alves' }) };

export const changeTooLarge: ChangeRule = {
  kind: 'change',
  code: 'GB502',
  name: 'change-too-large',
  level: 'error',
  safety: false,
  summary: 'A pull request changes no more grants than `limits.maxChangesPerPullRequest`.',
  rationale:
    'Nobody reads two hundred grants with the same care as five, and a change of that size is more often a mistake than a busy day (NIST SP 800-53 CM-3; least astonishment for approvers). Without the limit in the settings, every size is allowed.',
  examples: {
    valid: [{ title: 'as many as allowed', files: two, changes: [examplePaths.grant] }],
    invalid: [
      {
        title: 'one more than allowed',
        files: two,
        changes: [examplePaths.grant, 'access-grants/payroll/viewer/rui.alves.yaml'],
      },
    ],
  },
  *check({ grants }, { workspace: { settings } }) {
    const most = settings?.value.limits?.maxChangesPerPullRequest;
    if (!settings || most === undefined || grants.length <= most) return;
    const [first] = grants.map((grant) => grant.path).sort();
    yield finding({ path: first ?? settings.path }, [], {
      message: `this pull request changes ${grants.length} grants, and at most ${most} ${most === 1 ? 'is' : 'are'} allowed at a time`,
      help: 'split it into several pull requests, for example one for each team',
      related: [
        {
          path: settings.path,
          pointer: ['limits', 'maxChangesPerPullRequest'],
          message: 'where the limit stands',
        },
      ],
    });
  },
};
