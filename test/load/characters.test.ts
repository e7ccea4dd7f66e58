/** Characters that nobody sees, one by one. */
import { describe, expect, test } from 'vitest';
import { load, soundGrant } from '../support/loading.ts';

const hex = (code: number) => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

const invisible = [
  0x00ad,
  0x034f,
  0x115f,
  0x1160,
  ...range(0x180b, 0x180f),
  ...range(0x200b, 0x200f),
  0x2800,
  0x3164,
  ...range(0xfe00, 0xfe0e),
  0xffa0,
  ...range(0x1bca0, 0x1bca3),
  ...range(0x1d173, 0x1d17a),
  0xe0001,
  ...[0xe0100, 0xe0123, 0xe01ef],
];

describe('a character that nobody sees', () => {
  test.each(invisible.map((code) => [hex(code), code] as const))('%s is refused', (name, code) => {
    const character = String.fromCodePoint(code);
    expect(load(soundGrant.replace('ledger', `led${character}ger`)).problems).toMatchObject([
      {
        rule: 'unsafe-characters',
        message: `the file contains an invisible character (${name})`,
        range: { line: 5, column: 33, endColumn: 33 + character.length },
      },
    ]);
    const escaped = `"led\\U${code.toString(16).padStart(8, '0')}ger"`;
    expect(load(soundGrant.replace('Reconcile the ledger', escaped)).problems).toMatchObject([
      { rule: 'unsafe-characters', range: { line: 5, column: 16 } },
    ]);
  });

  test.each(['❤️ payroll', '👩‍👩'.replaceAll('\u200d', ''), '日本語', 'ᠮᠣᠩᠭᠣᠯ', '한국어', '𝄞', 'नमस्ते'])(
    'what people write is not: %s',
    (text) => {
      expect(load(soundGrant.replace('Reconcile the ledger', text)).problems).toMatchObject([]);
    },
  );
});

describe('a file in UTF-16', () => {
  const littleEndian = Buffer.from(soundGrant, 'utf16le');
  const bigEndian = Buffer.from(littleEndian).swap16();
  test.each([
    ['with the mark of Windows', Buffer.concat([Buffer.from([0xff, 0xfe]), littleEndian])],
    ['with the other mark', Buffer.concat([Buffer.from([0xfe, 0xff]), bigEndian])],
    ['without a mark', littleEndian],
    ['without a mark, the other way round', bigEndian],
  ])('%s', (_title, content) => {
    expect(load(content).problems).toMatchObject([
      {
        rule: 'unsafe-characters',
        range: { line: 1, column: 1, endLine: 1, endColumn: 1 },
        message: 'the file is saved as UTF-16',
        help: 'save it again, and choose the encoding UTF-8',
      },
    ]);
  });
});
