import { secretNameProblem } from '../../model/connector-target.ts';
import type { PolicyRule } from '../../model/rule.ts';
import { finding } from '../define.ts';
import { connectorsIn, payrollWith, scimExample, targetEntries } from './connectors.ts';

const withSecret = (name: string) => payrollWith(scimExample.replace('PAYROLL_SCIM_TOKEN', name));

export const secretInPolicy: PolicyRule = {
  kind: 'policy',
  code: 'GB430',
  name: 'secret-in-policy',
  level: 'error',
  safety: true,
  summary: 'A connector names the secret that it needs, and never the secret itself.',
  rationale:
    'Whoever may read the repository, and its history for ever, could give themselves any access with it (NIST SP 800-53 IA-5 (7); OWASP Secrets Management). The names that GitHub and its Actions use themselves are not for others either: a token for this repository would go to another company.',
  examples: {
    valid: [{ title: 'the name of a secret', files: payrollWith(scimExample) }],
    invalid: [
      { title: 'the secret itself', files: withSecret('Zx81kd0293mfbQ7wpa5v') },
      { title: 'a name in small letters', files: withSecret('payroll-token') },
      { title: 'the token for this repository', files: withSecret('GITHUB_TOKEN') },
    ],
  },
  *check({ workspace }) {
    for (const found of connectorsIn(workspace))
      for (const [key, value, { kind, example }] of targetEntries(found)) {
        const problem = kind === 'secret-name' ? secretNameProblem(value) : undefined;
        if (problem === undefined) continue;
        const named = `write the name of a secret of the repository, such as \`${key}: ${example}\``;
        const said = {
          // It is not repeated here: what is said goes into comments and logs.
          'looks like the secret itself': {
            message: `what stands under \`${key}\` looks like the secret itself`,
            help: `make it invalid in \`${found.file.id}\` first, since it stands in the history; then ${named}`,
          },
          'is no name': {
            message: `\`${value}\` is no name of a secret: those have capital letters, digits and \`_\``,
            help: named,
          },
          'is reserved': {
            message: `\`${value}\` belongs to GitHub, and would be sent to \`${found.file.id}\``,
            help: named,
          },
        } as const;
        yield finding(found.file, ['connector', 'target', key], said[problem]);
      }
  },
};
