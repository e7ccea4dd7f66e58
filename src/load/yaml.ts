/** Text to plain values, with every trap of YAML closed. The only file that reads YAML. */
import {
  Composer,
  type CST,
  type Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type ParsedNode,
  Parser,
} from 'yaml';
import type { Pointer, Range } from '../model/diagnostic.ts';
import { type Flaw, rangeOf } from './bytes.ts';
import { inspectTokens } from './yaml-limits.ts';

/**
 * YAML 1.2, core schema: no dates, no `yes`, no octal. Aliases, tags, directives and merge keys never get this
 * far, and neither does a map that the library would need minutes for.
 */
const options = {
  version: '1.2',
  schema: 'core',
  merge: false,
  stringKeys: true,
  uniqueKeys: true,
  strict: true,
  logLevel: 'silent',
  prettyErrors: false,
} as const;

type ParsedDocument = Document.Parsed<ParsedNode>;

function compose(tokens: readonly CST.Token[], length: number): ParsedDocument | undefined {
  const [document] = [...new Composer(options).compose(tokens, true, length)];
  return document as ParsedDocument | undefined;
}

const plainWords: Partial<Record<string, string>> = {
  BAD_INDENT: 'the indentation is wrong',
  TAB_AS_INDENT: 'a tab is used for indentation',
  DUPLICATE_KEY: 'this key stands twice in the same map',
  MISSING_CHAR: 'something is missing here',
  UNEXPECTED_TOKEN: 'this does not belong here',
  NON_STRING_KEY: 'a key has to be plain text',
  MULTILINE_IMPLICIT_KEY: 'a key has to stand on one line; is a `:` or a quote missing?',
  BLOCK_AS_IMPLICIT_KEY: 'two keys stand on one line',
  MISSING_DOCUMENT: 'the file is empty',
};

const repairs: Partial<Record<string, string>> = {
  TAB_AS_INDENT: 'use two spaces instead',
  BAD_INDENT: 'line it up with the lines around it, two spaces a level',
  DUPLICATE_KEY: 'keep one of them',
  NON_STRING_KEY: 'put the key in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'start a new line, or put the text in quotes if its `:` is meant as text',
};

/** Reads one YAML document. */
export function readYaml(text: string): { value: unknown } | { flaws: Flaw[] } {
  const tokens = [...new Parser().parse(text)];
  const tokenFlaws = inspectTokens(tokens, text);
  if (tokenFlaws.length > 0) return { flaws: tokenFlaws };
  const document = compose(tokens, text.length);
  if (!document || document.contents === null) {
    return {
      flaws: [
        {
          rule: 'invalid-yaml',
          range: rangeOf(text, 0),
          message: 'the file is empty',
          help: 'delete the file, or write its content',
        },
      ],
    };
  }
  const troubles = [...document.errors, ...document.warnings];
  if (troubles.length > 0) {
    return {
      flaws: troubles.map((trouble) => {
        const help = repairs[trouble.code];
        return {
          rule: 'invalid-yaml',
          range: rangeOf(text, trouble.pos[0], trouble.pos[1]),
          message: plainWords[trouble.code] ?? lowerFirst(trouble.message),
          ...(help ? { help } : {}),
        };
      }),
    };
  }
  return { value: document.toJS() };
}

const lowerFirst = (message: string) => message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '');

/**
 * Where a value stands in a text that was read before. It is parsed again, since positions are asked for only
 * where something is wrong, and keeping every tree would cost ten times the memory.
 */
export function locateInYaml(text: string, pointer: Pointer, atKey = false): Range {
  const document = compose([...new Parser().parse(text)], text.length);
  let node: unknown = document?.contents;
  let range: readonly [number, number] = firstLine(text, node);
  for (const [index, step] of pointer.entries()) {
    const found = child(node, step);
    if (!found) break;
    const wanted =
      atKey && index === pointer.length - 1 ? (found.key ?? found.value) : (found.value ?? found.key);
    node = found.value;
    range = spanOf(wanted) ?? spanOf(found.key) ?? range;
  }
  return rangeOf(text, range[0], range[1]);
}

/** A file as a whole is shown by its first line that says something. */
function firstLine(text: string, node: unknown): readonly [number, number] {
  const start = spanOf(node)?.[0] ?? 0;
  const end = text.indexOf('\n', start);
  return [start, end < 0 ? text.length : end];
}

function child(node: unknown, step: string | number): { key?: Node; value?: Node } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(
      (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step),
    );
    if (!pair) return undefined;
    // An empty value (`ticket:`) is a scalar without width: its key says more.
    const value = isScalar(pair.value) && pair.value.value === null ? undefined : pair.value;
    return { key: pair.key as Node, ...(value ? { value: value as Node } : {}) };
  }
  if (isSeq(node) && typeof step === 'number') {
    const item = node.items[step];
    return item ? { value: item as Node } : undefined;
  }
  return undefined;
}

function spanOf(node: unknown): readonly [number, number] | undefined {
  const range = (node as Node | undefined)?.range;
  if (!range) return undefined;
  return [range[0], Math.max(range[1], range[0] + 1)];
}
