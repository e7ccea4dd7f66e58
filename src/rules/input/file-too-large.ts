import type { InputRule } from '../../model/rule.ts';
import { examplePaths, grantFile } from '../example-company.ts';

export const fileTooLarge: InputRule = {
  kind: 'input',
  code: 'GB002',
  name: 'file-too-large',
  level: 'error',
  safety: true,
  summary:
    'A file is not larger than its kind may be: 16 KiB for a grant or a person, 1 MiB for every other file.',
  rationale:
    'Anybody may propose a grant, so its size is bounded before it is looked at: a huge file would keep the check busy until it gives up, and nobody can review it anyway (OWASP ASVS, limits on uploaded files; NIST SP 800-53 SC-5, SI-10).',
  examples: {
    valid: [{ title: 'a grant of a few lines', files: grantFile() }],
    invalid: [
      {
        title: 'a mail thread pasted below the grant',
        files: {
          [examplePaths.grant]: `${grantFile()[examplePaths.grant]}${'# and the mail before that\n'.repeat(700)}`,
        },
      },
    ],
  },
};
