import type { InputRule } from '../../model/rule.ts';
import { examplePaths, grantFile } from '../example-company.ts';

export const unsupportedYaml: InputRule = {
  kind: 'input',
  code: 'GB005',
  name: 'unsupported-yaml',
  level: 'error',
  safety: true,
  summary:
    'A file uses the plain part of YAML: no anchors, aliases, tags, merge keys, directives or second documents.',
  rationale:
    'These parts of YAML let a value stand far from where it takes effect, or let a few lines grow into millions (the “billion laughs”). An approver reads one file from top to bottom, and it has to mean what it says there (NIST SP 800-53 SI-10).',
  examples: {
    valid: [{ title: 'values written out', files: grantFile() }],
    invalid: [
      {
        title: 'an anchor and an alias',
        files: { [examplePaths.grant]: 'version: &one 1\nsubject: ana.costa\nsystem: *one\n' },
      },
      {
        title: 'a second document',
        files: { [examplePaths.grant]: `${grantFile()[examplePaths.grant]}---\nversion: 1\n` },
      },
    ],
  },
};
