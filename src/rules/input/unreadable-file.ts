import type { InputRule } from '../../model/rule.ts';

export const unreadableFile: InputRule = {
  kind: 'input',
  code: 'GB001',
  name: 'unreadable-file',
  level: 'error',
  safety: true,
  summary: 'Every file under `policies/` and `access-grants/` can be read.',
  rationale:
    'A file that cannot be read is not a file that is not there: whoever took it for missing would take access away, or let it through unjudged. So it blocks, and nothing is removed because of it. It comes from a damaged checkout, missing rights on a folder, or an object that git does not have.',
  examples: {
    // What is missing here is the reading, not the text: no example can be written down.
    valid: [],
    invalid: [],
  },
};
