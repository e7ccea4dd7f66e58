/** Schema errors in the words of the person who wrote the file. */
import type { ErrorObject } from 'ajv';
import type { Pointer } from '../model/diagnostic.ts';
import { nearest } from '../model/nearest.ts';
import { formats } from './formats.ts';
import { formatOf, kindOf, lowerFirst, type SchemaNode, shown, wrongType } from './schema-words.ts';

/** A schema error, with the value that it is about. */
export interface SchemaFlaw {
  readonly rule: 'unknown-key' | 'missing-key' | 'invalid-value' | 'unsupported-version';
  readonly pointer: Pointer;
  readonly atKey: boolean;
  readonly message: string;
  readonly help?: string;
  /** The rest of the file can still be judged: the value has the right type, or is not used. */
  readonly mild: boolean;
  /** A union says only that none of its branches fits; where something inside is wrong, that says more. */
  readonly ofUnion?: true;
}

const decodePointer = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/**
 * Turns what the validator says about one file into flaws, one for each mistake. `root` is the value of the
 * file, and `sourceOf` gives a value as it is written there.
 */
export function explainErrors(
  errors: readonly ErrorObject[],
  root: unknown,
  sourceOf: (pointer: Pointer) => string,
): SchemaFlaw[] {
  const unions = new Set(
    errors.filter((error) => error.keyword === 'anyOf').map((error) => error.instancePath),
  );
  const flaws = errors.flatMap((error) => {
    // What the branches of a union say about the value itself contradicts itself; the union says it once.
    const inUnion =
      error.keyword !== 'anyOf' &&
      ['type', 'const', 'enum'].includes(error.keyword) &&
      unions.has(error.instancePath);
    return inUnion ? [] : [explainError(error, pointerTo(error.instancePath, root), sourceOf)];
  });
  return dropEchoes(flaws);
}

/** The validator's path as a pointer: a number is an index in a list, and a key in a map. */
function pointerTo(path: string, root: unknown): (string | number)[] {
  let value = root;
  return decodePointer(path).map((step) => {
    const list = Array.isArray(value);
    value =
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
    return list ? Number(step) : step;
  });
}

/** A pattern and a format often fail together, and a union fails because something inside it did. */
function dropEchoes(flaws: readonly SchemaFlaw[]): SchemaFlaw[] {
  const key = (pointer: Pointer) => JSON.stringify(pointer);
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
  return [...byPlace.values()].filter((flaw) => !(flaw.ofUnion && parents.has(key(flaw.pointer))));
}

function explainError(
  error: ErrorObject,
  pointer: Pointer,
  sourceOf: (pointer: Pointer) => string,
): SchemaFlaw {
  const schema = (error.parentSchema ?? {}) as SchemaNode;
  const name = pointer.at(-1);
  const label =
    name === undefined
      ? 'the file'
      : typeof name === 'number'
        ? `an item of ${shown(String(pointer.at(-2) ?? ''))}`
        : shown(name);
  const invalid = (message: string, help?: string | undefined, mild = false): SchemaFlaw => ({
    rule: 'invalid-value',
    pointer,
    atKey: false,
    message,
    ...(help ? { help } : {}),
    mild,
  });
  const about = schema.description ? lowerFirst(schema.description).replace(/\.$/, '') : undefined;
  const { data, params } = error;

  if (pointer.length === 1 && name === 'version' && error.keyword !== 'required')
    return {
      ...invalid(`version ${shown(sourceOf(pointer))} of this format is not known`, 'write `version: 1`'),
      rule: 'unsupported-version',
    };
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(String(params.additionalProperty), pointer, schema);
    case 'required':
      return missingKey(String(params.missingProperty), pointer, schema);
    case 'const':
      return invalid(
        `${label} may only be ${shown(params.allowedValue)}`,
        `write ${shown(params.allowedValue)}, or leave the line out`,
      );
    case 'type':
      return invalid(
        ...wrongType({ label, wanted: String(params.type), data, about, schema, pointer, sourceOf }),
      );
    case 'enum': {
      const allowed = (params.allowedValues as unknown[]).map(String);
      const near = nearest(String(data), allowed);
      return invalid(
        `${shown(data)} is not a possible value of ${label}`,
        `${near ? `did you mean \`${near}\`? ` : ''}possible values: ${allowed.map((value) => `\`${value}\``).join(', ')}`,
      );
    }
    case 'format':
    case 'pattern': {
      if (schema.format === 'email')
        return invalid(`${shown(data)} is not an e-mail address`, 'write it like `ana.costa@example.com`');
      const format = formatOf(schema);
      if (format)
        return invalid(
          `${shown(data)} ${format.wrong(String(data))}`,
          format.help,
          ['day', 'moment', 'duration'].includes(String(schema.format)),
        );
      return invalid(`${shown(data)} does not fit ${label}`, about);
    }
    case 'minLength':
      return invalid(`${label} is empty`, about && `write ${about}`);
    case 'maxLength':
      return invalid(`${label} is longer than ${params.limit} characters`, 'shorten it');
    case 'minItems':
      return invalid(`${label} needs at least one item`, about);
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
      return {
        ...invalid(
          data === null
            ? `${label} has no value`
            : `${typeof data === 'object' ? kindOf(data) : shown(data)} is not a possible value of ${label}`,
          `write ${(schema.anyOf ?? []).map(outlineOf).join(' or ')}`,
        ),
        ofUnion: true,
      };
    default:
      return invalid(`${label} ${error.message ?? 'is not valid'}`);
  }
}

/** A branch of a union as one would write it: `standing`, `{ maxDuration: … }`. */
const outlineOf = ({ const: only, required = [] }: SchemaNode): string =>
  only === undefined ? `\`{ ${required.map((key) => `${key}: …`).join(', ')} }\`` : shown(only);

function missingKey(missing: string, pointer: Pointer, schema: SchemaNode): SchemaFlaw {
  const meaning = schema.properties?.[missing]?.description;
  return {
    rule: 'missing-key',
    pointer,
    atKey: true,
    message: `\`${missing}\` is missing`,
    help:
      missing === 'version'
        ? 'write `version: 1` as the first line'
        : `add a line \`${missing}: …\`${meaning ? `: ${lowerFirst(meaning).replace(/\.$/, '')}` : ''}`,
    mild: false,
  };
}

function unknownKey(key: string, parent: Pointer, schema: SchemaNode): SchemaFlaw {
  const pointer = [...parent, key];
  if (schema.patternProperties)
    return {
      rule: 'invalid-value',
      pointer,
      atKey: true,
      ...(formats.identifier.accepts(key) ||
      Object.keys(schema.patternProperties).some((of) => /A-Z/.test(of))
        ? { message: `${shown(key)} cannot be a key here`, help: 'write it in letters, without spaces' }
        : { message: `${shown(key)} ${formats.identifier.wrong(key)}`, help: formats.identifier.help }),
      mild: false,
    };
  const known = Object.keys(schema.properties ?? {});
  const near = nearest(key, known);
  return {
    rule: 'unknown-key',
    pointer,
    atKey: true,
    message: `${shown(key)} is not a known key here`,
    help: near ? `did you mean \`${near}\`?` : `known keys: ${known.map((name) => `\`${name}\``).join(', ')}`,
    mild: true,
  };
}
