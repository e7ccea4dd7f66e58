/** What the YAML library complains about, in words for people who never heard of it. */
import type { YAMLError } from 'yaml';
import { type Flaw, maxFlaws } from './bytes.ts';
import { rangeOf } from './position.ts';

export type Words = readonly [message: string, help: string];

export const badEscape: Words = [
  'between double quotes a `\\` has a special meaning, and none before this letter',
  'put the text in single quotes',
];

const noColon: Words = [
  'this line has no `:` after its key',
  'write `key: value`, with a space after the `:`',
];

/** What is wrong, and what to do, by the code of the library. */
const byCode: Partial<Record<YAMLError['code'], Words>> = {
  BAD_DQ_ESCAPE: badEscape,
  BAD_INDENT: ['the indentation is wrong', 'line it up with the lines around it, two spaces a level'],
  BAD_SCALAR_START: ['a text cannot begin with this sign', 'put the text in quotes'],
  BLOCK_AS_IMPLICIT_KEY: [
    'this line has a second `:` with a space after it',
    'put the text in quotes if its `:` is meant as text, or start a new line',
  ],
  BLOCK_IN_FLOW: ['this does not belong between brackets', 'close the bracket before it'],
  KEY_OVER_1024_CHARS: ['a key is at most 1,024 characters long', 'shorten it'],
  MISSING_CHAR: ['something is missing here', 'look for a missing quote, bracket, comma or space'],
  MULTILINE_IMPLICIT_KEY: noColon,
  NON_STRING_KEY: ['a key has to be plain text', 'put the key in quotes'],
  TAB_AS_INDENT: ['a tab is used for indentation', 'use two spaces instead'],
  UNEXPECTED_TOKEN: [
    'this does not belong here',
    'look for a missing quote or comma before it, or put the whole text in quotes',
  ],
};

/** Where one code stands for several mistakes, the library's own words tell them apart. */
const byMessage: readonly (readonly [words: RegExp, ...said: Words])[] = [
  [/^Missing ,/, 'a comma is missing before this', 'write a comma, or put the text in quotes'],
  [/space after|must be separated/, 'a space is missing here', 'write a space between the two'],
  [
    /Unexpected (,|empty item)/,
    'there is a comma too many here',
    'delete it, or put the text in quotes if it is meant as text',
  ],
  [/^Implicit map keys|^All mapping items/, ...noColon],
  [/without - indicator/, 'this line has no `-`, but the items before it have', 'write `- ` before it'],
];

/** The errors of the library as flaws of the file: the first of each line, since the others follow from it. */
export function explainYamlErrors(errors: readonly YAMLError[], text: string): Flaw[] {
  const byLine = new Map<number, Flaw>();
  const starts = new Set<number>();
  for (const error of errors.slice(0, maxFlaws)) {
    const flaw = explain(error, text);
    if (!starts.has(error.pos[0]) && !byLine.has(flaw.range.line)) byLine.set(flaw.range.line, flaw);
    starts.add(error.pos[0]);
  }
  return [...byLine.values()];
}

/** Whether the library misses a `:`, where it takes a line for a key. */
export const isWithoutColon = ({ code, message }: YAMLError): boolean =>
  code === 'MULTILINE_IMPLICIT_KEY' || /^Implicit map keys|^All mapping items/.test(message);

/** Whether a line seems to begin too far to the right. */
export const isIndented = ({ code, pos: [start] }: YAMLError, text: string): boolean =>
  code === 'BLOCK_AS_IMPLICIT_KEY' && indentedLine(text, start) !== undefined;

function explain({ code, message, pos: [start, end] }: YAMLError, text: string): Flaw {
  const rule = 'invalid-yaml';
  const indented = code === 'BLOCK_AS_IMPLICIT_KEY' ? indentedLine(text, start) : undefined;
  if (indented !== undefined)
    return {
      rule,
      range: rangeOf(text, indented),
      message: 'this line begins further to the right than the line that it follows',
      help: 'line it up with the lines around it',
    };
  // Where a text is no more than a name, its sign is a habit of other places.
  const [, name] =
    code === 'BAD_SCALAR_START' ? (/^@([\w.-]+)(?=[\s,}\]]*(?:\n|$|,))/.exec(text.slice(start)) ?? []) : [];
  if (name !== undefined)
    return {
      rule,
      range: rangeOf(text, start),
      message: 'a text cannot begin with this sign',
      help: `write \`${name}\`, without the \`@\``,
    };
  const [, ...special] = byMessage.find(([words]) => words.test(message)) ?? [];
  const [said, help] = special.length > 0 ? special : (byCode[code] ?? [lowerFirst(message)]);
  return { rule, range: firstLineOf(text, start, end), message: said ?? message, ...(help ? { help } : {}) };
}

/** A second key after a value is mostly not on the same line: it is the next line, wrongly indented. */
function indentedLine(text: string, start: number): number | undefined {
  const colon = text.slice(start).search(/:(\s|$)/) + start;
  const lineEnd = text.lastIndexOf('\n', colon);
  return lineEnd > start ? lineEnd + 1 + text.slice(lineEnd + 1).search(/\S/) : undefined;
}

/** A place that reaches over several lines is shown by its first. */
function firstLineOf(text: string, start: number, end: number) {
  const lineEnd = text.indexOf('\n', start);
  return rangeOf(text, start, lineEnd > start ? Math.min(end, lineEnd) : end);
}

const lowerFirst = (message: string) => message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '');
