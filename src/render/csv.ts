/** Tables for spreadsheets. */
import { stringify } from 'csv-stringify/sync';
import { printable } from './text.ts';

/**
 * A table as RFC 4180 has it. What a spreadsheet would take for a formula (`=`, `+`, `-`, `@`, a tab or a line break in
 * front) gets a `'` in front of it, as OWASP advises (CSV Injection).
 */
export const csv = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  stringify(
    [headings, ...rows].map((row) => row.map((cell) => printable(cell.replaceAll(/\s+/g, ' ')))),
    { record_delimiter: '\r\n', escape_formulas: true },
  );

/** Without this sign at the beginning of a file, Excel takes the letters of other languages for others. */
export const byteOrderMark = '\ufeff';
