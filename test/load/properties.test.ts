import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type SchemaName, schemas } from '../../src/load/schemas.ts';
import type { Pointer, Range } from '../../src/model/diagnostic.ts';
import { exampleCompany } from '../../src/rules/example-company.ts';
import { load } from '../support/loading.ts';

const names = Object.keys(schemas) as SchemaName[];
const schemaName = fc.constantFrom(...names);
const sound = Object.values(exampleCompany);

/** Pieces that YAML and the schemas take notice of. */
const piece = fc.constantFrom(
  ...[
    'version: 1',
    'subject',
    ': ',
    ':',
    '- ',
    '\n',
    '\n  ',
    '\n    ',
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    ', ',
    '#',
  ],
  ...[
    '|',
    '>',
    '&a',
    '*a',
    '!t',
    '<<',
    '---',
    '...',
    '%YAML 1.1',
    '\t',
    '\r\n',
    '? ',
    '~',
    'true',
    '1e3',
    '0x1',
  ],
  ...[
    '2026-12-23',
    'P1M',
    '30d',
    'ana.costa',
    '__proto__',
    'constructor',
    '\\',
    '\\u202e',
    '\u00e9',
    '\ud83d\udcb6',
  ],
  ...['roles', 'permissions', 'matrix', 'policies', 'stages', 'standing', 'a: b\n'],
);
const yamlish = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
const mutated = fc
  .tuple(fc.constantFrom(...sound), fc.nat(), fc.nat(40), fc.oneof(piece, fc.string({ maxLength: 8 })))
  .map(([text, at, length, instead]) => {
    const from = at % text.length;
    return text.slice(0, from) + instead + text.slice(from + length);
  });
const content = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  yamlish,
  mutated,
);

const textOf = (given: string | Uint8Array) =>
  Buffer.from(given)
    .toString('utf8')
    .replace(/^\ufeff/, '');

function expectInside(range: Range, text: string): void {
  const lines = text.split('\n');
  for (const [line, column] of [
    [range.line, range.column],
    [range.endLine, range.endColumn],
  ] as const) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
  }
  expect(range.endLine * 1e6 + range.endColumn).toBeGreaterThanOrEqual(range.line * 1e6 + range.column);
}

test('no input crashes the loader: each is read, or told what is wrong at a place inside of it', () => {
  fc.assert(
    fc.property(schemaName, content, (schema, given) => {
      const { file, problems } = load(given, schema);
      expect(file !== undefined || problems.length > 0).toBe(true);
      for (const { range, message } of problems) {
        expectInside(range, textOf(given));
        expect(message).not.toContain('\n');
        // What stands in backticks is what somebody wrote, and they may write `NaN`.
        expect(message.replaceAll(/`[^`]*`/g, '')).not.toMatch(/undefined|\[object|NaN/);
      }
    }),
    { numRuns: 1000 },
  );
});

test('what is read without problems is what any YAML library reads', () => {
  const expectSameAsParsed = (schema: SchemaName, given: string | Uint8Array): boolean => {
    const { file, problems } = load(given, schema);
    if (!file || problems.length > 0) return false;
    expect(file.flawed).toBe(false);
    expect(file.value).toEqual(parse(textOf(given)));
    return true;
  };
  const pairs = names.flatMap((schema) => sound.map((text) => expectSameAsParsed(schema, text)));
  expect(pairs.filter((read) => read)).toHaveLength(sound.length);
  fc.assert(
    fc.property(schemaName, content, (...pair) => void expectSameAsParsed(...pair)),
    { numRuns: 600 },
  );
});

test('a position can be asked for whatever the pointer, and lies inside of the file', () => {
  const step = fc.oneof(
    fc.nat(5),
    fc.constantFrom('matrix', 'roles', 'viewer', 'version', '__proto__', ''),
    fc.string(),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...sound),
      fc.array(step, { maxLength: 5 }),
      fc.boolean(),
      (text, steps, atKey) => {
        const pointer: Pointer = steps;
        for (const schema of names) {
          const { file } = load(text, schema);
          if (file) expectInside(file.locate(pointer, atKey), text);
        }
      },
    ),
    { numRuns: 150 },
  );
});
