/**
 * Mistakes after which the YAML library no longer understands what follows. Each is put right in a copy, which is read
 * again: what is still wrong there is a mistake of its own, and what is gone was only its consequence.
 */

import type { YAMLError } from 'yaml';
import { type Flaw, maxFlaws } from './bytes.ts';
import { restOfLine } from './position.ts';
import { type Cause, findCauses } from './yaml-causes.ts';
import { build, type ParsedDocument } from './yaml-document.ts';
import { explainYamlErrors } from './yaml-errors.ts';
import { inspectTokens, tokenize } from './yaml-limits.ts';

/** So many characters are read again: many times those of a file that somebody typed, and few of a hostile one. */
const maxReread = 64 * 1024;
const maxPasses = 10;

/** What is wrong with a text, without what only follows from it; and the document that it would be. */
export function untangle(
  text: string,
  broken: ParsedDocument,
): { flaws: readonly Flaw[]; document: ParsedDocument; text: string } {
  const causes = new Map<number, Cause>();
  let [current, document] = [text, broken];
  const passes = Math.min(maxPasses, Math.floor(maxReread / Math.max(1, text.length)));
  for (let pass = 0; pass < passes && causes.size < maxFlaws; pass += 1) {
    const found = findCauses(errorsOf(document), current, causes);
    if (found.length === 0) break;
    const lines = current.split('\n');
    for (const cause of found) {
      causes.set(cause.line, cause);
      lines[cause.line - 1] = cause.instead;
    }
    const repaired = lines.join('\n');
    const again = read(repaired);
    if (!again) break;
    [current, document] = [repaired, again];
  }
  const told = [...causes.values()].flatMap(({ flaw }) => flaw ?? []);
  const rest = explainYamlErrors(errorsOf(document), current).filter(({ range }) => !causes.has(range.line));
  // A blank line or a comment is never wrong: the library stumbles there over what stands elsewhere.
  const written = rest.filter(({ range }) => /^\s*[^\s#]/.test(restOfLine(current, range.line, 1)));
  return {
    flaws: [...told, ...(told.length + written.length > 0 ? written : rest)],
    document,
    text: current,
  };
}

/** The first errors; what is wrong after so many is told when they are repaired. */
const errorsOf = ({ errors, warnings }: ParsedDocument): readonly YAMLError[] =>
  [...errors, ...warnings].sort((a, b) => a.pos[0] - b.pos[0]).slice(0, maxFlaws);

function read(text: string): ParsedDocument | undefined {
  const lexed = tokenize(text);
  if ('flaws' in lexed || inspectTokens(lexed.tokens, text).length > 0) return undefined;
  return build(text, lexed.tokens);
}
