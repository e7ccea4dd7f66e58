/** Changes one entry of a list of maps, or adds one, and leaves every other byte alone. */
import { isMap, isScalar, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { InternalError } from '../model/failure.ts';

/** One entry: by which it is known, and what else it holds. All of them words that YAML takes as they are. */
export interface Entry {
  readonly id: string;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * The text with the entry of this `id` in the list `key`: its values are changed in place, or it comes after the last one.
 * A list that is not there yet comes at the end of the file. The text has to be a map that `check` accepts.
 */
export function editEntry(text: string, key: string, { id, values }: Entry): string {
  const { contents } = parseDocument(text);
  if (!isMap(contents)) throw new InternalError('a file that was read cannot be edited');
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const pairs = Object.entries({ id, ...values }).map(([name, value]) => `${name}: ${value}`);
  const block = (indent: string) => `${indent}- ${pairs.join(`${lineEnd}${indent}  `)}`;
  const list = contents.get(key, true);
  if (list === undefined) {
    const between = text === '' || text.endsWith('\n') ? '' : lineEnd;
    return `${text}${between}${key}:${lineEnd}${block('  ')}${lineEnd}`;
  }
  if (!isSeq(list)) throw new InternalError(`\`${key}\` is no list that could be changed`);
  const there = list.items.find((item): item is YAMLMap => isMap(item) && item.get('id') === id);
  if (there) return withValues(text, there, values);
  const last = lastOf(list);
  if (list.flow) return `${text.slice(0, last)}, {${pairs.join(', ')}}${text.slice(last)}`;
  const [start = 0] = list.range ?? [];
  const indent = ' '.repeat(start - (text.lastIndexOf('\n', start) + 1));
  const next = text.indexOf('\n', last);
  // What stands on the line of the last entry, such as a comment, stays there.
  return next < 0
    ? `${text}${lineEnd}${block(indent)}${lineEnd}`
    : `${text.slice(0, next + 1)}${block(indent)}${lineEnd}${text.slice(next + 1)}`;
}

/** From the back, so that the places before it stay what they are. */
function withValues(text: string, entry: YAMLMap, values: Entry['values']): string {
  const places = Object.entries(values).map(([name, value]) => {
    const node = entry.get(name, true);
    if (!isScalar(node) || !node.range)
      throw new InternalError(`\`${name}\` holds no text that could be changed`);
    return { from: node.range[0], to: node.range[1], value };
  });
  return places
    .toSorted((a, b) => b.from - a.from)
    .reduce((all, { from, to, value }) => all.slice(0, from) + value + all.slice(to), text);
}

/** Where the text of the last entry ends. */
function lastOf({ items }: YAMLSeq): number {
  const last = items.at(-1);
  const inner = isMap(last) && !last.flow ? last.items.at(-1)?.value : last;
  const end = isScalar(inner) || isMap(inner) ? inner.range?.[1] : undefined;
  if (end === undefined) throw new InternalError('a list that was read cannot be edited');
  return end;
}
