/** Looks through a document that was built: what the schema cannot see, and where its values stand. */
import { isMap, isPair, isScalar, isSeq, type Node } from 'yaml';
import type { Pointer, Range } from '../model/diagnostic.ts';
import { type Flaw, maxFlaws } from './bytes.ts';
import { whyUnsafe } from './characters.ts';
import { rangeOf } from './position.ts';
import { documentOf, type ParsedDocument } from './yaml-document.ts';

/** Keys that stand twice, and texts that an escape has made unsafe. */
export function inspectValues(document: ParsedDocument, text: string): Flaw[] {
  const flaws: Flaw[] = [];
  const add = (rule: string, node: unknown, message: string, help: string) => {
    const [start, end] = spanOf(node) ?? [0, 1];
    if (flaws.length < maxFlaws) flaws.push({ rule, range: rangeOf(text, start, end), message, help });
  };
  const visit = (node: unknown): void => {
    if (isScalar(node) && typeof node.value === 'string') {
      const unsafe = whyUnsafe(node.value);
      if (unsafe) add('unsafe-characters', node, unsafe, 'write the text without it');
    } else if (isSeq(node)) node.items.forEach(visit);
    else if (isMap(node)) {
      const seen = new Set<string>();
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? String(key.value) : undefined;
        if (name !== undefined && seen.has(name))
          add('invalid-yaml', key, `\`${name}\` stands here a second time`, 'keep one of the two lines');
        if (name !== undefined) seen.add(name);
        visit(key);
        visit(value);
      }
    }
  };
  visit(document.contents);
  return flaws;
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
