import { isUtf8 } from 'node:buffer';
import type { Range } from '../model/diagnostic.ts';
import { findUnsafe } from './characters.ts';
import { rangeOf } from './position.ts';

/** What is wrong inside one file, before anybody knows which file it is. */
export interface Flaw {
  readonly rule: string;
  readonly range: Range;
  readonly message: string;
  readonly help?: string;
}

const kibibyte = 1024;

/** So many flaws of one file are shown; nobody reads more, and a file made of flaws must not cost more. */
export const maxFlaws = 50;

/** The text before the first byte that is not UTF-8: whether a prefix can be decoded is monotonous, so it is bisected. */
function validPart(bytes: Uint8Array): string {
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (decodePrefix(bytes.subarray(0, middle)) !== undefined) low = middle;
    else high = middle - 1;
  }
  return decodePrefix(bytes.subarray(0, low)) ?? '';
}

/** A prefix as text, without the part of a character at its end. */
function decodePrefix(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}

/** Bytes to text: size, encoding and characters. A byte order mark and CRLF are accepted. */
export function decode(bytes: Uint8Array, limit: number): { text: string } | { flaws: Flaw[] } {
  if (bytes.length > limit) return { flaws: [tooLarge(bytes.length, limit)] };
  if (isUtf16(bytes)) return { flaws: [savedAsUtf16] };
  if (!isUtf8(bytes)) {
    const before = validPart(bytes);
    return {
      flaws: [
        {
          rule: 'unsafe-characters',
          range: rangeOf(`${before} `, before.length),
          message: 'the file is not UTF-8 text: what stands here was saved in another encoding',
          help: 'save the file again with the encoding UTF-8, and look whether its accents are still right',
        },
      ],
    };
  }
  const decoded = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  const text = decoded.startsWith('\ufeff') ? decoded.slice(1) : decoded;
  const flaws = findUnsafe(text, 10);
  return flaws.length > 0 ? { flaws } : { text };
}

/** UTF-16 as Windows programs save it: with its mark, or with every other byte of its first two letters empty. */
const isUtf16 = ([a, b, c, d]: Uint8Array): boolean =>
  (a === 0xff && b === 0xfe) ||
  (a === 0xfe && b === 0xff) ||
  (a === 0 && b !== 0 && c === 0 && d !== 0) ||
  (a !== 0 && b === 0 && c !== 0 && d === 0);

const savedAsUtf16: Flaw = {
  rule: 'unsafe-characters',
  range: { line: 1, column: 1, endLine: 1, endColumn: 1 },
  message: 'the file is saved as UTF-16',
  help: 'save it again, and choose the encoding UTF-8',
};

/** The flaw of a file that is too large to be read at all. */
export function tooLarge(size: number, limit: number): Flaw {
  return {
    rule: 'file-too-large',
    range: { line: 1, column: 1, endLine: 1, endColumn: 1 },
    message: `the file has ${Math.ceil(size / kibibyte)} KiB; at most ${limit / kibibyte} KiB are read`,
    help: 'split it, or take out what does not belong in it',
  };
}
