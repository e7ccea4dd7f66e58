import type { InputRule } from '../../model/rule.ts';
import { examplePaths, grantFile } from '../example-company.ts';

export const unrecognizedEntry: InputRule = {
  kind: 'input',
  code: 'GB011',
  name: 'unrecognized-entry',
  level: 'error',
  safety: true,
  summary:
    'Under `policies/` and `access-grants/` stand only regular files with a place and a name that Grantbook knows.',
  rationale:
    'A file that nobody reads looks like policy and is none: a grant with the ending `.yml` would never be judged and never expire. Links and hidden files could hide from a reviewer what they hold (NIST SP 800-53 CM-5, SI-10).',
  examples: {
    valid: [{ title: 'a grant in the folders of its system and role', files: grantFile() }],
    invalid: [
      {
        title: 'a wrong ending',
        files: {
          'access-grants/payroll/viewer/ana.costa.yml': grantFile()[examplePaths.grant] ?? null,
          [examplePaths.grant]: null,
        },
      },
      { title: 'a file in the wrong folder', files: { 'policies/persons/ana.costa.yaml': 'version: 1\n' } },
    ],
  },
};
