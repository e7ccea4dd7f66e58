/** Lists as spreadsheets save them: comma, semicolon or tab between the columns, each mistake with its line. */
import { CsvError, parse } from 'csv-parse/sync';
import { decode } from './bytes.ts';

/** A row with its place. */
export interface CsvRow {
  /** From 1, as an editor and a spreadsheet count; where a cell has several lines, the first. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Csv {
  readonly headers: readonly string[];
  readonly rows: readonly CsvRow[];
}

/** What is wrong in a list. */
export interface CsvProblem {
  readonly line: number;
  /** The header of the column. */
  readonly column?: string;
  readonly message: string;
  readonly help?: string;
}

const largest = 5 * 1024 * 1024;
const mostRows = 20_000;

/** Reads a list; or says everything that keeps it from being read. */
export function readCsv(bytes: Uint8Array): Csv | { readonly problems: readonly CsvProblem[] } {
  const decoded = decode(bytes, largest);
  if ('flaws' in decoded)
    return {
      problems: decoded.flaws.map(({ range, message, help, rule }) => ({
        line: range.line,
        message,
        help:
          rule === 'unsafe-characters' && /UTF-(?:8|16)/.test(message)
            ? 'save it again as UTF-8; in Excel: File → Save As → “CSV UTF-8 (Comma delimited)”'
            : (help ?? 'save a shorter list'),
      })),
    };
  // Excel says in a first line of its own what stands between the columns.
  const [said = '', named] = /^sep=(.)\r?\n/i.exec(decoded.text) ?? [];
  const text = decoded.text.slice(said.length);
  const before = said === '' ? 0 : 1;
  const delimiter = named ?? delimiterOf(text);
  const parsed = parseText(text, delimiter, before);
  if ('problems' in parsed) return parsed;
  const [head, ...rows] = parsed.rows;
  if (!head)
    return {
      problems: [{ line: 1, message: 'the list is empty', help: 'its first line names the columns' }],
    };
  if (rows.length > mostRows)
    return {
      problems: [
        { line: mostRows + 2, message: `the list has ${rows.length} rows; at most ${mostRows} are read` },
      ],
    };
  const headers = head.cells;
  const tooLong = rows.flatMap(({ line, cells }): CsvProblem[] =>
    cells.slice(headers.length).some((cell) => cell !== '')
      ? [
          {
            line,
            message: `this row has ${cells.length} cells, and the first line names ${headers.length} columns`,
            help: `put a text with \`${delimiter}\` in it into quotes`,
          },
        ]
      : [],
  );
  return tooLong.length > 0 ? { problems: tooLong } : { headers, rows };
}

/** The sign that stands most often in the first line, outside of quotes. */
function delimiterOf(text: string): string {
  const [head = ''] = text.split(/\r?\n/, 1);
  const bare = head.replaceAll(/"[^"]*"/g, '');
  const counted = [',', ';', '\t'].map((sign) => ({ sign, count: bare.split(sign).length - 1 }));
  return counted.toSorted((a, b) => b.count - a.count)[0]?.sign ?? ',';
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

function parseText(
  text: string,
  delimiter: string,
  before: number,
): { readonly rows: readonly CsvRow[] } | { readonly problems: readonly CsvProblem[] } {
  try {
    // With `info`, the library gives each record with its last line, which its types do not say.
    const parsed = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as readonly Parsed[];
    return {
      rows: parsed.map(({ record, info: { lines } }) => ({
        line: before + lines - record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0),
        cells: record.map((cell) => cell.replaceAll(/\s+/g, ' ').trim()),
      })),
    };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = before + (typeof error.lines === 'number' ? error.lines : 1);
    return {
      problems: [
        {
          line,
          message:
            error.code === 'CSV_QUOTE_NOT_CLOSED'
              ? 'a quote is opened here and never closed'
              : 'a quote stands where none can be read',
          help: 'put the whole cell into quotes, and write each quote inside of it twice',
        },
      ],
    };
  }
}
