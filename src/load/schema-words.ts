/** How values and schemas are spoken of in messages. */
import type { Pointer } from '../model/diagnostic.ts';
import { formats } from './formats.ts';

/** What a message needs to know of a JSON Schema. */
export interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly patternProperties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly format?: string;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly SchemaNode[];
  readonly const?: unknown;
  readonly required?: readonly string[];
}

/** How a file is written, which its values do not tell. */
export interface Written {
  /** A value as it stands in the file. */
  sourceOf(pointer: Pointer): string;
  /** The comment behind a value, on the same line: `# …`. */
  commentAfter(pointer: Pointer): string | undefined;
}

export const kindWords: Readonly<Record<string, string>> = {
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

/** Words for people: "`a`, `b` or `c`". */
export const orList = (words: readonly string[], and = 'or'): string => {
  const quoted = words.map((word) => `\`${word}\``);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} ${and} ${quoted.at(-1)}`;
};

export const formatOf = (schema: SchemaNode) =>
  schema.format !== undefined && Object.hasOwn(formats, schema.format)
    ? formats[schema.format as keyof typeof formats]
    : undefined;

/** Signs that look like a colon, as the keyboards of some languages write it. */
export const colonSigns = '\uff1a\ufe55\ufe30\u2236\ua789';

/** A text in quotes, as YAML reads it back. */
export const inQuotes = (text: string): string =>
  /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;

/** A description as the end of a sentence. */
export const lowerFirst = (text: string) => {
  const bare = text.replace(/\.$/, '');
  return /^(?:[A-Z][a-z]|A )/.test(bare) ? bare.charAt(0).toLowerCase() + bare.slice(1) : bare;
};

/** The description of a schema after a colon, where it has one. */
export const meaningOf = ({ description }: SchemaNode): string =>
  description === undefined ? '' : `: ${lowerFirst(description)}`;
