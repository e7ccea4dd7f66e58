import { nameOf, type Schema } from './openapi.ts';

const copied = [
  'enum',
  'format',
  'pattern',
  'required',
  'uniqueItems',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
  'minProperties',
  'maxProperties',
];

const keyOf = (name: string, closed: boolean): string => `github://${closed ? 'closed' : 'open'}/${name}`;
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;
const list = (value: unknown): readonly Schema[] | null => (Array.isArray(value) ? value : null);

/**
 * Turns a schema of OpenAPI 3.0 into JSON Schema 2019-09 that knows no other properties than those it names. GitHub's
 * own schemas are open, and would let a property pass that GitHub does not have.
 *
 * What is a part of a composition stays open, because the whole closes it: `unevaluatedProperties` sees through
 * `allOf`, `anyOf` and `oneOf`, while a closed part would refuse the properties of the other parts.
 */
export function convert(schema: Schema, closed = true): Schema {
  const reference = schema.$ref;
  if (typeof reference === 'string') return { $ref: keyOf(nameOf(reference), closed) };

  const result: Record<string, unknown> = {};
  for (const keyword of copied) if (schema[keyword] !== undefined) result[keyword] = schema[keyword];
  const { type, properties, items, additionalProperties: others } = schema;
  if (type !== undefined) result.type = type;
  if (isSchema(items)) result.items = convert(items);
  if (isSchema(properties))
    result.properties = Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, convert(property as Schema)]),
    );

  const alone = properties === undefined;
  for (const keyword of ['anyOf', 'oneOf']) {
    const parts = list(schema[keyword]);
    if (parts) result[keyword] = parts.map((part) => convert(part, closed && alone));
  }
  const all = list(schema.allOf);
  if (all) result.allOf = all.map((part) => convert(part, false));

  if (isSchema(others)) result.additionalProperties = convert(others);
  else if (closed && others !== undefined) result.additionalProperties = others;
  else if (closed && (!alone || all)) result.unevaluatedProperties = false;
  return schema.nullable === true ? nullable(result) : result;
}

/** `nullable` is not in JSON Schema, and GitHub also uses it without a `type`, where validators ignore it. */
function nullable(schema: Record<string, unknown>): Schema {
  if (typeof schema.type !== 'string') return { anyOf: [{ type: 'null' }, schema] };
  const values = schema.enum;
  return {
    ...schema,
    type: [schema.type, 'null'],
    ...(Array.isArray(values) && !values.includes(null) ? { enum: [...values, null] } : {}),
  };
}

/**
 * All named schemas, each closed and open, by the keys that references use. They are schemas of their own, and not
 * parts of one document, because a validator compiles such a one once for all that refer to it.
 */
export function convertAll(components: Readonly<Record<string, Schema>>): [key: string, schema: Schema][] {
  return Object.entries(components).flatMap(([name, schema]) =>
    [true, false].map((closed): [string, Schema] => [keyOf(name, closed), convert(schema, closed)]),
  );
}
