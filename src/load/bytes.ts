import { isUtf8 } from 'node:buffer';
import type { Range } from '../model/diagnostic.ts';

/** What is wrong inside one file, before anybody knows which file it is. */
export interface Flaw {
  readonly rule: string;
  readonly range: Range;
  readonly message: string;
  readonly help?: string;
}

const kibibyte = 1024;
/** Grant and person files: there may be many, and anybody may propose one. */
export const smallFileLimit = 16 * kibibyte;
/** Every other policy file. */
export const policyFileLimit = 1024 * kibibyte;

/** Turns an offset in a text into lines and columns, which count from 1. */
export function rangeOf(text: string, start: number, end = start + 1): Range {
  const from = Math.min(start, text.length);
  const to = Math.max(from, Math.min(end, text.length));
  const line = (offset: number) => text.slice(0, offset).split('\n').length;
  const column = (offset: number) => offset - text.lastIndexOf('\n', offset - 1);
  return { line: line(from), column: column(from), endLine: line(to), endColumn: column(to) };
}

/**
 * Control characters (but tab and line ends), and characters that hide or reorder what a reviewer reads:
 * bidirectional controls, zero-width characters, separators that look like spaces (Unicode TR36, TR39;
 * CVE-2021-42574 "Trojan Source").
 */
const unsafe =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|[\u{e0000}-\u{e0fff}]/gu;

const hex = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

function describe(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0) return 'a NUL byte';
  if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code === 0x61c)
    return `a character that reverses the direction of text (${hex(character)})`;
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return `a control character (${hex(character)})`;
  return `an invisible character (${hex(character)})`;
}

function findUnsafe(text: string): Flaw[] {
  return [...text.matchAll(unsafe)].slice(0, 10).map((match) => ({
    rule: 'unsafe-characters',
    range: rangeOf(text, match.index, match.index + match[0].length),
    message: `the file contains ${describe(match[0])}`,
    help: 'delete it; if it came along when you pasted the text, type the text by hand',
  }));
}

/** The offset of the first byte that is not UTF-8: whether a prefix can be decoded is monotonous, so it is bisected. */
function firstInvalidByte(bytes: Uint8Array): number {
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isUtf8Prefix(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}

function isUtf8Prefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Bytes to text: size, encoding and characters. A byte order mark and CRLF are accepted. */
export function decode(bytes: Uint8Array, limit: number): { text: string } | { flaws: Flaw[] } {
  if (bytes.length > limit) return { flaws: [tooLarge(bytes.length, limit)] };
  if (!isUtf8(bytes)) {
    const offset = firstInvalidByte(bytes);
    const before = Buffer.from(bytes.subarray(0, offset)).toString('utf8');
    return {
      flaws: [
        {
          rule: 'unsafe-characters',
          range: rangeOf(`${before} `, before.length),
          message: `the file is not UTF-8 text: byte ${offset + 1} cannot be read`,
          help: 'save the file again with the encoding UTF-8',
        },
      ],
    };
  }
  const decoded = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  const text = decoded.startsWith('\ufeff') ? decoded.slice(1) : decoded;
  unsafe.lastIndex = 0;
  return unsafe.test(text) ? { flaws: findUnsafe(text) } : { text };
}

/** The flaw of a file that is too large to be read at all. */
export function tooLarge(size: number, limit: number): Flaw {
  return {
    rule: 'file-too-large',
    range: { line: 1, column: 1, endLine: 1, endColumn: 1 },
    message: `the file has ${Math.ceil(size / kibibyte)} KiB; at most ${limit / kibibyte} KiB are read`,
    help: 'split it, or take out what does not belong in it',
  };
}
