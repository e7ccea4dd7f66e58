/** Files of plain lines are read without the library, and mean what the library says. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPlainLines } from '../../src/load/plain-lines.ts';
import { readYaml } from '../../src/load/yaml.ts';

/** Words and signs of which YAML makes something, put together in any way. */
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      'a',
      'b',
      'null',
      'true',
      'false',
      'yes',
      'No',
      'on',
      'y',
      '~',
      '1',
      '0',
      '01',
      '0x1',
      '1e5',
      '1_0',
      '30d',
      '1.5',
    ],
    ...[
      '.inf',
      '.nan',
      'inf',
      '2026-11-24',
      '2026-1-2',
      '12:30',
      '2026-11-24T10:00:00Z',
      'é',
      'Ã',
      '×',
      '\u00a0',
      '\u2028',
    ],
    ...[
      ' ',
      '  ',
      ': ',
      ':',
      ' #',
      '#',
      '- ',
      '-',
      '?',
      '? ',
      '[',
      ']',
      '{',
      '}',
      ',',
      ', ',
      '&x',
      '*x',
      '!x',
      '!!str',
      '|',
      '>',
    ],
    ...[
      '%',
      '@',
      '`',
      '"',
      "'",
      '\\',
      '---',
      '...',
      '<<',
      '=',
      '\t',
      '[a, b]',
      '[a, true]',
      '[a,b]',
      '[]',
      '[1]',
    ],
  ),
  fc.string({ maxLength: 4 }),
);
const scalar = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''));
const key = fc.oneof(
  fc.constantFrom(
    'version',
    'subject',
    'role',
    'true',
    'null',
    'y',
    'a',
    'constructor',
    '__proto__',
    '<<',
    '1',
  ),
  scalar,
);
const separator = fc.constantFrom(': ', ': ', ': ', ':', ':  ', ' : ');
const written = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom('subject', 'role', 'ticket', 'a'), fc.constant(': '), scalar)
      .map((parts) => parts.join('')),
  },
  { weight: 3, arbitrary: fc.tuple(key, separator, scalar).map((parts) => parts.join('')) },
  { weight: 3, arbitrary: fc.constantFrom('github:', 'a:', 'github: ', 'y:') },
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.constantFrom('  login: ', '  id: ', '   id: ', ' id: ', '  a:', '    b: '), scalar)
      .map((parts) => parts.join('')),
  },
  fc.constantFrom('', '# a comment', ' # another', '  more: 1', '- a', '---', '...', '%YAML 1.1', '\t', '\r'),
);
const texts = fc
  .tuple(
    fc.array(written, { maxLength: 4 }),
    fc.constantFrom('\n', '\n', '\r\n'),
    fc.constantFrom('', '\n', '\n\n'),
  )
  .map(([lines, end, last]) => `${lines.join(end)}${last}`);

test('what is read is what the library reads, without a flaw', () => {
  let read = 0;
  fc.assert(
    fc.property(texts, (text) => {
      const plain = readPlainLines(text);
      if (plain === undefined) return;
      read += 1;
      expect(readYaml(text)).toEqual({ value: plain, flaws: [] });
    }),
    { numRuns: 40_000 },
  );
  expect(read).toBeGreaterThan(500);
});

test('every grant of the sample company is read so, and none of its policies is another thing by it', () => {
  const filesIn = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.yaml'))
      .map((path) => readFileSync(join(folder, path), 'utf8'));
  const grants = filesIn('access-grants');
  const quick = grants.filter((text) => readPlainLines(text) !== undefined);
  expect(quick.length / grants.length).toBeGreaterThan(0.8);
  for (const text of [...grants, ...filesIn('policies')]) {
    const plain = readPlainLines(text);
    if (plain) expect(plain).toEqual(readYaml(text).value);
  }
});

test.each([
  ['a text with a colon at its end', 'justification: see here:\n'],
  ['a text with a comment behind it', 'ticket: A #4711\n'],
  ['a key that stands twice', 'role: a\nrole: b\n'],
  ['a key that every object has', 'constructor: a\n'],
  ['a number that is none', 'ticket: 007\n'],
  ['a key without a value', 'role:\n'],
  ['a key without a value before another', 'role:\nsystem: a\n'],
  ['two levels', 'a:\n  b:\n    c: d\n'],
  ['a list in lines', 'a:\n  - b\n'],
  ['a comment between a key and what belongs to it', 'a:\n# b\n  c: d\n'],
  ['a number too large to be kept', 'ticket: 12345678901234567890\n'],
  ['a line that goes on', 'justification: one\n  two\n'],
  ['a second document', 'role: a\n---\nrole: b\n'],
  ['a directive', '%YAML 1.1\n---\nrole: a\n'],
  ['nothing', '\n'],
  ['a blank at the end', 'role: a \n'],
  ['other ends of lines', 'role: a\r\n'],
])('%s is left to the library', (_, text) => {
  expect(readPlainLines(text)).toBeUndefined();
});
