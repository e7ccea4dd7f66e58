/** Lines that the YAML library cannot read, each with what it was meant to be. */
import type { YAMLError } from 'yaml';
import type { Flaw } from './bytes.ts';
import { rangeOf, restOfLine } from './position.ts';
import { colonSigns, inQuotes, shown } from './schema-words.ts';
import { isKey } from './schemas.ts';
import { isIndented, isWithoutColon } from './yaml-errors.ts';

/** A line that is wrong, and what it would be if it were right. */
export interface Cause {
  readonly line: number;
  readonly instead: string;
  /** What is said of it; nothing where the line before it has the same mistake. */
  readonly flaw?: Flaw;
}

interface Line {
  readonly text: string;
  readonly number: number;
  readonly content: string;
  readonly indent: number;
}

function lineOf(text: string, number: number): Line {
  const content = restOfLine(text, number, 1).replace(/\r$/, '');
  return { text, number, content, indent: content.length - content.trimStart().length };
}

/** The tabs, of which a file has either none or many; or else the first mistake that can be put right. */
export function findCauses(
  errors: readonly YAMLError[],
  text: string,
  known: ReadonlyMap<number, Cause>,
): Cause[] {
  const lineAt = ({ pos: [start] }: YAMLError) => lineOf(text, rangeOf(text, start).line);
  const tabs = errors
    .filter(({ code }) => code === 'TAB_AS_INDENT')
    .flatMap((error) => tabCause(lineAt(error)) ?? [])
    .filter((cause) => !known.has(cause.line));
  if (tabs.length > 0) return tabs;
  for (const error of errors) {
    const line = lineAt(error);
    const cause = known.has(line.number) ? undefined : causeOf(error, line, known);
    if (cause && !known.has(cause.line)) return [cause];
  }
  return [];
}

function causeOf(error: YAMLError, line: Line, known: ReadonlyMap<number, Cause>): Cause | undefined {
  if (/^\s*(?:```|~~~)/.test(line.content)) return fenceCause(line);
  const before = lineAbove(line);
  if (error.code === 'BAD_INDENT')
    return dashlessCause(line, before, known) ?? (before && tightDashCause(before));
  const isKeyWithDash = /block sequence|^Implicit keys/.test(error.message) && /^\s*- /.test(line.content);
  const stray = isKeyWithDash ? strayDashCause(line, before) : undefined;
  if (stray) return stray;
  if (isWithoutColon(error))
    return tightDashCause(line) ?? dashlessCause(line, before, known) ?? colonCause(line);
  if (isIndented(error, line.text)) return tightDashCause(line);
  return error.code === 'UNEXPECTED_TOKEN' ? quoteCause(line) : undefined;
}

/** The nearest line before one that does not begin further to the right. */
function lineAbove({ text, number, indent }: Line): Line | undefined {
  // Whoever looks further back looks at a file that nobody typed.
  for (let above = number - 1; above > 0 && above > number - 200; above -= 1) {
    const line = lineOf(text, above);
    if (line.content.trim() !== '' && !/^\s*#/.test(line.content) && line.indent <= indent) return line;
  }
  return undefined;
}

/** A flaw of a line, from `from` on. */
const flawOf = ({ text, number, content }: Line, from: number, message: string, help: string): Flaw => {
  const end = content.trimEnd().length;
  const range = { line: number, column: from + 1, endLine: number, endColumn: Math.max(from + 1, end) + 1 };
  const last = restOfLine(text, number, 1).length + 1;
  return {
    rule: 'invalid-yaml',
    range: { ...range, column: Math.min(range.column, last), endColumn: Math.min(range.endColumn, last) },
    message,
    help,
  };
};

function tabCause(line: Line): Cause | undefined {
  const { content, indent, number } = line;
  const tab = content.slice(0, indent).indexOf('\t');
  if (tab < 0) return undefined;
  const before = number > 1 ? lineOf(line.text, number - 1).content : '';
  // A line goes further in than the one before only where that one has nothing behind its colon.
  const most = /:\s*$/.test(before)
    ? Number.POSITIVE_INFINITY
    : width(/^\s*(?:- +)?/.exec(before)?.[0] ?? '');
  const right = Math.min(width(content.slice(0, indent)), most);
  const help = right === 0 ? 'delete it' : `begin the line with ${right} spaces instead`;
  const flaw = flawOf(line, tab, 'a tab is used for indentation', help);
  return {
    line: number,
    instead: ' '.repeat(right) + content.slice(indent),
    flaw: { ...flaw, range: { ...flaw.range, endColumn: indent + 1 } },
  };
}

/** How far in a line begins, with a tab for two spaces. */
const width = (start: string): number => start.replaceAll('\t', '  ').length;

/** What is left around a text that was copied out of Markdown. */
const fenceCause = (line: Line): Cause => ({
  line: line.number,
  instead: '',
  flaw: flawOf(
    line,
    line.indent,
    'this line marks code in Markdown, and is no part of the file',
    'delete it',
  ),
});

/** `-payslips.read`, and `-id: a` before further lines of the same item. */
function tightDashCause(line: Line): Cause | undefined {
  const { content, indent, number } = line;
  const [, item] = /^\s*-([^\s-].*)$/.exec(content) ?? [];
  if (item === undefined) return undefined;
  return {
    line: number,
    instead: `${content.slice(0, indent)}- ${item}`,
    flaw: flawOf(line, indent, 'this line has no space after its `-`', `write ${shown(`- ${item}`)}`),
  };
}

/** A line without a dash right under the items of a list. */
function dashlessCause(
  line: Line,
  above: Line | undefined,
  known: ReadonlyMap<number, Cause>,
): Cause | undefined {
  const { content, indent, number } = line;
  const isUnder = above?.indent === indent && /^\s*- /.test(above.content);
  if (!isUnder || content.trimStart().startsWith('-')) return undefined;
  const right = `- ${content.trim()}`;
  const again = known.get(above.number)?.instead.trimStart().startsWith('- ') === true;
  const flaw = flawOf(
    line,
    indent,
    'this line has no `-`, but the items before it have',
    `write ${shown(right)}`,
  );
  return { line: number, instead: content.slice(0, indent) + right, ...(again ? {} : { flaw }) };
}

/** A dash among keys, or one that does not stand under the dash before it. */
function strayDashCause(line: Line, above: Line | undefined): Cause | undefined {
  const { text, content, indent, number } = line;
  const item = content.trimStart().replace(/^- +/, '');
  if (above && above.indent === indent && !/^\s*-/.test(above.content))
    return {
      line: number,
      instead: content.slice(0, indent) + item,
      flaw: flawOf(
        line,
        indent,
        'this line begins with a `-`, but the lines around it do not',
        `write ${shown(item)}`,
      ),
    };
  const before = number > 1 ? lineOf(text, number - 1) : undefined;
  if (!before || before.indent <= indent || !/^\s*- /.test(before.content)) return undefined;
  return {
    line: number,
    instead: ' '.repeat(before.indent) + content.trimStart(),
    flaw: flawOf(line, indent, 'this `-` does not stand under the one before it', 'line the two up'),
  };
}

/** A key with such a sign behind it. */
const colonLike = new RegExp(`^(\\s*(?:- +)*[\\w.-]+)\\s*([${colonSigns}])\\s*(.*)$`);

function colonCause(line: Line): Cause | undefined {
  const { content, number } = line;
  const [, key, sign, value] = colonLike.exec(content) ?? [];
  if (key !== undefined && sign !== undefined) {
    const instead = `${key}: ${value}`.trimEnd();
    const said = flawOf(
      line,
      key.length,
      `\`${sign}\` looks like a colon, but is another sign`,
      `write ${shown(instead.trimStart())}`,
    );
    const range = { ...said.range, endColumn: key.length + 2 };
    return { line: number, instead, flaw: { ...said, range } };
  }
  return keyCause(line);
}

function keyCause(line: Line): Cause | undefined {
  const { text, content, number } = line;
  const [, start = '', word, sign = '', rest = ''] =
    /^(\s*(?:- +)*)([^\s:#"'[\]{},-][^\s:]*)(:(?=[^\s/])|\s+|$)(.*)$/.exec(content) ?? [];
  if (word === undefined) return undefined;
  // Some write `role = viewer` or `role; viewer`.
  const key = word.replace(/[=;,]+$/, '');
  const value = rest.replace(/^[=;]\s*/, '').trimEnd();
  const right = `${key}:${value === '' ? '' : ` ${value}`}`;
  const before = number === 1 ? '' : restOfLine(text, number - 1, 1);
  // A line of words behind a line with a value may be the rest of its text.
  const goesOn = sign !== ':' && !isKey(key) && /:\s+[^\s|>]/.test(before);
  return {
    line: number,
    instead: start + right,
    flaw: flawOf(
      line,
      start.length,
      sign === ':' ? 'this line has no space after its `:`' : 'this line has no `:` after its key',
      goesOn
        ? `put it on the line before if it goes on with its text; if not, write ${shown(right)}`
        : `write ${shown(right)}`,
    ),
  };
}

/** `"say "hi""`: quotes in a text of quotes, or a text of which only a part is in quotes. */
function quoteCause(line: Line): Cause | undefined {
  const { content, number } = line;
  const [, before = '', written] = /^(\s*(?:- +)*(?:[^\s:#"']+:\s+)?)((["']).*\3.*)$/.exec(content) ?? [];
  if (written === undefined) return undefined;
  const [quote = ''] = written;
  const bare = written.trimEnd();
  const text = bare.endsWith(quote) && bare.length > 1 ? bare.slice(1, -1) : bare;
  // What was escaped ends nothing.
  if (text.includes('\\') || !text.includes(quote)) return undefined;
  const rest = written.slice(written.indexOf(quote, 1) + 1).trimStart();
  return {
    line: number,
    instead: before + inQuotes(text),
    flaw: flawOf(
      line,
      content.length - rest.length,
      `the \`${quote}\` before this ends the text, and more follows`,
      text.length > 50
        ? `put the whole text in ${text.includes('"') ? 'single' : 'double'} quotes`
        : `write ${shown(inQuotes(text))}`,
    ),
  };
}
