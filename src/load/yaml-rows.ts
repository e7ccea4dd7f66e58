/** The lines of a YAML text that have a key or a dash, as somebody sees them who does not know YAML. */

/** A line with a key or a dash; or one of which nobody knows what it was meant to be. */
export interface Row {
  /** The number of the line, from 1. */
  readonly number: number;
  /** The last line of its value. */
  readonly last: number;
  /** Where its dashes stand, and then its key, from 0. */
  readonly columns: readonly number[];
  readonly hasKey: boolean;
  /** Its key, without quotes. */
  readonly key: string;
  /** Nothing stands behind its key or dash, so that more may follow further in. */
  readonly opens: boolean;
  readonly isUnclear: boolean;
}

const keyed = /^("[^"]*"|'[^']*'|[^\s#"'[\]{}|>&*!%@`,:-][^\s:]*) *:(?=\s|$)/;

/** How far in a row begins. */
export const indentOf = (row: Row | undefined): number => row?.columns[0] ?? 0;

/** Whether a row begins with a dash. */
export const isItem = ({ columns, hasKey }: Row): boolean => columns.length > 1 || !hasKey;

/** The rows of a text, without what is in brackets, in quotes or in a text of several lines. */
export function rowsOf(text: string): Row[] {
  const rows: Row[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]?.trimEnd() ?? '';
    if (/^\s*(#|$)/.test(line) || line === '---') continue;
    const indent = line.length - line.trimStart().length;
    const dashes = /^ *((?:- +)*-$|(?:- +)*)/.exec(line)?.[1] ?? '';
    const columns = [...dashes.matchAll(/-/g)].map(({ index }) => indent + index);
    const rest = line.slice(indent + dashes.length);
    const key = keyed.exec(rest)?.[0];
    const value = rest.slice(key?.length ?? 0).trim();
    if (key !== undefined) columns.push(indent + dashes.length);
    const isUnclear = columns.length === 0;
    const number = at + 1;
    at = endOfValue(lines, at, value, indent);
    rows.push({
      number,
      last: at + 1,
      columns: isUnclear ? [indent] : columns,
      hasKey: key !== undefined,
      key: (key ?? '').replace(/ *:$/, '').replace(/^["']|["']$/g, ''),
      opens: /^(#|$)/.test(value),
      isUnclear,
    });
  }
  return rows;
}

/** No value that somebody typed goes over more lines than this. */
const maxLines = 100;

/** The line on which a value ends that goes over several. */
function endOfValue(lines: readonly string[], at: number, value: string, indent: number): number {
  let last = at;
  if (/^[|>][-+\d]*(\s+#.*)?$/.test(value)) {
    const first = lines.slice(at + 1, at + maxLines).find((line) => line.trim() !== '') ?? '';
    const column = Math.max(indent + 1, first.length - first.trimStart().length);
    while (last + 1 < lines.length && /^\s*$/.test((lines[last + 1] ?? '').slice(0, column))) last += 1;
    return last;
  }
  let open = openIn(value, '');
  while (open !== '' && last + 1 < lines.length && last < at + maxLines) {
    last += 1;
    open = openIn(lines[last] ?? '', open);
  }
  // What is never closed is a mistake of its own.
  return open === '' ? last : at;
}

/** The brackets and the quote that are open behind a part of a value. */
function openIn(part: string, before: string): string {
  if (before === '' && !/^[[{"']/.test(part)) return '';
  let open = before;
  for (const sign of part) {
    const last = open.at(-1) ?? '';
    if (last === '"' || last === "'") open = sign === last ? open.slice(0, -1) : open;
    else if ('[{"\''.includes(sign)) open += sign;
    else if (sign === ']' || sign === '}') open = open.slice(0, -1);
    if (open === '') return '';
  }
  return open;
}
