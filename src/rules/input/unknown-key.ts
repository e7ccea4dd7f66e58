import type { InputRule } from '../../model/rule.ts';
import { examplePaths, grantFile } from '../example-company.ts';

export const unknownKey: InputRule = {
  kind: 'input',
  code: 'GB008',
  name: 'unknown-key',
  level: 'error',
  safety: true,
  summary: 'A file has only keys that Grantbook knows.',
  rationale:
    'A misspelled key is a rule or a limit that nobody applies: `validUntill` would be access without an end. So every format is closed, and an unknown key is an error that names the nearest known one (NIST SP 800-53 SI-10).',
  examples: {
    valid: [{ title: 'known keys', files: grantFile({ ticket: 'FIN-4821' }) }],
    invalid: [
      {
        title: 'a slip in a key',
        files: { [examplePaths.grant]: `${grantFile()[examplePaths.grant]}tiket: FIN-4821\n` },
      },
    ],
  },
};
