/** Schema errors in the words of the person who wrote the file. */
import type { ErrorObject } from 'ajv';
import type { Pointer } from '../model/diagnostic.ts';
import { nearest } from '../model/nearest.ts';
import { formats } from './formats.ts';

/** A schema error, with the value that it is about. */
export interface SchemaFlaw {
  readonly rule: 'unknown-key' | 'missing-key' | 'invalid-value' | 'unsupported-version';
  readonly pointer: Pointer;
  readonly atKey: boolean;
  readonly message: string;
  readonly help?: string;
  /** The rest of the file can still be judged: the value has the right type, or is not used. */
  readonly mild: boolean;
}

interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly patternProperties?: Readonly<Record<string, SchemaNode>>;
  readonly format?: string;
  readonly enum?: readonly unknown[];
}

const decodePointer = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

const kinds: Record<string, string> = {
  string: 'text',
  object: 'a map',
  array: 'a list',
  boolean: '`true` or `false`',
  integer: 'a whole number',
  number: 'a number',
  null: 'nothing',
};

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string' ? 'text' : `the ${typeof value} \`${String(value)}\``;
}

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `\`${text.length > 60 ? `${text.slice(0, 57)}…` : text}\``;
};

/** Turns what the validator says about one file into flaws, one for each mistake. */
export function explainErrors(errors: readonly ErrorObject[]): SchemaFlaw[] {
  const unions = errors.filter((error) => error.keyword === 'anyOf').map((error) => error.instancePath);
  const flaws = errors.flatMap((error) => {
    // What the branches of a union say about the value itself contradicts itself; the union says it once.
    const inUnion =
      unions.includes(error.instancePath) &&
      error.keyword !== 'anyOf' &&
      ['type', 'const', 'enum'].includes(error.keyword);
    return inUnion ? [] : [explainError(error)];
  });
  return dropEchoes(flaws);
}

/** A pattern and a format often fail together, and a union fails because something inside it did. */
function dropEchoes(flaws: readonly SchemaFlaw[]): SchemaFlaw[] {
  const key = (flaw: SchemaFlaw) => JSON.stringify(flaw.pointer);
  const byPlace = new Map<string, SchemaFlaw>();
  for (const flaw of flaws) {
    const held = byPlace.get(key(flaw));
    if (!held || (held.mild && !flaw.mild)) byPlace.set(key(flaw), flaw);
  }
  const kept = [...byPlace.values()];
  return kept.filter(
    (flaw) =>
      !(
        flaw.message.startsWith('expected ') &&
        kept.some((other) => other !== flaw && startsWith(other.pointer, flaw.pointer))
      ),
  );
}

const startsWith = (pointer: Pointer, start: Pointer) =>
  pointer.length > start.length && start.every((step, index) => pointer[index] === step);

function explainError(error: ErrorObject): SchemaFlaw {
  const schema = (error.parentSchema ?? {}) as SchemaNode;
  const at = decodePointer(error.instancePath);
  const pointer = at.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const name = at.at(-1) ?? 'the file';
  const label =
    typeof pointer.at(-1) === 'number'
      ? `an item of \`${at.at(-2) ?? ''}\``
      : at.length > 0
        ? `\`${name}\``
        : 'the file';
  const invalid = (message: string, help?: string | undefined, mild = false): SchemaFlaw => ({
    rule: 'invalid-value',
    pointer,
    atKey: false,
    message,
    ...(help ? { help } : {}),
    mild,
  });
  const about = schema.description ? lowerFirst(schema.description) : undefined;

  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(String(error.params.additionalProperty), pointer, schema);
    case 'required': {
      const missing = String(error.params.missingProperty);
      const meaning = schema.properties?.[missing]?.description;
      return {
        rule: 'missing-key',
        pointer,
        atKey: true,
        message: `\`${missing}\` is missing`,
        help: `add a line \`${missing}: …\`${meaning ? `: ${lowerFirst(meaning)}` : ''}`,
        mild: false,
      };
    }
    case 'const':
      if (at.length === 1 && name === 'version')
        return {
          rule: 'unsupported-version',
          pointer,
          atKey: false,
          message: `version ${shown(error.data)} of this format is not known`,
          help: 'write `version: 1`',
          mild: false,
        };
      return invalid(
        `${label} may only be ${shown(error.params.allowedValue)}`,
        error.params.allowedValue === true ? 'write `true`, or leave the line out' : undefined,
      );
    case 'type':
      return invalid(...wrongType(label, String(error.params.type), error.data, about));
    case 'enum': {
      const allowed = (error.params.allowedValues as unknown[]).map(String);
      const near = nearest(String(error.data), allowed);
      return invalid(
        `${shown(error.data)} is not a possible value of ${label}`,
        `${near ? `did you mean \`${near}\`? ` : ''}possible values: ${allowed.map((value) => `\`${value}\``).join(', ')}`,
      );
    }
    case 'format':
    case 'pattern': {
      const format = formats[schema.format as keyof typeof formats];
      if (format)
        return invalid(
          `${shown(error.data)} ${format.wrong(String(error.data))}`,
          format.help,
          ['day', 'moment', 'duration'].includes(String(schema.format)),
        );
      return invalid(`${shown(error.data)} does not fit ${label}`, about);
    }
    case 'minLength':
      return invalid(`${label} is empty`, about);
    case 'maxLength':
      return invalid(`${label} is longer than ${error.params.limit} characters`, 'shorten it');
    case 'minItems':
      return invalid(
        `${label} needs at least ${error.params.limit} item${error.params.limit === 1 ? '' : 's'}`,
        about,
      );
    case 'uniqueItems':
      return invalid(`${label} says the same thing twice`, 'keep one of them');
    case 'minimum':
    case 'maximum':
      return invalid(
        `${shown(error.data)} is too ${error.keyword === 'minimum' ? 'small' : 'large'}: ${label} has to be ${error.keyword === 'minimum' ? 'at least' : 'at most'} ${error.params.limit}`,
      );
    case 'anyOf':
      return invalid(
        `expected ${about?.replace(/\.$/, '') ?? 'another value'}, found ${typeof error.data === 'string' ? shown(error.data) : kindOf(error.data)}`,
      );
    default:
      return invalid(`${label} ${error.message ?? 'is not valid'}`);
  }
}

function unknownKey(key: string, parent: Pointer, schema: SchemaNode): SchemaFlaw {
  const pointer = [...parent, key];
  if (schema.patternProperties)
    return {
      rule: 'invalid-value',
      pointer,
      atKey: true,
      message: `\`${key}\` ${formats.identifier.wrong(key)}`,
      help: formats.identifier.help,
      mild: false,
    };
  const known = Object.keys(schema.properties ?? {});
  const near = nearest(key, known);
  return {
    rule: 'unknown-key',
    pointer,
    atKey: true,
    message: `\`${key}\` is not a known key here`,
    help: near ? `did you mean \`${near}\`?` : `known keys: ${known.map((name) => `\`${name}\``).join(', ')}`,
    mild: true,
  };
}

function wrongType(
  label: string,
  wanted: string,
  value: unknown,
  about: string | undefined,
): [string, string | undefined] {
  if (value === null)
    return [`${label} has no value`, about ?? 'write a value after the colon, or leave the line out'];
  if (wanted === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return [
      `${label} has to be text, and \`${value}\` without quotes is a ${typeof value === 'number' ? 'number' : 'truth value'}`,
      `put it in quotes: \`"${value}"\``,
    ];
  return [`${label} has to be ${kinds[wanted] ?? wanted}, found ${kindOf(value)}`, about];
}

const lowerFirst = (text: string) =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
