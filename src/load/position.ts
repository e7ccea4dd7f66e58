/** Offsets in a text to lines and columns, which count from 1. */
import type { Range } from '../model/diagnostic.ts';

/** Where the lines of a text begin: worked out once for many places in the same text. */
let known: { readonly text: string; readonly starts: readonly number[] } = { text: '', starts: [0] };

function lineStarts(text: string): readonly number[] {
  if (known.text !== text) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    known = { text, starts };
  }
  return known.starts;
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
