/** An edit changes the value that it is told to, and no other byte. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { editTexts } from '../../src/load/edit.ts';

const grant = `# yaml-language-server: $schema=../../../schemas/grant.schema.json
version: 1
subject: ana.costa   # who

# why, as agreed
justification: >-
  Folded over
  two lines

ticket: "FIN-4821" # in the ledger
# the end
validUntil: 2026-12-23 # last day
# nothing more
`;

describe('an edit', () => {
  test('keeps comments, blank lines and quotes around what it changes', () => {
    expect(editTexts(grant, { validUntil: '2027-01-10', ticket: 'FIN-9' })).toBe(
      grant.replace('2026-12-23', '2027-01-10').replace('"FIN-4821"', 'FIN-9'),
    );
  });

  test('puts a text on one line in place of one that went over several', () => {
    const edited = editTexts(grant, { justification: 'Because: it # matters' });
    expect(parse(edited)).toMatchObject({ justification: 'Because: it # matters', ticket: 'FIN-4821' });
    expect(edited).toContain('# why, as agreed\njustification: "Because: it # matters"\n');
  });

  test('adds what is not there at the end, and takes away a key with its own comment alone', () => {
    expect(editTexts('version: 1\nticket: A', { duration: '30d' })).toBe(
      'version: 1\nticket: A\nduration: 30d\n',
    );
    expect(editTexts(grant, { validUntil: null })).toBe(
      grant.replace('validUntil: 2026-12-23 # last day\n', ''),
    );
  });

  test('takes no end as a value too, and lists, in place of ones of either style', () => {
    expect(editTexts(grant, { validUntil: null, standing: true })).toBe(
      `${grant.replace('validUntil: 2026-12-23 # last day\n', '')}standing: true\n`,
    );
    for (const before of ['permissions: [a, b] # both\n', 'permissions:\n  - a\n  - b\n']) {
      const edited = editTexts(`${grant}${before}windows: []\n`, { permissions: ['a', 'c: d'] });
      expect(edited).toBe(`${grant}windows: []\npermissions: [a, "c: d"]\n`);
      expect(parse(edited)).toMatchObject({ permissions: ['a', 'c: d'], subject: 'ana.costa' });
    }
  });

  test('keeps the line ends of Windows', () => {
    expect(editTexts('version: 1\r\nticket: A\r\n', { ticket: 'B', duration: '8h' })).toBe(
      'version: 1\r\nticket: B\r\nduration: 8h\r\n',
    );
  });

  const line = fc.constantFrom(
    '# a comment',
    '',
    'a: 1',
    'b: "x # y"',
    "c: 'it''s'",
    'd: {e: [1, 2]}',
    'f:\n  - g\n  - h # i',
  );
  test('leaves every other byte alone, whatever stands around and whatever is written', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(line),
        fc.uniqueArray(line),
        fc
          .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60 })
          .filter((text) => text.trim() === text),
        fc.constantFrom('  # why', ''),
        (above, below, value, comment) => {
          const [before, after] = [
            above,
            below.filter((text) => text.startsWith('#') || !above.includes(text)),
          ].map((lines) => lines.map((text) => `${text}\n`).join(''));
          const text = `${before}end: 2026-12-23${comment}\n${after}`;
          const edited = editTexts(text, { end: value });
          expect(edited.startsWith(`${before}end: `)).toBe(true);
          expect(edited.endsWith(`${comment}\n${after}`)).toBe(true);
          expect(parse(edited)).toEqual({ ...parse(text), end: value });
        },
      ),
    );
  });
});
