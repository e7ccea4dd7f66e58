/** What the validator says more than once of the same mistake. */
import type { Pointer } from '../model/diagnostic.ts';
import type { SchemaFlaw } from './schema-errors.ts';

const key = (pointer: Pointer) => JSON.stringify(pointer);

/** A pattern and a format often fail together, and a union fails because something inside it did. */
export function dropEchoes(flaws: readonly SchemaFlaw[]): SchemaFlaw[] {
  const byPlace = new Map<string, SchemaFlaw>();
  const parents = new Set<string>();
  for (const flaw of flaws) {
    const place = flaw.rule === 'missing-key' ? `${key(flaw.pointer)} ${flaw.message}` : key(flaw.pointer);
    const held = byPlace.get(place);
    if (!held || (held.mild && !flaw.mild)) byPlace.set(place, flaw);
    // A missing key is a flaw inside of the map that it is told of.
    const inside = flaw.rule === 'missing-key' ? 1 : 0;
    for (let length = 0; length < flaw.pointer.length + inside; length += 1)
      parents.add(key(flaw.pointer.slice(0, length)));
  }
  return onceForList(
    [...byPlace.values()].filter((flaw) => !(flaw.ofUnion && parents.has(key(flaw.pointer)))),
  );
}

/** A list whose entries were all written in the same wrong form: the first is told, with a word on the others. */
function onceForList(flaws: readonly SchemaFlaw[]): SchemaFlaw[] {
  const first = new Map<string, { readonly at: number; repeated: boolean }>();
  const kept: SchemaFlaw[] = [];
  for (const flaw of flaws) {
    const { pointer, message } = flaw;
    const isForm =
      typeof pointer.at(-1) === 'number' && /^an item of \S+ has (?:to be a group|a line for)/.test(message);
    const list = isForm ? key(pointer.slice(0, -1)) : undefined;
    const held = list === undefined ? undefined : first.get(list);
    if (held) held.repeated = true;
    else {
      if (list !== undefined) first.set(list, { at: kept.length, repeated: false });
      kept.push(flaw);
    }
  }
  for (const { at, repeated } of first.values()) {
    const flaw = kept[at];
    if (repeated && flaw?.help) kept[at] = { ...flaw, help: `${flaw.help}; and so with each of the others` };
  }
  return kept;
}
