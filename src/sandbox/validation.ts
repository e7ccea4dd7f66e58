import { Ajv2019, type ErrorObject, type ValidateFunction } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { type OperationDescription, type Parameter, type Schema, schemas } from './openapi.ts';
import type { Query } from './operation.ts';
import { convert, convertAll } from './schemas.ts';

let validator: Ajv2019 | undefined;
const compiled = new Map<string, ValidateFunction>();

function ajv(): Ajv2019 {
  if (validator) return validator;
  validator = new Ajv2019({ strict: false, allErrors: true, validateSchema: false });
  formats.default(validator);
  // Formats that GitHub names and nobody else defines.
  for (const name of ['repo.nwo', 'timestamp', 'binary']) validator.addFormat(name, true);
  for (const [key, schema] of convertAll(schemas)) validator.addSchema(schema, key);
  return validator;
}

/** Compiles on first use: a test that makes three kinds of requests pays for three. */
function errorsOf(key: string, schema: Schema, value: unknown): readonly ErrorObject[] {
  let validate = compiled.get(key);
  if (!validate) {
    validate = ajv().compile(convert(schema));
    compiled.set(key, validate);
  }
  return validate(value) ? [] : (validate.errors ?? []);
}

function sentence(error: ErrorObject): string {
  const { unevaluatedProperty, additionalProperty } = error.params as Record<string, string | undefined>;
  const unknown = unevaluatedProperty ?? additionalProperty;
  const where = error.instancePath === '' ? 'it' : error.instancePath;
  return unknown === undefined
    ? `${where} ${error.message}`
    : `${where} has the unknown property "${unknown}"`;
}

const sentences = (errors: readonly ErrorObject[]): string =>
  [...new Set(errors.map(sentence))].slice(0, 5).join('; ');

/**
 * How a request does not fit. Only what is `unknown` GitHub would let pass; what is too `long` may be a client's
 * honest attempt, to which GitHub has an answer; whatever else is `wrong` GitHub refuses.
 */
export interface RequestProblem {
  readonly kind: 'unknown' | 'long' | 'wrong';
  readonly message: string;
}

function kindOf(errors: readonly ErrorObject[]): RequestProblem['kind'] {
  const every = (...keywords: string[]): boolean => errors.every((error) => keywords.includes(error.keyword));
  if (every('maxLength', 'maxItems')) return 'long';
  return every('unevaluatedProperties', 'additionalProperties') ? 'unknown' : 'wrong';
}

function coerce(parameter: Parameter, text: string): string | number | boolean {
  const { type } = parameter.schema;
  if (type === 'integer' && /^-?\d+$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}

function checkParameter(parameter: Parameter, value: unknown): string | null {
  // Many operations share a parameter such as `owner`; it is compiled once.
  const errors = errorsOf(JSON.stringify(parameter.schema), parameter.schema, value);
  return errors.length === 0
    ? null
    : `The ${parameter.in} parameter "${parameter.name}": ${sentences(errors)}.`;
}

/** Checks what stands in the path and the query, and gives the query its types. */
export function checkParameters(
  operation: OperationDescription,
  path: Readonly<Record<string, string>>,
  search: URLSearchParams,
): { readonly query: Query; readonly problem: RequestProblem | null } {
  const query: Record<string, string | number | boolean> = {};
  const wrong = (message: string) => ({ query, problem: { kind: 'wrong', message } as const });
  for (const parameter of operation.parameters) {
    const text = parameter.in === 'path' ? path[parameter.name] : search.get(parameter.name);
    if (text === undefined || text === null) {
      if (parameter.required) return wrong(`The parameter "${parameter.name}" is missing.`);
      continue;
    }
    const value = coerce(parameter, text);
    const message = checkParameter(parameter, value);
    if (message !== null) return wrong(message);
    if (parameter.in === 'query') query[parameter.name] = value;
  }
  for (const name of search.keys())
    if (!operation.parameters.some((parameter) => parameter.in === 'query' && parameter.name === name))
      return { query, problem: { kind: 'unknown', message: `There is no query parameter "${name}".` } };
  return { query, problem: null };
}

/** Checks the body of a request; undefined is no body. */
export function checkBody(operation: OperationDescription, body: unknown): RequestProblem | null {
  if (body === undefined)
    return operation.body?.required ? { kind: 'wrong', message: 'The request has no body.' } : null;
  // Clients send `{}` with a PUT or DELETE that takes no body, and GitHub does not mind.
  const schema = operation.body?.schema ?? { type: 'object', additionalProperties: false };
  const errors = errorsOf(`${operation.operationId} request`, schema, body);
  return errors.length === 0 ? null : { kind: kindOf(errors), message: `In the body, ${sentences(errors)}.` };
}

/**
 * Refusals: any operation can be refused in more ways than its description repeats, and GitHub puts a `status` into
 * each, which only one of the described forms has.
 */
const refusalSchema: Schema = {
  anyOf: ['basic-error', 'validation-error', 'validation-error-simple'].map((name) => ({
    $ref: `#/components/schemas/${name}`,
  })),
};

/** Checks an answer; a sentence says what does not fit. */
export function checkAnswer(operation: OperationDescription, status: number, body: unknown): string | null {
  // "Not modified" can follow any request with an ETag.
  if (status === 304) return null;
  const schema = status >= 400 ? refusalSchema : operation.responses.get(status);
  if (schema === undefined) return `The status ${status} is not described.`;
  if (schema === null || body === undefined)
    return schema === null && body === undefined ? null : `The status ${status} has a body or lacks one.`;
  const errors = errorsOf(status >= 400 ? 'refusal' : `${operation.operationId} ${status}`, schema, body);
  return errors.length === 0 ? null : `In the answer ${status}, ${sentences(errors)}.`;
}
