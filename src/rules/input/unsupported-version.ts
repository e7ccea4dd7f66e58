import type { InputRule } from '../../model/rule.ts';
import { examplePaths, grantFile } from '../example-company.ts';

export const unsupportedVersion: InputRule = {
  kind: 'input',
  code: 'GB007',
  name: 'unsupported-version',
  level: 'error',
  safety: true,
  summary: 'A file says `version: 1`, the version of the format that this Grantbook reads.',
  rationale:
    'A newer format may mean something else by the same words. Guessing would be worse than stopping, so a version that is not known is refused.',
  examples: {
    valid: [{ title: 'version 1', files: grantFile() }],
    invalid: [
      {
        title: 'a version that does not exist',
        files: {
          [examplePaths.grant]: `${grantFile()[examplePaths.grant]}`.replace('version: 1', 'version: 2'),
        },
      },
    ],
  },
};
