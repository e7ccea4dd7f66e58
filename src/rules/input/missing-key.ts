import type { InputRule } from '../../model/rule.ts';
import { grantFile } from '../example-company.ts';

export const missingKey: InputRule = {
  kind: 'input',
  code: 'GB009',
  name: 'missing-key',
  level: 'error',
  safety: true,
  summary: 'A file has every key that its kind needs.',
  rationale:
    'What is not written down cannot be reviewed or audited. The message names the missing line and what belongs in it.',
  examples: {
    valid: [{ title: 'all that a grant needs', files: grantFile() }],
    invalid: [{ title: 'a grant without a reason', files: grantFile({ justification: undefined }) }],
  },
};
