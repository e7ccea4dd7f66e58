/** Reads the lines of the ledger. */
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import {
  DecisionSchema,
  FoundSchema,
  type LedgerRecord,
  ProvisionedSchema,
  SignedSchema,
  StartedSchema,
} from '../model/record.ts';

const schemas = {
  started: StartedSchema,
  found: FoundSchema,
  signed: SignedSchema,
  decision: DecisionSchema,
  provisioned: ProvisionedSchema,
};

let validators: Readonly<Record<string, ValidateFunction>> | undefined;

/** Compiled at the first line: most runs read no ledger. */
function validatorOf(kind: unknown): ValidateFunction | undefined {
  if (!validators) {
    const ajv = new Ajv({ strict: true, validateSchema: false, meta: false });
    addFormats.default(ajv, ['date-time']);
    validators = Object.fromEntries(
      Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(schema)]),
    );
  }
  return typeof kind === 'string' && Object.hasOwn(validators, kind) ? validators[kind] : undefined;
}

/** The record of a line, or what is wrong with it. */
export function readRecord(line: string): { readonly record: LedgerRecord } | { readonly problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { problem: 'this line is no record: it is cut off, or was written by something else' };
  }
  const { version, kind } = Object(value) as { version?: unknown; kind?: unknown };
  if (typeof version === 'number' && version > 1)
    return {
      problem: `this record is of version ${version}, which a later Grantbook wrote: use that one to read it`,
    };
  const validate = validatorOf(kind);
  if (!validate) return { problem: 'this record is of a kind that Grantbook does not write' };
  if (validate(value)) return { record: value as LedgerRecord };
  const [error] = validate.errors ?? [];
  return {
    problem: `this record is not as Grantbook writes it: \`${error?.instancePath || '/'}\` ${error?.message ?? 'is wrong'}`,
  };
}
