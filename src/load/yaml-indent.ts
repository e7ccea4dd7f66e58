/**
 * Lines that begin too far to the left or to the right. The YAML library notices them one line too late, and then on
 * every line after. So the lines are looked at as a reader sees them, level by level; where one belongs to no level,
 * each way to put it or its neighbours right is tried, and the one after which the file is best understood is told.
 */
import type { Flaw } from './bytes.ts';
import { restOfLine } from './position.ts';
import { shown } from './schema-words.ts';
import { isKey } from './schemas.ts';
import { type Break, findBreak, irregularities } from './yaml-levels.ts';
import { indentOf, type Row, rowsOf } from './yaml-rows.ts';

/** Lines that have to move, and by how much: to the left where it is more than nothing. */
interface Move {
  readonly from: number;
  readonly to: number;
  readonly by: number;
  /** It is to begin with a dash, which takes the place of two spaces. */
  readonly dash?: true;
}

/** How well a text can be read: how much the YAML library and the schema object to, and from which line on. */
export interface Legibility {
  readonly errors: number;
  readonly line: number;
  readonly misfits: number;
}

/** A text whose lines are lined up, what is said of those that were not, and how far each was moved. */
export interface Straightened {
  readonly text: string;
  readonly flaws: readonly Flaw[];
  readonly moved: ReadonlyMap<number, number>;
}

/** A file in which more than this is out of line is not straightened any further. */
const maxMoves = 10;

/** The text as it was probably meant; nothing where its lines are in order, or nobody can tell. */
export function straighten(
  text: string,
  look: (text: string) => Legibility | undefined,
): Straightened | undefined {
  // Of a tab, nobody knows how far in it is.
  if (/^ *\t/m.test(text)) return undefined;
  const moved = new Map<number, number>();
  const flaws: Flaw[] = [];
  let [current, state] = [text, look(text)];
  while (flaws.length < maxMoves && state && state.errors > 0) {
    const rows = rowsOf(current);
    const found = findBreak(rows);
    const best = found && bestMove(current, rows, found, state, look);
    if (!best || linesOf(rows, best.move).some((line) => moved.has(line))) break;
    flaws.push(flawOf(current, rows, best.move));
    for (const line of linesOf(rows, best.move)) moved.set(line, best.move.by);
    [current, state] = [best.text, best.state];
  }
  return flaws.length === 0 ? undefined : { text: current, flaws, moved };
}

/** So many keys at most are out of place because of one line. */
const maxKeys = 8;

/**
 * What is said of a line at another level than its own, where moving it makes all of the text fit. `keys` are those that it lacks in one place
 * and may have in another, or has where they do not belong.
 */
export function realign(
  text: string,
  keys: ReadonlySet<string>,
  look: (text: string) => Legibility | undefined,
): Flaw | undefined {
  const state = keys.size === 0 || keys.size > maxKeys || /^ *\t/m.test(text) ? undefined : look(text);
  const rows = state ? rowsOf(text) : [];
  if (!state || findBreak(rows)) return undefined;
  let best: Tried | undefined;
  for (const [at, row] of rows.entries()) {
    // Behind a key without a value, the next line may be what belongs to it.
    const before = rows[at - 1];
    const isMeant = keys.has(row.key) || (before?.opens === true && keys.has(before.key));
    if (!isMeant || row.columns.length > 1) continue;
    const levels = rows.slice(0, at).flatMap(({ columns }) => columns);
    for (const target of new Set([...levels, ...levels.map((column) => column + 2)])) {
      const by = indentOf(row) - target;
      if (by === 0) continue;
      for (const to of new Set([at, lastOf(rows, at, by)])) {
        const move = { from: at, to, by };
        const straight = rows.map((one, index) => shifted(one, index, move));
        const tried = findBreak(straight) ? undefined : attempt(text, rows, straight, move, look);
        // Further in, nearly every key is the id of something: there it has to put two things right at once.
        const isRight = tried?.state.errors === 0 && tried.state.misfits === 0;
        const isBetter = isRight && state.misfits >= (by > 0 ? 1 : 2);
        if (isBetter && (!best || isBefore(tried, best))) best = tried;
      }
    }
  }
  return best && flawOf(text, rows, best.move);
}

interface Tried {
  readonly move: Move;
  readonly irregular: number;
  readonly text: string;
  readonly state: Legibility;
}

function bestMove(
  text: string,
  rows: readonly Row[],
  found: Break,
  before: Legibility,
  look: (text: string) => Legibility | undefined,
): Tried | undefined {
  let best: Tried | undefined;
  for (const move of movesFor(rows, found)) {
    const straight = rows.map((row, at) => shifted(row, at, move));
    if ((findBreak(straight)?.at ?? rows.length) <= found.at) continue;
    const tried = attempt(text, rows, straight, move, look);
    const isBetter = tried && (tried.state.errors < before.errors || tried.state.line > before.line);
    if (isBetter && (!best || isBefore(tried, best))) best = tried;
  }
  return best;
}

function attempt(
  text: string,
  rows: readonly Row[],
  straight: readonly Row[],
  move: Move,
  look: (text: string) => Legibility | undefined,
): Tried | undefined {
  const changed = withMove(text, rows, move);
  const state = look(changed);
  return state && { move, irregular: irregularities(straight), text: changed, state };
}

/** What is better the smaller it is, the first of it first. */
const rank = ({ move, irregular, state }: Tried): readonly number[] => [
  state.errors,
  -state.line,
  state.misfits,
  irregular,
  move.to - move.from,
  Math.abs(move.by),
];

function isBefore(one: Tried, other: Tried): boolean {
  const [ours, theirs] = [rank(one), rank(other)];
  const first = ours.findIndex((value, index) => value !== theirs[index]);
  return first >= 0 && (ours[first] ?? 0) < (theirs[first] ?? 0);
}

/** Each way to bring the row that is out of line, or one of those before it, to a level that there is. */
function* movesFor(rows: readonly Row[], { at, columns, openers }: Break): Iterable<Move> {
  for (const from of openers)
    if (rows[from]?.columns.length === 1 && indentOf(rows[from]) === indentOf(rows[at]) + 2)
      yield { from, to: from, by: 0, dash: true };
  for (const from of new Set([at, at - 1, at - 2, ...openers])) {
    const row = rows[from];
    if (!row || row.isUnclear) continue;
    const column = indentOf(row);
    for (const target of new Set([...columns, indentOf(rows[from + 1]), indentOf(rows[at])])) {
      const by = column - target;
      if (by === 0 || target < 0) continue;
      for (const to of new Set([from, lastOf(rows, from, by), ...(from < at ? [at - 1] : [])]))
        yield { from, to, by };
    }
  }
}

/** The last row that is out of line together with this one. */
function lastOf(rows: readonly Row[], from: number, by: number): number {
  const column = indentOf(rows[from]);
  // What is too far to the right has taken along what is in it.
  const next = rows.findIndex(
    (row, at) => at > from && (by > 0 ? indentOf(row) < column : indentOf(row) !== column),
  );
  return (next < 0 ? rows.length : next) - 1;
}

function shifted(row: Row, at: number, { from, to, by, dash }: Move): Row {
  if (at < from || at > to) return row;
  const columns = row.columns.map((column) => column - by);
  return { ...row, columns: dash ? [indentOf(row) - 2, ...columns] : columns };
}

/** The lines of the rows of a move; what a text of several lines goes on with moves along. */
function linesOf(rows: readonly Row[], { from, to }: Move): readonly number[] {
  const first = rows[from]?.number ?? 1;
  const end = rows[to + 1]?.number ?? (rows[to]?.last ?? first) + 1;
  return Array.from({ length: end - first }, (_, index) => first + index);
}

function withMove(text: string, rows: readonly Row[], move: Move): string {
  const lines = text.split('\n');
  const [at, indent] = [(rows[move.from]?.number ?? 1) - 1, indentOf(rows[move.from])];
  if (move.dash) lines[at] = `${' '.repeat(indent - 2)}- ${lines[at]?.trimStart()}`;
  for (const number of linesOf(rows, move)) {
    const line = lines[number - 1] ?? '';
    lines[number - 1] =
      move.by > 0 ? line.replace(new RegExp(`^ {0,${move.by}}`), '') : ' '.repeat(-move.by) + line;
  }
  return lines.join('\n');
}

function flawOf(text: string, rows: readonly Row[], { from, to, by, dash }: Move): Flaw {
  const [before, first, last] = [rows[from - 1], rows[from], rows[to]];
  const [line, indent] = [first?.number ?? 1, indentOf(first)];
  const content = restOfLine(text, line, 1).trimEnd();
  const range = { line, column: indent + 1, endLine: line, endColumn: content.length + 1 };
  if (dash)
    return {
      rule: 'invalid-yaml',
      range,
      message: 'an entry begins here without a `-`, but those after it have one',
      help: `write ${shown(`- ${content.trim()}`)}`,
    };
  if (last && last.number > line)
    return {
      rule: 'invalid-yaml',
      range,
      message: `lines ${line} to ${last.number} begin ${spaces(Math.abs(by))} too far to the ${by > 0 ? 'right' : 'left'}`,
      help: `move them ${spaces(Math.abs(by))} to the ${by > 0 ? 'left' : 'right'}`,
    };
  const [word = ''] = /^\S+/.exec(content.slice(indent)) ?? [];
  const right = indent - by;
  const help =
    right === 0 ? `delete the spaces before \`${word}\`` : `write ${spaces(right)} before \`${word}\``;
  // A line further in than a text, with a key that no file has, may be the rest of that text.
  const goesOn =
    by > 0 &&
    before !== undefined &&
    /:\s+[^\s"'|>[{]\S*\s+[^\s#]/.test(restOfLine(text, before.number, 1)) &&
    !isKey(word.replace(/:$/, ''));
  return {
    rule: 'invalid-yaml',
    range,
    message: `this line begins with ${spaces(indent)}, the lines around it with ${right === 0 ? 'none' : right}`,
    help: goesOn ? `put it on the line before if it goes on with its text; if not, ${help}` : help,
  };
}

const spaces = (count: number): string =>
  count === 0 ? 'no space' : count === 1 ? '1 space' : `${count} spaces`;
