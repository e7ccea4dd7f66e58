/** Looks through a document that was built: what the schema cannot see, and where its values stand. */
import { isMap, isPair, isScalar, isSeq, type Node } from 'yaml';
import type { Pointer, Range } from '../model/diagnostic.ts';
import { type Flaw, maxFlaws } from './bytes.ts';
import { whyUnsafe } from './characters.ts';
import { rangeOf } from './position.ts';
import { orList } from './schema-words.ts';
import { documentOf, type ParsedDocument } from './yaml-document.ts';

/**
 * The plain value of a document, with what the schema cannot see in it: keys that stand twice, and texts that an
 * escape has made unsafe. One walk for both: the library's own conversion would be a second one.
 */
export function plainValueOf(
  document: ParsedDocument,
  text: string,
): { value: unknown; flaws: readonly Flaw[] } {
  const flaws: Flaw[] = [];
  const add = (rule: string, node: unknown, message: string, help: string) => {
    const [start, end] = spanOf(node) ?? [0, 1];
    if (flaws.length < maxFlaws) flaws.push({ rule, range: rangeOf(text, start, end), message, help });
  };
  // The text itself is known to be safe, so that only an escape can bring something in.
  const hasEscapes = text.includes('\\');
  const plain = (node: unknown, isOuter = false): unknown => {
    if (isScalar(node)) {
      const unsafe = hasEscapes && typeof node.value === 'string' ? whyUnsafe(node.value) : undefined;
      if (unsafe) add('unsafe-characters', node, unsafe, 'write the text without it');
      return node.value;
    }
    if (isSeq(node)) return node.items.map((item) => plain(item));
    if (!isMap(node)) return null;
    const value: Record<string, unknown> = {};
    const again: { readonly name: string; readonly key: unknown }[] = [];
    for (const pair of node.items) {
      const name = String(plain(pair.key));
      if (Object.hasOwn(value, name)) again.push({ name, key: pair.key });
      set(value, name, plain(pair.value));
    }
    // Several at once are a group of lines of which the first is missing.
    const [first, ...others] = again;
    if (
      first &&
      others.length > 0 &&
      !isOuter &&
      new Set(again.map(({ name }) => name)).size === again.length
    )
      add(
        'invalid-yaml',
        first.key,
        ...secondGroup(
          again.map(({ name }) => name),
          Object.keys(value),
        ),
      );
    else
      for (const { name, key } of again)
        add('invalid-yaml', key, `\`${name}\` stands here a second time`, keepOne(name, value, isOuter));
    return value;
  };
  return { value: plain(document.contents, true), flaws };
}

const keepOne = (name: string, value: object, isOuter: boolean): string =>
  !isOuter && name !== 'id' && Object.keys(value)[0] === 'id'
    ? `keep one of the two; if another entry begins here, write \`- id: …\` on a line before it`
    : 'keep one of the two lines';

/** What is said of keys that stand a second time, all of them in one group of lines. */
function secondGroup(names: readonly string[], keys: readonly string[]): [message: string, help: string] {
  const [name = ''] = names;
  const isEntry = keys[0] === 'id';
  return [
    `from here on ${orList(names, 'and')} stand here a second time`,
    `if something else begins here, write ${isEntry ? '`- id: …`' : 'its name, such as `editor:`,'} on a line before \`${name}\`; if not, delete the lines`,
  ];
}

/** An own property, whatever its name: assigning to `__proto__` would make none. */
function set(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
  else target[name] = value;
}

/**
 * Where a value stands in a text that was read before. The tree is not kept with the file: positions are asked
 * for only where something is wrong, and keeping every tree would cost ten times the memory.
 */
export function locateInYaml(text: string, pointer: Pointer, atKey = false): Range {
  const [start, end] = find(text, pointer, atKey);
  return rangeOf(text, start, end);
}

/** A value as it is written. */
export const sourceOf = (text: string, pointer: Pointer): string => text.slice(...find(text, pointer, false));

function find(text: string, pointer: Pointer, atKey: boolean): readonly [number, number] {
  let node: unknown = documentOf(text)?.contents;
  let range: readonly [number, number] = firstLine(text, node);
  for (const [index, step] of pointer.entries()) {
    const found = child(node, step);
    if (!found) break;
    const wanted =
      atKey && index === pointer.length - 1 ? (found.key ?? found.value) : (found.value ?? found.key);
    node = found.value;
    range = spanOf(wanted) ?? spanOf(found.key) ?? range;
  }
  return range;
}

/** A file as a whole is shown by its first line that says something. */
function firstLine(text: string, node: unknown): readonly [number, number] {
  const start = spanOf(node)?.[0] ?? 0;
  const end = text.indexOf('\n', start);
  return [start, end < 0 ? text.length : end];
}

function child(node: unknown, step: string | number): { key?: Node; value?: Node } | undefined {
  if (isMap(node)) {
    // Where a key stands twice, the last one is the value.
    const pair = node.items.findLast(
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
