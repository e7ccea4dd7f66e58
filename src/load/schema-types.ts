/** A value of the wrong kind, in the words of the person who wrote it: how to write the right one. */
import type { Pointer } from '../model/diagnostic.ts';
import { groupOfList, listOfGroup } from './schema-shapes.ts';
import {
  formatOf,
  inQuotes,
  kindOf,
  kindWords,
  meaningOf,
  orList,
  type SchemaNode,
  shown,
  type Written,
} from './schema-words.ts';

export interface WrongType {
  readonly label: string;
  readonly wanted: string;
  readonly data: unknown;
  readonly schema: SchemaNode;
  readonly pointer: Pointer;
  /** The line may be left out. */
  readonly optional: boolean;
  readonly written: Written;
}

/** What is wrong with the kind of a value, and how to write the right one. */
export function wrongType(of: WrongType): [message: string, help: string | undefined] {
  const { label, wanted, data, schema, pointer, written } = of;
  if (pointer.length === 0)
    return [
      `the file has to consist of lines such as \`version: 1\`, found ${kindOf(data)}`,
      `write one \`key: value\` on each line; it needs ${orList(schema.required ?? [], 'and')}`,
    ];
  if (data === null) return [`${label} has no value`, withoutValue(of)];
  if (wanted === 'string' && (typeof data === 'number' || typeof data === 'boolean')) {
    const source = written.sourceOf(pointer);
    const format = formatOf(schema);
    const about = schema.description ?? '';
    if (format && !format.accepts(source))
      return [`${shown(source)} ${format.wrong(source, about)}`, format.help(source, about)];
    return [
      `${label} has to be text, and ${shown(source)} without quotes is ${typeof data === 'number' ? 'a number' : 'a yes or no'}`,
      `put it in quotes: \`"${source}"\``,
    ];
  }
  if (schema.const !== undefined)
    return [
      `${label} may only be ${shown(schema.const)}, found ${kindOf(data)}`,
      `write ${shown(schema.const)} without quotes, or leave the line out`,
    ];
  return [`${label} has to be ${kindWords[wanted] ?? wanted}, found ${kindOf(data)}`, helpWith(of)];
}

function withoutValue({ pointer, schema, optional, written }: WrongType): string {
  const comment = written.commentAfter(pointer);
  if (comment !== undefined && schema.type === 'string')
    return `what follows a \`#\` is a comment; put it in quotes if it is meant as text: \`${inQuotes(comment)}\``;
  const sign = typeof pointer.at(-1) === 'number' ? 'dash' : 'colon';
  return `write one after the ${sign}${optional ? ', or leave the line out' : ''}${meaningOf(schema)}`;
}

function helpWith(of: WrongType): string | undefined {
  const { wanted, data, schema } = of;
  const meaning = meaningOf(schema);
  switch (wanted) {
    case 'string':
      return helpWithText(data, schema);
    case 'boolean': {
      const [yes, no] = [/^(?:yes|y|on|true|1)$/i, /^(?:no|n|off|false|0)$/i].map((words) =>
        words.test(String(data)),
      );
      return `write ${yes ? '`true`' : no ? '`false`' : '`true` or `false`'}, without quotes${meaning}`;
    }
    case 'integer':
      return typeof data === 'string' && /^\d{1,9}$/.test(data)
        ? `write \`${Number(data)}\`, without quotes`
        : `write a whole number${meaning}`;
    case 'array':
      return helpWithList(of);
    case 'object':
      return helpWithGroup(of);
    default:
      return undefined;
  }
}

function helpWithText(data: unknown, schema: SchemaNode): string {
  const [only, ...more] = Array.isArray(data) ? (data as unknown[]) : [];
  if (Array.isArray(data))
    return typeof only === 'string' && more.length === 0
      ? `write ${shown(only)}, without brackets or dash`
      : `write one only, without brackets or dashes${meaningOf(schema)}`;
  const [[key, value] = ['', undefined], ...others] = Object.entries(data ?? {});
  // Without its space, `group:security` is one text.
  if (schema.format === 'expression' && typeof value === 'string' && others.length === 0)
    return `write ${shown(`${key}:${value}`)}, without a space after the \`:\``;
  return `write it as one text after the \`:\`, in quotes if it has a \`:\` in it${meaningOf(schema)}`;
}

const dashHelp = (first: string) => `write a space after each dash: ${shown(`- ${first}`)}`;

function helpWithList({ data, schema, optional }: WrongType): string {
  const meaning = meaningOf(schema);
  if (typeof data === 'string') {
    if (/^(?:none|nothing|empty)$/i.test(data) && (optional || !schema.minItems))
      return schema.minItems ? 'leave the line out if there are none' : 'write `[]` if there are none';
    const [, first] = /^-([^\s-]\S*)/.exec(data) ?? [];
    return first === undefined ? `write it in brackets: ${shown(`[${data}]`)}${meaning}` : dashHelp(first);
  }
  const [key] = Object.keys(data ?? {});
  const written = listOfGroup(data, schema);
  if (written !== undefined) return written;
  if (typeof data === 'object' && key !== undefined)
    return key.startsWith('-')
      ? dashHelp(`${key.slice(1)}: …`)
      : `write a dash and a space before the first line of each: ${shown(`- ${key}: …`)}`;
  if (typeof data === 'object') return `write its entries in brackets: \`[…]\`${meaning}`;
  return `write it in brackets: ${shown(`[${String(data)}]`)}${meaning}`;
}

function helpWithGroup({ data, schema, pointer, optional, written }: WrongType): string {
  const { properties, required = [] } = schema;
  if (properties) {
    // `when: always`: where all may be left out, so may the whole.
    if (
      optional &&
      required.length === 0 &&
      (/^(?:always|all|any|everything|everyone|true|yes)$/i.test(String(data)) ||
        (Array.isArray(data) && data.length === 0))
    )
      return 'delete the line';
    const word = Object.keys(properties).find((key) => properties[key]?.enum?.includes(data));
    if (word !== undefined && required.length === 0)
      return `write ${shown(`${word}: ${data}`)} below it, two spaces further to the right`;
    const isItem = typeof pointer.at(-1) === 'number';
    const inBrackets = isItem && written.sourceOf(pointer.slice(0, -1)).startsWith('[');
    const [first = '', second, ...more] = required.length > 0 ? required : Object.keys(properties);
    const where = isItem ? 'after the dash' : 'below it, two spaces further to the right';
    const value = valueFor(properties[first] ?? {}, data);
    if (value !== undefined && second === undefined)
      return inBrackets
        ? `write ${shown(`{ ${first}: ${value} }`)} instead`
        : `write ${shown(`${first}: ${value}`)} ${where}`;
    if (isItem && value !== undefined && second !== undefined && more.length === 0)
      return `write ${shown(`${inBrackets ? '' : '- '}{ ${first}: ${value}, ${second}: … }`)}${meaningOf(properties[second] ?? {})}`;
    const keys = required.length > 0 ? required : [first];
    return `write ${keys.map((key) => `\`${key}: …\``).join(' and ')} ${where}`;
  }
  if (Array.isArray(data))
    return (
      groupOfList(data, schema) ??
      `write \`key: value\` on a line for each, without brackets or dashes${meaningOf(schema)}`
    );
  const [, key, value] = typeof data === 'string' ? (/^([\w.-]+)[:\s]\s*(\S.*)$/s.exec(data) ?? []) : [];
  return key === undefined || value === undefined
    ? `write one line for each below it, such as \`name: …\`, two spaces further to the right${meaningOf(schema)}`
    : `write ${shown(`${key}: ${value}`)}, with a colon and a space after the key`;
}

/** What was written without its key, as the value of that key. */
function valueFor(schema: SchemaNode, data: unknown): string | undefined {
  const items = (Array.isArray(data) ? (data as unknown[]) : [data]).map(String);
  if (schema.type === 'array' && typeof data !== 'boolean') return `[${items.join(', ')}]`;
  const format = formatOf(schema);
  return typeof data === 'string' && format?.accepts(data) ? data : undefined;
}
