/** Which schema judges which file; each is compiled when the first file of its kind is met. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
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
  const made = new Ajv({ allErrors: true, verbose: true, strict: true, allowUnionTypes: true });
  addFormats.default(made, ['email']);
  for (const [name, { accepts }] of Object.entries(formats)) made.addFormat(name, accepts);
  return made;
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
