/** Comments that were meant as text: YAML takes everything after ` #` for one. */
import type { Pointer, Range } from '../model/diagnostic.ts';
import { restOfLine } from './position.ts';
import { inQuotes, type SchemaNode, shown } from './schema-words.ts';
import { locateInYaml, sourceOf } from './yaml-values.ts';

/** The comment behind a value, or behind a key without one, on the same line. */
export function commentAfter(text: string, pointer: Pointer): string | undefined {
  return findComment(text, locateInYaml(text, pointer))?.comment;
}

function findComment(text: string, { endLine, endColumn }: Range) {
  const rest = restOfLine(text, endLine, endColumn).trimEnd();
  const [, before = '', comment] = /^(:?[ \t]+)(#.*)$/.exec(rest) ?? [];
  if (comment === undefined) return undefined;
  const column = endColumn + before.length;
  return { comment, range: { line: endLine, column, endLine, endColumn: column + comment.length } };
}

/** A text of which a comment holds the rest. */
export interface CutText {
  readonly pointer: Pointer;
  readonly whole: string;
  readonly range: Range;
  readonly message: string;
  readonly help: string;
}

/**
 * Texts for people that a comment cuts off. A comment behind anything else is one; behind a text, a number or a word
 * right after the `#` is part of the sentence. A justification is what auditors read, so that nothing that looks like
 * a part of it may be missing from it.
 */
export function findCutTexts(
  schema: SchemaNode,
  value: unknown,
  text: string,
  where: (pointer: Pointer) => Pointer,
): CutText[] {
  // Nearly every file has no comment but on lines of their own.
  if (!text.includes(' #') && !text.includes('\t#')) return [];
  const found: CutText[] = [];
  for (const pointer of textsIn(schema, value, [])) {
    const written = where(pointer);
    // What begins like this ends where its quote or its indent does.
    if (/^["'|>]/.test(sourceOf(text, written))) continue;
    const after = findComment(text, locateInYaml(text, written));
    const name = String(pointer.at(-1));
    if (!after || !(name === 'justification' || /^#[\p{L}\p{N}]/u.test(after.comment))) continue;
    const whole = `${String(valueAt(value, pointer))} ${after.comment}`;
    found.push({
      pointer,
      whole,
      range: after.range,
      message: `${shown(after.comment)} is a comment and no part of ${label(pointer)}, because a space and a \`#\` begin one`,
      help: `put the whole text in quotes${whole.length > 60 ? '' : `: \`${inQuotes(whole)}\``}; a comment stands on a line of its own`,
    });
  }
  return found;
}

const label = (pointer: Pointer): string =>
  shown(String([...pointer].reverse().find((step) => typeof step === 'string') ?? ''));

const valueAt = (root: unknown, pointer: Pointer): unknown =>
  pointer.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)[step], root);

/** The same value with the whole of each cut text. */
export function withWholeTexts(value: unknown, cut: readonly CutText[]): unknown {
  if (cut.length === 0) return value;
  const copy = structuredClone(value);
  for (const { pointer, whole } of cut) {
    const [last = ''] = pointer.slice(-1);
    (valueAt(copy, pointer.slice(0, -1)) as Record<string | number, unknown>)[last] = whole;
  }
  return copy;
}

/** The pointers of all texts for people: texts of no particular form. */
function* textsIn(schema: SchemaNode, value: unknown, pointer: Pointer): Generator<Pointer> {
  if (typeof value === 'string') {
    const isFree = schema.type === 'string' && schema.maxLength !== undefined;
    if (isFree && schema.format === undefined && schema.pattern === undefined) yield pointer;
  } else if (Array.isArray(value))
    for (const [index, item] of value.entries())
      yield* textsIn(schema.items ?? {}, item, [...pointer, index]);
  else if (typeof value === 'object' && value !== null) {
    const [others = {}] = Object.values(schema.patternProperties ?? {});
    const properties = schema.properties ?? {};
    for (const [key, part] of Object.entries(value)) {
      const own = Object.hasOwn(properties, key) ? properties[key] : others;
      yield* textsIn(own ?? {}, part, [...pointer, key]);
    }
  }
}
