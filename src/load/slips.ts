/**
 * Mistyped keys. What stands under `tikcet` is judged as the `ticket` that it was meant to be, so that nobody is told
 * in the same breath that the ticket is missing. The file stays flawed, and a flawed file is never effective.
 */
import type { ErrorObject } from 'ajv';
import type { Pointer } from '../model/diagnostic.ts';
import { pointerTo, type SchemaFlaw } from './schema-errors.ts';
import { meantKey, unknownKey } from './schema-keys.ts';
import { colonSigns, type SchemaNode, shown } from './schema-words.ts';

export interface Slip {
  readonly parent: Pointer;
  readonly written: string;
  readonly meant: string;
  readonly flaw: SchemaFlaw;
  /** What stands in the key, and was meant as its value. */
  readonly value?: unknown;
}

/** The mistyped keys among what the validator says. */
export function findSlips(errors: readonly ErrorObject[], value: unknown): Slip[] {
  const slips = new Map<string, Slip>();
  for (const { keyword, params, instancePath, parentSchema, data } of errors) {
    if (keyword !== 'additionalProperties') continue;
    const schema = (parentSchema ?? {}) as SchemaNode;
    const written = String(params.additionalProperty);
    const tight = tightSlip(written, schema, Object(data), pointerTo(instancePath, value));
    const meant = tight?.meant ?? meantKey(written, schema, Object(data));
    const place = `${instancePath}/${meant}`;
    if (meant === undefined || slips.has(place)) continue;
    const parent = pointerTo(instancePath, value);
    if (tight) slips.set(place, tight);
    else
      slips.set(place, { parent, written, meant, flaw: unknownKey(written, parent, schema, Object(data)) });
  }
  return [...slips.values()];
}

/** A key, a colon without a space or a sign that looks like one, and a value. */
const tight = new RegExp(`^([\\w.-]+)(?:(:)|\\s*([${colonSigns}])\\s*)(\\S.*)$`, 's');

/** `{ max:9h }`: between brackets, a key and its value without a space between them are one word. */
function tightSlip(
  written: string,
  schema: SchemaNode,
  present: Readonly<Record<string, unknown>>,
  parent: Pointer,
): Slip | undefined {
  const [, meant = '', colon, sign = colon, text = ''] = tight.exec(written) ?? [];
  const isKnown = schema.patternProperties
    ? Object.keys(schema.patternProperties).some((pattern) => new RegExp(pattern).test(meant))
    : Object.hasOwn(schema.properties ?? {}, meant);
  if (meant === '' || !isKnown || present[written] !== null || Object.hasOwn(present, meant))
    return undefined;
  const flaw = {
    rule: 'invalid-yaml' as const,
    pointer: [...parent, written],
    atKey: true,
    message:
      colon !== undefined
        ? 'there is no space after the `:`'
        : `\`${sign}\` looks like a colon, but is another sign`,
    help: `write ${shown(`${meant}: ${text}`)}`,
    mild: true,
  };
  return { parent, written, meant, flaw, value: scalarOf(text) };
}

/** A word as YAML reads it. */
function scalarOf(text: string): unknown {
  if (/^(true|false)$/.test(text)) return text === 'true';
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  return /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text;
}

/** The value with each mistyped key as it was meant. */
export function asMeant(value: unknown, slips: readonly Slip[]): unknown {
  if (slips.length === 0) return value;
  const copy = structuredClone(value);
  for (const { parent, written, meant, value: inKey } of slips) {
    const map = mapAt(copy, parent);
    const rest = textInKey(written, meant);
    map[meant] = inKey ?? (rest === undefined ? map[written] : `${rest}: ${String(map[written])}`);
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
