import type { InputRule } from '../../model/rule.ts';
import { examplePaths, grantFile } from '../example-company.ts';

export const tooComplex: InputRule = {
  kind: 'input',
  code: 'GB006',
  name: 'too-complex',
  level: 'error',
  safety: true,
  summary: 'A file is not nested deeper than 40 levels, and no map in it has more than 2,000 keys.',
  rationale:
    'Some shapes of YAML take a program minutes or all of its memory although the file is small. They are refused before anything is built from them, so that nobody can stop the check for everybody else (NIST SP 800-53 SC-5).',
  examples: {
    valid: [{ title: 'lists in a map', files: grantFile({ permissions: ['payslips.read'] }) }],
    invalid: [
      {
        title: 'brackets in brackets',
        files: { [examplePaths.grant]: `version: 1\npermissions: ${'['.repeat(60)}${']'.repeat(60)}\n` },
      },
    ],
  },
};
