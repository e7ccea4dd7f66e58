/** How values and schemas are spoken of in messages. */
import type { Pointer } from '../model/diagnostic.ts';
import { formats } from './formats.ts';

/** What a message needs to know of a JSON Schema. */
export interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly patternProperties?: Readonly<Record<string, SchemaNode>>;
  readonly format?: string;
  readonly anyOf?: readonly SchemaNode[];
  readonly const?: unknown;
  readonly required?: readonly string[];
}

const kinds: Record<string, string> = {
  string: 'text',
  object: 'a group of `key: value` lines',
  array: 'a list',
  boolean: '`true` or `false`',
  integer: 'a whole number',
  number: 'a number',
  null: 'nothing',
};

export function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of lines';
  return typeof value === 'string' ? `the text ${shown(value)}` : shown(value);
}

/** A value of a file inside of a message: on one line, and not too long. */
export const shown = (value: unknown): string => {
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).replace(/\s+/g, ' ');
  return `\`${text.length > 60 ? `${text.slice(0, 57)}…` : text}\``;
};

export const formatOf = (schema: SchemaNode) =>
  schema.format !== undefined && Object.hasOwn(formats, schema.format)
    ? formats[schema.format as keyof typeof formats]
    : undefined;

/** What is wrong with the kind of a value, and how to write the right one. */
export function wrongType(of: {
  readonly label: string;
  readonly wanted: string;
  readonly data: unknown;
  readonly about: string | undefined;
  readonly schema: SchemaNode;
  readonly pointer: Pointer;
  readonly sourceOf: (pointer: Pointer) => string;
}): [message: string, help: string | undefined] {
  const { label, wanted, data, about, schema, pointer, sourceOf } = of;
  const meaning = about === undefined ? '' : `: ${about}`;
  if (pointer.length === 0)
    return [`the file has to consist of lines such as \`version: 1\`, found ${kindOf(data)}`, about];
  if (data === null)
    return [`${label} has no value`, `write one after the colon, or leave the line out${meaning}`];
  if (wanted === 'string' && (typeof data === 'number' || typeof data === 'boolean')) {
    const written = sourceOf(pointer);
    const format = formatOf(schema);
    if (format && !format.accepts(written))
      return [`${shown(written)} ${format.wrong(written)}`, format.help];
    return [
      `${label} has to be text, and ${shown(written)} without quotes is ${typeof data === 'number' ? 'a number' : 'a yes or no'}`,
      `put it in quotes: \`"${written}"\``,
    ];
  }
  const how: Record<string, string> = {
    boolean: 'write `true` or `false`, without quotes',
    integer: 'write a whole number, without quotes',
    array: typeof data === 'string' ? `write it in brackets: \`[${data}]\`` : 'write it in brackets',
  };
  const help = how[wanted] === undefined ? about : `${how[wanted]}${meaning}`;
  return [`${label} has to be ${kinds[wanted] ?? wanted}, found ${kindOf(data)}`, help];
}

/** A description as the end of a sentence. */
export const lowerFirst = (text: string) => {
  const bare = text.replace(/\.$/, '');
  return /^[A-Z][a-z]/.test(bare) ? bare.charAt(0).toLowerCase() + bare.slice(1) : bare;
};
