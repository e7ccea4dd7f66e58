/** Builds the tree of a text with the YAML library, and keeps the last few. */
import { Composer, type CST, type Document, type ParsedNode } from 'yaml';
import { Recent } from './recent.ts';
import { tokenize } from './yaml-limits.ts';

/**
 * YAML 1.2, core schema: no dates, no `yes`, no octal. Aliases, tags, directives and merge keys never get this
 * far, and neither does what the library would need seconds for. It compares every key of a map with every
 * other, so that is switched off and done by `plainValueOf`.
 */
const options = {
  version: '1.2',
  schema: 'core',
  merge: false,
  stringKeys: true,
  uniqueKeys: false,
  strict: true,
  logLevel: 'silent',
  prettyErrors: false,
} as const;

export type ParsedDocument = Document.Parsed<ParsedNode>;

/**
 * What is wrong is mostly asked for at once, but it can stand in several files: in a grant, in the matrix, in its
 * system. A tree takes up to seventy times the memory of its text.
 */
const trees = new Recent<ParsedDocument | undefined>({ texts: 32, characters: 2 * 1024 * 1024 });

/** The tree that was built last. Of ten thousand files that are right, no more are kept than this one. */
let last: { readonly text: string; readonly document: ParsedDocument | undefined } | undefined;

/** The tree of a text, from its tokens. */
export function build(text: string, tokens: readonly CST.Token[]): ParsedDocument | undefined {
  // The library makes an Error of every mistake; a hundred thousand stack traces would take seconds.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    const [document] = [...new Composer(options).compose(tokens, true, text.length)];
    last = { text, document: document as ParsedDocument | undefined };
    return last.document;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The tree of a text that was read before; it is built again where many others were read since. */
export function documentOf(text: string): ParsedDocument | undefined {
  const known = trees.get(text);
  if (known) return known.value;
  if (last?.text === text) return trees.set(text, last.document);
  const read = tokenize(text);
  return trees.set(text, 'tokens' in read ? build(text, read.tokens) : undefined);
}
