import { type Colors, onOneLine, withoutCommands } from './text.ts';

/** A table for a terminal: columns lined up by the characters that people see, headings in bold. */
export function renderTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  colors: Colors,
): string {
  const cells = [headings, ...rows].map((row) => row.map((cell) => withoutCommands(onOneLine(cell))));
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ''))));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd();
  return cells.map((row, index) => `${index === 0 ? colors.bold(line(row)) : line(row)}\n`).join('');
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Plain letters are counted as they are: a list of thousands of lines is mostly those. */
const widthOf = (text: string): number =>
  /^[ -~]*$/.test(text) ? text.length : [...segmenter.segment(text)].length;
