/** Schema errors in the words of the person who wrote the file. */
import type { ErrorObject } from 'ajv';
import type { Pointer } from '../model/diagnostic.ts';
import { nearest } from '../model/nearest.ts';
import { isTooShort } from './durations.ts';
import { dropEchoes } from './schema-echoes.ts';
import { missingKey, toWrite, unknownKey } from './schema-keys.ts';
import { findShapes } from './schema-shapes.ts';
import { wrongType } from './schema-types.ts';
import { formatOf, kindOf, meaningOf, orList, type SchemaNode, shown, type Written } from './schema-words.ts';

/** A schema error, with the value that it is about. */
export interface SchemaFlaw {
  readonly rule: 'unknown-key' | 'missing-key' | 'invalid-value' | 'unsupported-version' | 'invalid-yaml';
  readonly pointer: Pointer;
  readonly atKey: boolean;
  readonly message: string;
  readonly help?: string;
  /** The rest of the file can still be judged: the value has the right type, or is not used. */
  readonly mild: boolean;
  /** A union says only that none of its branches fits; where something inside is wrong, that says more. */
  readonly ofUnion?: true;
}

/** What the errors of one file are explained by: its schema, its value, and how it is written. */
export interface Context extends Written {
  readonly schema: SchemaNode;
  readonly value: unknown;
}

const stepsOf = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** Turns what the validator says about one file into flaws, one for each mistake. */
export function explainErrors(errors: readonly ErrorObject[], context: Context): SchemaFlaw[] {
  const unions = new Set(
    errors.filter((error) => error.keyword === 'anyOf').map((error) => error.instancePath),
  );
  const shapes = findShapes(errors, context.schema, context.value, (path) => pointerTo(path, context.value));
  const told = shapes.map(({ flaw }) => flaw);
  const flaws = errors.flatMap((error) => {
    if (shapes.some(({ covers }) => covers(error))) return [];
    // What the branches of a union say about the value itself contradicts itself; the union says it once.
    const inUnion =
      error.keyword !== 'anyOf' &&
      ['type', 'const', 'enum'].includes(error.keyword) &&
      unions.has(error.instancePath);
    return inUnion ? [] : [explainError(error, pointerTo(error.instancePath, context.value), context)];
  });
  return dropEchoes([...told, ...flaws]);
}

/** The validator's path as a pointer: a number is an index in a list, and a key in a map. */
export function pointerTo(path: string, root: unknown): (string | number)[] {
  let value = root;
  return stepsOf(path).map((step) => {
    const list = Array.isArray(value);
    value =
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
    return list ? Number(step) : step;
  });
}

/** Whether the key that a value stands under may be left out. */
function isOptional({ schemaPath }: ErrorObject, root: SchemaNode): boolean {
  const [, before = '', name = ''] = /^#(.*)\/properties\/([^/]+)\/[^/]+$/.exec(schemaPath) ?? [];
  let parent: unknown = root;
  for (const step of stepsOf(before))
    parent = (parent as Record<string, unknown> | undefined)?.[decodeURIComponent(step)];
  return name !== '' && (parent as SchemaNode | undefined)?.required?.includes(name) !== true;
}

function labelOf(pointer: Pointer): string {
  const name = pointer.at(-1);
  if (name === undefined) return 'the file';
  return typeof name === 'number' ? `an item of ${shown(String(pointer.at(-2) ?? ''))}` : shown(name);
}

const numberWords = ['no', 'one', 'two', 'three', 'four'];
const entries = (count: number): string =>
  `${numberWords[count] ?? count} ${count === 1 ? 'entry' : 'entries'}`;

/** The word of a list that was meant: a slip of the pen, or one that begins in the same way. */
const wordMeant = (word: string, allowed: readonly string[]): string | undefined =>
  (/^(?:no|none|never|false|disabled?)$/i.test(word) && allowed.includes('off') ? 'off' : undefined) ??
  nearest(word, allowed) ??
  allowed.find((one) => one.length >= 3 && word.toLowerCase().startsWith(one.toLowerCase()));

function explainError(error: ErrorObject, pointer: Pointer, context: Context): SchemaFlaw {
  const schema = (error.parentSchema ?? {}) as SchemaNode;
  const label = labelOf(pointer);
  const { data, params } = error;
  const invalid = (message: string, help?: string | undefined, mild = false): SchemaFlaw => ({
    rule: 'invalid-value',
    pointer,
    atKey: false,
    message,
    ...(help ? { help } : {}),
    mild,
  });

  if (pointer.length === 1 && pointer[0] === 'version')
    return { ...invalid(...wrongVersion(data, pointer, context)), rule: 'unsupported-version' };
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(String(params.additionalProperty), pointer, schema, Object(data));
    case 'required':
      return missingKey(String(params.missingProperty), pointer, schema);
    case 'const':
      return invalid(
        `${label} may only be ${shown(params.allowedValue)}`,
        `write ${shown(params.allowedValue)}, or leave the line out`,
      );
    case 'type': {
      const optional = isOptional(error, context.schema);
      const wanted = String(params.type);
      return invalid(...wrongType({ label, wanted, data, schema, pointer, optional, written: context }));
    }
    case 'enum': {
      const allowed = (params.allowedValues as unknown[]).map(String);
      if (data === null) return invalid(`${label} has no value`, `write ${orList(allowed)} after the colon`);
      const near = wordMeant(String(data), allowed);
      return invalid(
        `${shown(data)} is not a possible value of ${label}`,
        near === undefined
          ? `write ${orList(allowed)}`
          : `did you mean \`${near}\`? Possible are ${orList(allowed, 'and')}`,
      );
    }
    case 'format':
    case 'pattern': {
      if (schema.format === 'email')
        return invalid(`${shown(data)} is not an e-mail address`, 'write it like `ana.costa@example.com`');
      // A dash further to the right than the one before it begins no item.
      const [, swallowed] = /\n\s*(-\s.*)/.exec(context.sourceOf(pointer)) ?? [];
      if (swallowed !== undefined)
        return invalid(
          `${shown(swallowed)} is read as a part of this text, because it does not stand under the \`-\` before it`,
          'line the two up',
        );
      const format = formatOf(schema);
      if (!format) return invalid(`${shown(data)} does not fit ${label}`, toWrite(schema));
      const [text, about] = [String(data), schema.description ?? ''];
      // What can be read, but was probably meant otherwise, must not be judged as it stands.
      const mild = ['day', 'moment', 'duration'].includes(String(schema.format)) && !isTooShort(text);
      return invalid(`${shown(data)} ${format.wrong(text, about)}`, format.help(text, about), mild);
    }
    case 'minLength':
      return invalid(`${label} is empty`, toWrite(schema));
    case 'maxLength':
      return invalid(
        `${label} is ${String(data).length.toLocaleString('en')} characters long; at most ${Number(params.limit).toLocaleString('en')} are read`,
        'shorten it',
      );
    case 'minItems': {
      const [has, least] = [(data as unknown[]).length, Number(params.limit)];
      return invalid(
        `${label} needs at least ${entries(least)}, and has ${has === 0 ? 'none' : (numberWords[has] ?? has)}`,
        least > 1
          ? `name ${meaningOf(schema).slice(2)}`
          : withoutItems(isOptional(error, context.schema), schema),
      );
    }
    case 'minProperties':
      return invalid(
        `${label} says nothing`,
        `write at least one of ${orList(Object.keys(schema.properties ?? {}))}`,
      );
    case 'maxItems':
      return invalid(
        `${label} has ${entries((data as unknown[]).length)}; at most ${params.limit} are read`,
        `keep ${params.limit} of them`,
      );
    case 'uniqueItems':
      return {
        ...invalid(`${label} says the same thing twice`, 'keep one of them'),
        pointer: [...pointer, Number(params.second)],
      };
    case 'minimum':
    case 'maximum': {
      const [size, limit] = error.keyword === 'minimum' ? ['small', 'least'] : ['large', 'most'];
      return invalid(`${shown(data)} is too ${size} for ${label}`, `write at ${limit} \`${params.limit}\``);
    }
    case 'anyOf':
      return { ...invalid(...noBranch(label, data, schema)), ofUnion: true };
    default:
      return invalid(`${label} ${error.message ?? 'is not valid'}`);
  }
}

const withoutItems = (optional: boolean, schema: SchemaNode): string =>
  `write at least one${optional ? ', or leave the line out' : ''}${meaningOf(schema)}`;

function wrongVersion(data: unknown, pointer: Pointer, written: Written): [message: string, help: string] {
  if (data === null) return ['`version` has no value', 'write `version: 1`'];
  const source = shown(written.sourceOf(pointer));
  return data === '1'
    ? [`version ${source} is a text, not a number`, 'write `version: 1`, without quotes']
    : [`version ${source} of this format is not known`, 'write `version: 1`'];
}

function noBranch(label: string, data: unknown, { anyOf = [] }: SchemaNode): [message: string, help: string] {
  const message =
    data === null
      ? `${label} has no value`
      : `${typeof data === 'object' ? kindOf(data) : shown(data)} is not a possible value of ${label}`;
  const words = anyOf.flatMap((branch) => (branch.const === undefined ? [] : [String(branch.const)]));
  const near = wordMeant(String(data), words);
  if (near !== undefined) return [message, `did you mean \`${near}\`?`];
  const filled = anyOf.flatMap((branch) => fillIn(branch, data) ?? []);
  return [message, `write ${(filled.length > 0 ? filled : anyOf.map(outlineOf)).join(' or ')}`];
}

/** A branch of a union as one would write it: `standing`, `{ maxDuration: … }`. */
const outlineOf = ({ const: only, required = [] }: SchemaNode): string =>
  only === undefined ? `\`{ ${required.map((key) => `${key}: …`).join(', ')} }\`` : shown(only);

/** The branch whose only part was written without its key: `30d` is `{ maxDuration: 30d }`. */
function fillIn({ required: [key, ...more] = [], properties = {} }: SchemaNode, data: unknown) {
  if (key === undefined || more.length > 0 || typeof data !== 'string') return undefined;
  const format = formatOf(properties[key] ?? {});
  const value = format?.accepts(data) ? data : format?.meant?.(data);
  return value === undefined ? undefined : `\`{ ${key}: ${value} }\``;
}
