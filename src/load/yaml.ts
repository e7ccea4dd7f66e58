/** Text to plain values, with every trap of YAML closed. */
import type { Flaw } from './bytes.ts';
import { findForeignSpace } from './characters.ts';
import { rangeOf } from './position.ts';
import { build } from './yaml-document.ts';
import { inspectTokens, tokenize } from './yaml-limits.ts';
import { untangle } from './yaml-repair.ts';
import { plainValueOf } from './yaml-values.ts';

/** What was read: flaws, and the value where there is one in spite of them. */
export interface ReadYaml {
  readonly value?: unknown;
  readonly flaws: readonly Flaw[];
}

/**
 * Reads one YAML document. `misfitsOf` counts what does not fit the schema of the file: of two ways to put something
 * right, the one that fits better was meant.
 */
export function readYaml(text: string, misfitsOf: (value: unknown) => number = () => 0): ReadYaml {
  const read = tokenize(text);
  if ('flaws' in read) return read;
  const tokenFlaws = inspectTokens(read.tokens, text);
  if (tokenFlaws.length > 0) return { flaws: tokenFlaws };
  const document = build(text, read.tokens);
  if (!document) return { flaws: [emptyFile(text)] };
  const troubles = [...document.errors, ...document.warnings];
  if (troubles.length === 0 && document.contents === null) return { flaws: [emptyFile(text)] };
  if (troubles.length === 0) return plainValueOf(document, text);
  const reason = findConflict(text) ?? findForeignSpace(text);
  if (reason) return { flaws: [reason] };
  return { flaws: untangle(text, document, misfitsOf) };
}

/** What git leaves in a file that two people changed. */
function findConflict(text: string): Flaw | undefined {
  const match = /^<{7} /m.exec(text);
  // One search from the first mark on: a pattern over both marks would take the square of the file's length.
  if (!match || !text.includes('\n>>>>>>> ', match.index)) return undefined;
  return {
    rule: 'invalid-yaml',
    range: rangeOf(text, match.index, match.index + 7),
    message: 'two people changed this place, and nobody has settled it yet',
    help: 'keep one of the two versions, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`',
  };
}

const emptyFile = (text: string): Flaw => ({
  rule: 'invalid-yaml',
  range: rangeOf(text, 0),
  message: 'the file is empty',
  help: 'write its content, or delete the file',
});
