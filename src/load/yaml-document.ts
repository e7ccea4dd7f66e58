/** Builds the tree of a text with the YAML library, and keeps the last one. */
import { Composer, type CST, type Document, type ParsedNode } from 'yaml';
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

/** The tree that was built last: what is wrong in a file is mostly asked for at once. */
let last: { readonly text: string; readonly document: ParsedDocument | undefined } | undefined;

/** The tree of a text, from its tokens. */
export function build(text: string, tokens: readonly CST.Token[]): ParsedDocument | undefined {
  // The library makes an Error of every mistake; a hundred thousand stack traces would take seconds.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    const [document] = [...new Composer(options).compose(tokens, true, text.length)];
    last = { text, document: document as ParsedDocument | undefined };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return last.document;
}

/** The tree of a text that was read before; it is built again where another was read since. */
export function documentOf(text: string): ParsedDocument | undefined {
  if (last?.text === text) return last.document;
  const read = tokenize(text);
  return 'tokens' in read ? build(text, read.tokens) : undefined;
}
