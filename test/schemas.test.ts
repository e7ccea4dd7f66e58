import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { formats } from '../src/load/formats.ts';
import { schemas } from '../src/load/schemas.ts';

interface Schema {
  readonly description?: string;
  readonly additionalProperties?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** Every schema inside of a schema, with its place. */
function* inside(
  schema: Schema,
  place = '',
): Generator<readonly [place: string, schema: Schema, isProperty: boolean]> {
  for (const [name, value] of Object.entries(schema.properties ?? {})) {
    yield [`${place}/${name}`, value, true];
    yield* inside(value, `${place}/${name}`);
  }
  for (const value of [
    ...Object.values(schema.patternProperties ?? {}),
    ...(schema.anyOf ?? []),
    ...(schema.items ? [schema.items] : []),
  ]) {
    yield [`${place}/*`, value, false];
    yield* inside(value, `${place}/*`);
  }
}

describe.each(Object.keys(schemas))('schemas/%s.schema.json', (name) => {
  const published = JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as Schema;

  test('is a valid JSON Schema, in strict mode', () => {
    const ajv = addFormats.default(new Ajv({ strict: true, allowUnionTypes: true }), ['email']);
    for (const format of Object.keys(formats)) ajv.addFormat(format, true);
    expect(() => ajv.compile(published)).not.toThrow();
  });

  test('says what each key means, for the editor', () => {
    expect(
      [...inside(published)]
        .filter(([, schema, isProperty]) => isProperty && !schema.description)
        .map(([place]) => place),
    ).toEqual([]);
  });

  test('is closed: an unknown key is an error everywhere', () => {
    const open = [['', published, false] as const, ...inside(published)].filter(
      ([, schema]) => schema.properties && schema.additionalProperties !== false,
    );
    expect(open.map(([place]) => place)).toEqual([]);
  });
});
