import type { InputRule } from '../../model/rule.ts';
import { examplePaths, grantFile } from '../example-company.ts';

export const caseCollision: InputRule = {
  kind: 'input',
  code: 'GB012',
  name: 'case-collision',
  level: 'error',
  safety: true,
  summary: 'No two paths differ only in capital letters or in how a letter is encoded.',
  rationale:
    'On Windows and macOS such paths are one file: whoever checks the repository out there sees one of the two, and writes over the other. The same trick lets a file stand beside the one that was reviewed (CVE-2014-9390, in git itself).',
  examples: {
    valid: [{ title: 'one file for each grant', files: grantFile() }],
    invalid: [
      {
        title: 'a second file in capital letters',
        files: { 'access-grants/payroll/viewer/Ana.Costa.yaml': grantFile()[examplePaths.grant] ?? null },
      },
    ],
  },
};
