import { expect, test } from 'vitest';
import { unpinnedActions } from '../../src/model/pinned-actions.ts';

const commit = 'de0fac2e4500dabe0009e67214ff5f5447ce83dd';
const unpinned = (text: string) => unpinnedActions({ path: 'ci.yml', text });

test.each([
  ['a full commit', `- uses: actions/checkout@${commit} # v6.0.2`],
  ['a folder of an action', `- uses: acme/actions/some/where@${commit}`],
  ['a workflow of another repository', `uses: acme/ci/.github/workflows/all.yml@${commit}`],
  ['quotes', `- "uses": 'actions/checkout@${commit}'`],
  ['an action of the same commit', '- uses: ./'],
  ['an image by its digest', `- uses: docker://alpine@sha256:${'0'.repeat(64)}`],
  ['a comment', '# - uses: actions/checkout@v6'],
  ['a script', 'steps:\n  - run: |\n      echo\n      uses: actions/checkout@v6\n\n      uses: b@v1\n'],
  ['a script on a line of its own', 'steps:\n  - name: A\n    run: >-\n      uses: actions/checkout@v6\n'],
  ['a key that only ends so', 'pauses: actions/checkout@v6'],
])('%s is fine', (_name, text) => {
  expect(unpinned(text)).toEqual([]);
});

test.each([
  ['a tag', '- uses: actions/checkout@v6', 'actions/checkout@v6'],
  [
    'a short commit',
    `- uses: actions/checkout@${commit.slice(0, 12)}`,
    `actions/checkout@${commit.slice(0, 12)}`,
  ],
  ['no version', '- uses: actions/checkout', 'actions/checkout'],
  ['an image by its tag', '- uses: docker://alpine:3', 'docker://alpine:3'],
  ['braces', 'steps: [{ uses: actions/checkout@v6, with: {} }]', 'actions/checkout@v6'],
  ['a value on the next line', '- uses:\n    actions/checkout@v6', ''],
  ['a folded value', '- uses: >-\n    actions/checkout@v6', '>-'],
  ['a step after a script', 'steps:\n  - run: |\n      echo\n  - uses: a/b@v1', 'a/b@v1'],
  ['a key beside a script', '  - run: |\n      echo\n    uses: a/b@v1', 'a/b@v1'],
  ['line ends of Windows', '- run: x\r\n- uses: a/b@v1\r\n', 'a/b@v1'],
])('%s is not', (_name, text, said) => {
  expect(unpinned(text)).toEqual([expect.stringMatching(/^ci\.yml:\d+: /)]);
  expect(unpinned(text)[0]).toContain(`\`${said}\``);
});
