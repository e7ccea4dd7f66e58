import subset from './openapi.json' with { type: 'json' };

/** A schema of OpenAPI 3.0, which is nearly but not quite JSON Schema. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

/** A parameter in a path or query. */
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
  /** GitHub's mark for a path parameter that may hold slashes. */
  readonly 'x-multi-segment'?: boolean;
}

interface Reference {
  readonly $ref: string;
}

interface Content {
  readonly 'application/json'?: { readonly schema: Schema };
}

interface Response {
  readonly content?: Content;
}

/** One operation with everything that it refers to put in place, but for schemas. */
export interface OperationDescription {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: { readonly required: boolean; readonly schema: Schema } | null;
  /** The schema of the answer by status; null for an answer without a body. */
  readonly responses: ReadonlyMap<number, Schema | null>;
}

interface RawOperation {
  readonly operationId: string;
  readonly parameters: readonly (Parameter | Reference)[];
  readonly requestBody?: { readonly required?: boolean; readonly content?: Content };
  readonly responses: Readonly<Record<string, Response | Reference>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly responses: Readonly<Record<string, Response>>;
  };
}

// The file is GitHub's; its shape is known from the OpenAPI specification, not from the file.
const description = subset as unknown as Description;

/** GitHub's named schemas. */
export const schemas: Readonly<Record<string, Schema>> = description.components.schemas;

/** The last part of a reference: the name of what it points at. */
export const nameOf = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

function resolve<Value extends object>(
  group: Readonly<Record<string, Value>>,
  value: Value | Reference,
): Value {
  if (!('$ref' in value) || typeof value.$ref !== 'string') return value as Value;
  const found = group[nameOf(value.$ref)];
  if (!found) throw new Error(`openapi.json refers to ${value.$ref}, which is not in it.`);
  return found;
}

function describe(path: string, method: string, raw: RawOperation): OperationDescription {
  const { parameters, responses } = description.components;
  const body = raw.requestBody?.content?.['application/json']?.schema;
  return {
    operationId: raw.operationId,
    method: method.toUpperCase(),
    path,
    parameters: raw.parameters.map((parameter) => resolve(parameters, parameter)),
    body: body ? { required: raw.requestBody?.required ?? false, schema: body } : null,
    responses: new Map(
      Object.entries(raw.responses).map(([status, response]) => [
        Number(status),
        resolve(responses, response).content?.['application/json']?.schema ?? null,
      ]),
    ),
  };
}

/** Every operation of the subset. */
export const operationDescriptions: readonly OperationDescription[] = Object.entries(
  description.paths,
).flatMap(([path, methods]) => Object.entries(methods).map(([method, raw]) => describe(path, method, raw)));
