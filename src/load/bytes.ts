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
/** Grant and person files: there may be many, and anybody may propose one. */
export const smallFileLimit = 16 * kibibyte;
/** Every other policy file. */
export const policyFileLimit = 1024 * kibibyte;

/** So many flaws of one file are shown; nobody reads more, and a file made of flaws must not cost more. */
export const maxFlaws = 50;

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
    const before = withoutMark(Buffer.from(bytes.subarray(0, firstInvalidByte(bytes))).toString('utf8'));
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
  const text = withoutMark(decoded);
  const flaws = findUnsafe(text, 10);
  return flaws.length > 0 ? { flaws } : { text };
}

/** A text without its byte order mark, which Windows programs write. */
const withoutMark = (text: string): string => (text.startsWith('\ufeff') ? text.slice(1) : text);

/** The flaw of a file that is too large to be read at all. */
export function tooLarge(size: number, limit: number): Flaw {
  return {
    rule: 'file-too-large',
    range: { line: 1, column: 1, endLine: 1, endColumn: 1 },
    message: `the file has ${Math.ceil(size / kibibyte)} KiB; at most ${limit / kibibyte} KiB are read`,
    help: 'split it, or take out what does not belong in it',
  };
}
