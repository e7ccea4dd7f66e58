import type { InputRule } from '../../model/rule.ts';
import { examplePaths, grantFile } from '../example-company.ts';

export const invalidYaml: InputRule = {
  kind: 'input',
  code: 'GB004',
  name: 'invalid-yaml',
  level: 'error',
  safety: true,
  summary: 'A file is well-formed YAML, without a key that stands twice.',
  rationale:
    'A file that can be read in two ways would be reviewed in one and carried out in the other. Where a key stands twice, YAML libraries disagree on which one counts, so it is an error here.',
  examples: {
    valid: [{ title: 'a key and a value on each line', files: grantFile() }],
    invalid: [
      {
        title: 'a key that stands twice',
        files: { [examplePaths.grant]: `${grantFile()[examplePaths.grant]}validUntil: 2027-12-22\n` },
      },
      {
        title: 'a colon inside a sentence without quotes',
        files: { [examplePaths.grant]: 'version: 1\njustification: Ledger: reconcile it\n' },
      },
      { title: 'an empty file', files: { [examplePaths.grant]: '' } },
    ],
  },
};
