import type { InputRule } from '../../model/rule.ts';
import { grantFile } from '../example-company.ts';

export const unsafeCharacters: InputRule = {
  kind: 'input',
  code: 'GB003',
  name: 'unsafe-characters',
  level: 'error',
  safety: true,
  summary:
    'A file is UTF-8 text without control characters, invisible characters or characters that turn the direction of text.',
  rationale:
    'What a reviewer sees has to be what the tool reads. Characters that hide, reorder or imitate text have been used to get changes past a review (Unicode TR36 and TR39; CVE-2021-42574 “Trojan Source”). Letters of every language stay welcome in free text.',
  examples: {
    valid: [
      {
        title: 'accents and other alphabets',
        files: grantFile({ justification: 'Conferência do salário de março — Łódź' }),
      },
    ],
    invalid: [
      {
        title: 'a character that turns the text around',
        files: grantFile({ justification: 'Reconcile the ledger \u202e2099-12-31' }),
      },
      {
        title: 'a space that cannot be seen',
        files: grantFile({ justification: 'Reconcile the\u200b general ledger' }),
      },
    ],
  },
};
