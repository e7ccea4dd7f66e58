/** Offsets in a text to lines and columns, which count from 1. */
import type { Range } from '../model/diagnostic.ts';
import { Recent } from './recent.ts';

/** Where the lines of a text begin: worked out once for many places in the same texts. */
const known = new Recent<readonly number[]>({ texts: 32, characters: 4 * 1024 * 1024 });

function lineStarts(text: string): readonly number[] {
  const before = known.get(text);
  if (before) return before.value;
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return known.set(text, starts);
}

/** Turns an offset, or the part between two, into a range. */
export function rangeOf(text: string, start: number, end = start + 1): Range {
  const starts = lineStarts(text);
  const from = Math.max(0, Math.min(start, text.length));
  const to = Math.max(from, Math.min(end, text.length));
  const [line, column] = placeOf(starts, from);
  const [endLine, endColumn] = placeOf(starts, to);
  return { line, column, endLine, endColumn };
}

/** What stands behind a place on its line. */
export function restOfLine(text: string, line: number, column: number): string {
  const start = (lineStarts(text)[line - 1] ?? text.length) + column - 1;
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? text.length : end);
}

function placeOf(starts: readonly number[], offset: number): [line: number, column: number] {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return [low + 1, offset - (starts[low] ?? 0) + 1];
}
