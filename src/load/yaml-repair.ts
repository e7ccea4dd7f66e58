/**
 * Mistakes after which the YAML library no longer understands what follows. Each is put right in a copy, which is read
 * again: what is still wrong there is a mistake of its own, and what is gone was only its consequence.
 */

import type { YAMLError } from 'yaml';
import { type Flaw, maxFlaws } from './bytes.ts';
import { rangeOf, restOfLine } from './position.ts';
import { type Cause, findCauses } from './yaml-causes.ts';
import { build, type ParsedDocument } from './yaml-document.ts';
import { explainYamlErrors } from './yaml-errors.ts';
import { type Legibility, type Straightened, straighten } from './yaml-indent.ts';
import { inspectTokens, tokenize } from './yaml-limits.ts';
import { plainValueOf } from './yaml-values.ts';

/** So many characters are read again: many times those of a file that somebody typed, and few of a hostile one. */
const maxReread = 64 * 1024;
const maxPasses = 10;
/** So many are read in search of lines that stand in the wrong place. */
const maxStraightened = 96 * 1024;

/** What is wrong with a text, without what only follows from it. */
export function untangle(
  text: string,
  broken: ParsedDocument,
  misfitsOf: (value: unknown) => number,
): readonly Flaw[] {
  const straight = lineUp(text, broken, misfitsOf);
  const untangled = repair(straight.text, straight.document);
  const lines = new Set(untangled.flaws.map(({ range }) => range.line));
  const repeated = plainValueOf(untangled.document, untangled.text).flaws;
  const others = [...untangled.flaws, ...repeated.filter(({ range }) => !lines.has(range.line))];
  return [...straight.flaws, ...others.map((flaw) => movedBack(flaw, straight.moved))];
}

/** The text with its lines lined up, where the YAML library understands more of it then. */
function lineUp(
  text: string,
  broken: ParsedDocument,
  misfitsOf: (value: unknown) => number,
): Straightened & { document: ParsedDocument } {
  const straight = straighten(text, looking(misfitsOf));
  const document = straight && read(straight.text);
  return straight && document
    ? { ...straight, document }
    : { text, flaws: [], moved: new Map(), document: broken };
}

/** Says of texts how well they can be read, until it has read enough. */
export function looking(misfitsOf: (value: unknown) => number): (text: string) => Legibility | undefined {
  let left = maxStraightened;
  return (text) => {
    left -= text.length;
    const document = left < 0 ? undefined : read(text);
    if (!document) return undefined;
    const errors = errorsOf(document);
    const { value, flaws } = plainValueOf(document, text);
    return {
      errors: errors.length,
      line: rangeOf(text, errors[0]?.pos[0] ?? text.length).line,
      misfits: errors.length > 0 ? 0 : misfitsOf(value) + flaws.length,
    };
  };
}

/** A flaw of the text that was lined up, where it stands in the file. */
function movedBack(flaw: Flaw, moved: ReadonlyMap<number, number>): Flaw {
  const { line, column, endLine, endColumn } = flaw.range;
  const [start, end] = [column + (moved.get(line) ?? 0), endColumn + (moved.get(endLine) ?? 0)];
  return { ...flaw, range: { line, column: start, endLine, endColumn: end } };
}

function repair(
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
