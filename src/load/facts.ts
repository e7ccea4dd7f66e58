/** Reads a facts file: `grantbook decide --facts`. */
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { type Facts, FactsSchema } from '../model/facts.ts';

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
  const ajv = new Ajv({ allErrors: true, strict: true, validateSchema: false, meta: false });
  addFormats.default(ajv, ['date-time']);
  const validate = ajv.compile<Facts>(FactsSchema);
  if (validate(value)) return { facts: value };
  // A `null` that is allowed makes two errors of one: that it is no account, and that it is not null either.
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'anyOf');
  const said = errors.map(({ instancePath, message, params }) => {
    const extra = 'additionalProperty' in params ? ` (\`${String(params.additionalProperty)}\`)` : '';
    return `\`${instancePath === '' ? '/' : instancePath}\` ${message ?? 'is wrong'}${extra}`;
  });
  return { problems: [...new Set(said)] };
}
