/** What is refused before the YAML library builds anything: the traps, and the shapes that take it too long. */
import { type CST, Lexer, Parser } from 'yaml';
import { type Flaw, maxFlaws } from './bytes.ts';
import { rangeOf } from './position.ts';
import { badEscape, type Words } from './yaml-errors.ts';

const maxKeys = 2000;
/** The library descends by recursion. */
const maxDepth = 40;
/** Words, signs and spaces: about 400 KiB of an ordinary policy file. More would take seconds. */
const maxLexemes = 200_000;

const refused: Partial<Record<CST.Token['type'], { what: string; help: string }>> = {
  directive: { what: 'a YAML directive (`%…`)', help: 'delete the line; files are always read as YAML 1.2' },
  anchor: {
    what: 'an anchor (`&…`)',
    help: 'write the value out, or put text that starts with `&` in quotes',
  },
  alias: { what: 'an alias (`*…`)', help: 'write the value out, or put text that starts with `*` in quotes' },
  tag: { what: 'a tag (`!…`)', help: 'delete it, or put text that starts with `!` in quotes' },
};

/**
 * Escapes that YAML does not know. A file of nothing else would make the library build half a million errors, so
 * they are found here.
 */
const escapes =
  /\\(?:([^0abt\tnvfre "/\\N_LPxuU\r\n]|x(?![\dA-Fa-f]{2})|u(?![\dA-Fa-f]{4})|U(?!00(?:10|0[\dA-Fa-f])[\dA-Fa-f]{4}))|[\s\S])/g;

const tooDeep = {
  message: `the file is nested more than ${maxDepth} levels deep`,
  help: 'no file of Grantbook needs that; look for a stray bracket or indent',
};

const tooLong = {
  message: 'the file holds too much to be read in one go',
  help: 'split it over several files',
};
/** Announcements of the lexer: a scalar, a document, the end of broken brackets. */
const signs = ['\u001f', '\u0002', '\u0018'];
/** A text of this length cannot hold too much. */
const alwaysTokenized = 64 * 1024;

/** The tokens of a text; or why there are too many, or too many in each other. */
export function tokenize(text: string): { tokens: CST.Token[] } | { flaws: Flaw[] } {
  const tooMuch = text.length > alwaysTokenized ? findTooMuch(text) : undefined;
  return tooMuch ? { flaws: [tooMuch] } : { tokens: [...new Parser().parse(text)] };
}

/** Counts words and open brackets, which costs a fifth of what the tokens do. */
function findTooMuch(text: string): Flaw | undefined {
  let [lexemes, brackets, offset, isScalar] = [0, 0, 0, false];
  for (const lexeme of new Lexer().lex(text)) {
    lexemes += 1;
    // A scalar is announced by a sign of its own, which is not in the text; its brackets are no brackets.
    if (!isScalar && (lexeme === '[' || lexeme === '{')) brackets += 1;
    if (!isScalar && (lexeme === ']' || lexeme === '}')) brackets = Math.max(0, brackets - 1);
    const why = lexemes > maxLexemes ? tooLong : brackets > maxDepth ? tooDeep : undefined;
    if (why) return { rule: 'too-complex', range: rangeOf(text, offset), ...why };
    const isSign = !isScalar && signs.includes(lexeme);
    if (!isSign) offset += lexeme.length;
    isScalar = !isScalar && lexeme === signs[0];
  }
  return undefined;
}

const isOpen = (quoted: string): boolean => quoted.length < 2 || quoted.at(-1) !== quoted[0];

type Add = (rule: string, at: { start: number; length: number }, message: string, help: string) => void;

/** Looks through the tokens of a text without recursion. Nothing found means that it is safe to build. */
export function inspectTokens(tokens: readonly CST.Token[], text: string): Flaw[] {
  const flaws: Flaw[] = [];
  const add: Add = (rule, at, message, help) => {
    if (flaws.length < maxFlaws)
      flaws.push({ rule, range: rangeOf(text, at.start, at.start + at.length), message, help });
  };
  let documents = 0;
  // Two stacks instead of one of pairs: there is an entry for every word of every file.
  const open: CST.Token[] = tokens.toReversed();
  const depths: number[] = tokens.map(() => 0);
  for (let token = open.pop(); token; token = open.pop()) {
    const depth = depths.pop() ?? 0;
    if (depth > maxDepth) {
      add('too-complex', { start: token.offset, length: 1 }, tooDeep.message, tooDeep.help);
      break;
    }
    refuse(token, add);
    if (token.type === 'double-quoted-scalar' || token.type === 'single-quoted-scalar')
      inspectQuoted(token, add);
    else if (token.type === 'document') {
      documents += 1;
      if (documents === 2) {
        const isEmpty = /^---\s*(?:#.*\s*)*$/.test(text.slice(token.offset));
        const [message, help]: Words = isEmpty
          ? ['nothing follows this line', 'delete this line']
          : ['a second document starts here', 'put it in a file of its own'];
        add('unsupported-yaml', { start: token.offset, length: 3 }, message, help);
      }
      refuseAll(token.start, add);
      if (token.value) {
        open.push(token.value);
        depths.push(depth);
      }
    } else if ('items' in token && inspectCollection(token, add)) {
      // What is pushed last is looked at first: backwards, so that flaws come in the order of the file.
      for (let index = token.items.length - 1; index >= 0; index -= 1) {
        const item = token.items[index];
        for (const part of [item?.value, item?.key])
          if (part) {
            open.push(part);
            depths.push(depth + 1);
          }
      }
    }
  }
  return flaws;
}

function refuse(token: CST.Token, add: Add): void {
  const known = refused[token.type];
  if (!known) return;
  const length = 'source' in token ? token.source.length : 1;
  add('unsupported-yaml', { start: token.offset, length }, `${known.what} is not allowed here`, known.help);
}

function refuseAll(tokens: readonly CST.Token[], add: Add): void {
  for (const token of tokens) refuse(token, add);
}

function inspectQuoted(token: CST.FlowScalar, add: Add): void {
  if (isOpen(token.source))
    add(
      'invalid-yaml',
      { start: token.offset, length: 1 },
      'the quote that begins here is never closed',
      'write the closing quote, or leave this one out',
    );
  if (token.type !== 'double-quoted-scalar') return;
  let found = 0;
  for (const match of token.source.matchAll(escapes)) {
    if (match[1] === undefined) continue;
    add('invalid-yaml', { start: token.offset + match.index, length: 2 }, ...badEscape);
    found += 1;
    if (found >= maxFlaws) break;
  }
}

/** Looks at a list or a map, but not into its items; `false` where there are too many of them. */
function inspectCollection(token: CST.BlockMap | CST.BlockSequence | CST.FlowCollection, add: Add): boolean {
  if (token.type === 'flow-collection' && token.end.every((end) => !end.type.endsWith('-end')))
    add(
      'invalid-yaml',
      { start: token.offset, length: 1 },
      'the bracket that begins here is never closed',
      'write the closing bracket, or put the text in quotes if the bracket is meant as text',
    );
  const isMap =
    token.type === 'block-map' || (token.type === 'flow-collection' && token.start.type === 'flow-map-start');
  if (isMap && token.items.length > maxKeys) {
    add(
      'too-complex',
      { start: token.offset, length: 1 },
      `the map has ${token.items.length.toLocaleString('en')} keys; at most ${maxKeys.toLocaleString('en')} are read`,
      'split it over several files',
    );
    return false;
  }
  for (const item of token.items) {
    refuseAll(item.start, add);
    if (item.sep) refuseAll(item.sep, add);
    if (item.key && 'source' in item.key && item.key.source === '<<')
      add(
        'unsupported-yaml',
        { start: item.key.offset, length: 2 },
        'a merge key (`<<`) is not allowed here',
        'write the values out',
      );
  }
  return true;
}
