/** Reads a facts file: `grantbook decide --facts`. */
import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import { type Facts, FactsSchema } from '../model/facts.ts';
import { nearest } from '../model/nearest.ts';

/** The facts, or what is wrong with them, each problem in a few words. */
export function readFacts(
  text: string,
): { readonly facts: Facts } | { readonly problems: readonly string[] } {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    return { problems: [`it is not JSON: ${(error as Error).message}`] };
  }
  const ajv = new Ajv({ allErrors: true, strict: true, verbose: true, validateSchema: false, meta: false });
  addFormats.default(ajv, ['date-time']);
  const validate = ajv.compile<Facts>(FactsSchema);
  if (validate(value)) return { facts: value };
  // A `null` that is allowed makes two errors of one: that it is no account, and that it is not null either.
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'anyOf');
  const isEcho = ({ instancePath: path, keyword, params }: ErrorObject) =>
    keyword === 'type' &&
    params.type === 'null' &&
    errors.some((other) => other.instancePath.startsWith(path) && other.params.type !== 'null');
  const said = errors
    .filter((error) => !isEcho(error))
    .map((error) => `\`${error.instancePath || '/'}\` ${problemOf(error)}`);
  return { problems: [...new Set(said)] };
}

function problemOf({ keyword, message, params, parentSchema }: ErrorObject): string {
  if (keyword === 'required') return `lacks the key \`${String(params.missingProperty)}\``;
  if (keyword !== 'additionalProperties') return message ?? 'is wrong';
  const key = String(params.additionalProperty);
  const near = nearest(key, Object.keys(Object(parentSchema?.properties)));
  return `has a key \`${key}\` that is not known${near === undefined ? '' : ` (did you mean \`${near}\`?)`}`;
}
