/** The levels of a YAML text, and the first row that stands at none of them. */
import { indentOf, isItem, type Row } from './yaml-rows.ts';

interface Level {
  readonly column: number;
  readonly isList: boolean;
  /** The row that it began with, and the latest one of it. */
  readonly first: number;
  readonly latest: number;
}

/** A row that belongs to no level. */
export interface Break {
  readonly at: number;
  /** Where it, or a row before it, might belong. */
  readonly columns: readonly number[];
  /** The rows with which the levels around it began, and their latest: one of those may be the one that is wrong. */
  readonly openers: readonly number[];
}

/** The first row that is out of line. */
export function findBreak(rows: readonly Row[]): Break | undefined {
  let stack: readonly Level[] = [];
  /** The levels that the row before has ended. */
  let ended: readonly Level[] = [];
  for (const [at, row] of rows.entries()) {
    if (row.isUnclear) continue;
    const before = rows[at - 1];
    const column = indentOf(row);
    const isList = isItem(row);
    const opens = before === undefined || before.isUnclear || opensLevel(before, column, isList);
    const same = stack.findLastIndex((level) => level.column === column && level.isList === isList);
    // A dash among keys, or a key among dashes, may belong to another level too.
    if (!opens && same < 0) return breakAt(at, rows, [...stack, ...ended]);
    const isNew = same < 0;
    const kept = isNew
      ? stack.filter((level) => level.column < column || (level.column === column && !level.isList))
      : stack.slice(0, same + 1);
    const levels = row.columns.map((one, index) => ({
      column: one,
      isList: !row.hasKey || index < row.columns.length - 1,
      first: at,
      latest: at,
    }));
    ended = stack.slice(kept.length);
    const [top] = isNew ? [] : kept.slice(-1);
    stack = top ? [...kept.slice(0, -1), { ...top, latest: at }, ...levels.slice(1)] : [...kept, ...levels];
  }
  return undefined;
}

/** Whether a row may be followed by one that begins a level. */
function opensLevel(before: Row, column: number, isList: boolean): boolean {
  const last = before.columns.at(-1) ?? 0;
  return before.opens && (column > last || (column === last && isList && before.hasKey));
}

function breakAt(at: number, rows: readonly Row[], levels: readonly Level[]): Break {
  const column = indentOf(rows[at]);
  // A level begins two spaces further in than the one around it, as a rule.
  const inner = levels.map((level) => level.column + 2);
  return {
    at,
    columns: [...new Set([...levels.map((level) => level.column), ...inner])].sort(
      (a, b) => Math.abs(a - column) - Math.abs(b - column),
    ),
    openers: levels.flatMap(({ latest, first }) => [latest, first]),
  };
}

/** How often a level does not begin two spaces further in than the one around it. */
export const irregularities = (rows: readonly Row[]): number =>
  rows.filter((row, at) => {
    const before = rows[at - 1];
    const [around, column] = [before?.columns.at(-1) ?? 0, indentOf(row)];
    const isFlush = before?.opens === true && column === around && isItem(row) && !isItem(before);
    return isFlush || (column > around && column !== around + 2);
  }).length;
