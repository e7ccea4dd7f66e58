/**
 * Mistyped keys. What stands under `tikcet` is judged as the `ticket` that it was meant to be, so that nobody is told
 * in the same breath that the ticket is missing. The file stays flawed, and a flawed file is never effective.
 */
import type { ErrorObject } from 'ajv';
import type { Pointer } from '../model/diagnostic.ts';
import { pointerTo, type SchemaFlaw } from './schema-errors.ts';
import { meantKey, unknownKey } from './schema-keys.ts';
import type { SchemaNode } from './schema-words.ts';

export interface Slip {
  readonly parent: Pointer;
  readonly written: string;
  readonly meant: string;
  readonly flaw: SchemaFlaw;
}

/** The mistyped keys among what the validator says. */
export function findSlips(errors: readonly ErrorObject[], value: unknown): Slip[] {
  const slips = new Map<string, Slip>();
  for (const { keyword, params, instancePath, parentSchema, data } of errors) {
    if (keyword !== 'additionalProperties') continue;
    const schema = (parentSchema ?? {}) as SchemaNode;
    const written = String(params.additionalProperty);
    const meant = meantKey(written, schema, Object(data));
    const place = `${instancePath}/${meant}`;
    if (meant === undefined || slips.has(place)) continue;
    const parent = pointerTo(instancePath, value);
    slips.set(place, { parent, written, meant, flaw: unknownKey(written, parent, schema, Object(data)) });
  }
  return [...slips.values()];
}

/** The value with each mistyped key as it was meant. */
export function asMeant(value: unknown, slips: readonly Slip[]): unknown {
  if (slips.length === 0) return value;
  const copy = structuredClone(value);
  for (const { parent, written, meant } of slips) {
    const map = mapAt(copy, parent);
    const rest = textInKey(written, meant);
    map[meant] = rest === undefined ? map[written] : `${rest}: ${String(map[written])}`;
    delete map[written];
  }
  return copy;
}

/**
 * The same with the mistyped keys beside those that were meant: a file must not look like one in which they were
 * right all along, or putting them right would be no change.
 */
export function withSlips(value: unknown, slips: readonly Slip[]): unknown {
  if (slips.length === 0) return value;
  const copy = structuredClone(value);
  for (const { parent, written, meant } of slips) {
    const map = mapAt(copy, parent);
    map[written] = map[meant];
  }
  return copy;
}

/** Where a value stands in the file that stands at `pointer` as it was meant. */
export function asWritten(pointer: Pointer, slips: readonly Slip[]): Pointer {
  const slip = slips.find(
    ({ parent, meant }) =>
      pointer[parent.length] === meant && parent.every((step, index) => step === pointer[index]),
  );
  return slip ? [...slip.parent, slip.written, ...pointer.slice(slip.parent.length + 1)] : pointer;
}

/** `justification Ledger: reconcile it` has a part of the text in its key, because the first colon is missing. */
const textInKey = (written: string, meant: string): string | undefined =>
  written.startsWith(`${meant} `) ? written.slice(meant.length).trim() : undefined;

function mapAt(root: unknown, pointer: Pointer): Record<string, unknown> {
  let value = root;
  for (const step of pointer) value = (value as Record<string | number, unknown>)[step];
  return value as Record<string, unknown>;
}
