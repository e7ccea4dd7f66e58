/** Which schema judges which file; each is compiled when the first file of its kind is met. */
import { Ajv, type ErrorObject, type SchemaValidateFunction, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { ApprovalsSchema } from '../model/approvals.ts';
import { GrantSchema } from '../model/grant.ts';
import { RoleMatrixSchema } from '../model/matrix.ts';
import { PersonSchema } from '../model/person.ts';
import {
  BundleSchema,
  ExceptionSchema,
  PolicyTestsSchema,
  RunbookSchema,
  SeparationOfDutiesSchema,
} from '../model/policies.ts';
import { SettingsSchema } from '../model/settings.ts';
import { SystemSchema } from '../model/system.ts';
import { formats } from './formats.ts';

/** The schemas by the name under which they are published: `schemas/<name>.schema.json`. */
export const schemas = {
  grant: GrantSchema,
  person: PersonSchema,
  system: SystemSchema,
  'role-matrix': RoleMatrixSchema,
  bundle: BundleSchema,
  'separation-of-duties': SeparationOfDutiesSchema,
  exception: ExceptionSchema,
  approvals: ApprovalsSchema,
  settings: SettingsSchema,
  runbook: RunbookSchema,
  'policy-tests': PolicyTestsSchema,
} as const;

export type SchemaName = keyof typeof schemas;

let ajv: Ajv | undefined;
const compiled = new Map<SchemaName, ValidateFunction>();

function makeAjv(): Ajv {
  const made = new Ajv({
    allErrors: true,
    verbose: true,
    strict: true,
    allowUnionTypes: true,
    // The schemas are ours and a test holds them against the meta-schema; to do so at every start takes longer than
    // reading most repositories, and so does polishing the generated code.
    validateSchema: false,
    meta: false,
    code: { optimize: false },
  });
  addFormats.default(made, ['email']);
  made.removeKeyword('uniqueItems').addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    validate: findRepeated,
  });
  for (const [name, { accepts }] of Object.entries(formats)) made.addFormat(name, accepts);
  return made;
}

/** `uniqueItems` in one pass: the library compares every item with every other, and does not say which is too many. */
const findRepeated: SchemaValidateFunction = (_wanted: boolean, items: readonly unknown[]) => {
  const seen = new Set<string>();
  const second = items.findIndex((item) => seen.size === seen.add(canonical(item)).size);
  findRepeated.errors = [{ keyword: 'uniqueItems', params: { second } }];
  return second < 0;
};

/** The same text for the same value, in whatever order its keys stand. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))
      : part,
  );

let keys: ReadonlySet<string> | undefined;

/** Whether a word is a key of any file. */
export function isKey(word: string): boolean {
  keys ??= new Set([...keysIn(schemas)]);
  return keys.has(word);
}

function* keysIn(node: unknown): Generator<string> {
  if (typeof node !== 'object' || node === null) return;
  for (const [name, part] of Object.entries(node)) {
    if (name === 'properties') yield* Object.keys(part);
    yield* keysIn(part);
  }
}

/** The errors of a value against a schema; an empty list means that it fits. */
export function validate(name: SchemaName, value: unknown): readonly ErrorObject[] {
  let validator = compiled.get(name);
  if (!validator) {
    ajv ??= makeAjv();
    validator = ajv.compile(schemas[name]);
    compiled.set(name, validator);
  }
  return validator(value) ? [] : (validator.errors ?? []);
}
