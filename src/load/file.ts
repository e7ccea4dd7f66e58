/** One file: bytes → text → values → schema. */
import type { Pointer, Range } from '../model/diagnostic.ts';
import type { LoadProblem, Sourced } from '../model/workspace.ts';
import { decode, policyFileLimit, smallFileLimit } from './bytes.ts';
import { explainErrors } from './schema-errors.ts';
import { type SchemaName, validate } from './schemas.ts';
import { locateInYaml, readYaml } from './yaml.ts';

/** Keeps the text, not the tree: a position is worked out when somebody asks for it. */
class SourcedFile<T> implements Sourced<T> {
  readonly path: string;
  readonly id: string;
  readonly value: T;
  readonly flawed: boolean;
  readonly #text: string;

  constructor(path: string, id: string, value: T, text: string, flawed: boolean) {
    this.path = path;
    this.id = id;
    this.value = value;
    this.#text = text;
    this.flawed = flawed;
  }

  locate(pointer: Pointer, atKey = false): Range {
    return locateInYaml(this.#text, pointer, atKey);
  }
}

/** How large a file of this kind may be, in bytes. */
export const sizeLimit = (schema: SchemaName): number =>
  schema === 'grant' || schema === 'person' ? smallFileLimit : policyFileLimit;

export interface LoadedFile {
  readonly file?: Sourced<unknown>;
  readonly problems: readonly LoadProblem[];
}

/** Reads one file. All problems are reported at once; mild ones do not keep it from being judged further. */
export function loadFile(
  where: { path: string; id: string; schema: SchemaName },
  bytes: Uint8Array,
): LoadedFile {
  const { path, id, schema } = where;
  const decoded = decode(bytes, sizeLimit(schema));
  if ('flaws' in decoded) return { problems: decoded.flaws.map((flaw) => ({ path, ...flaw })) };
  const read = readYaml(decoded.text);
  if ('flaws' in read) return { problems: read.flaws.map((flaw) => ({ path, ...flaw })) };
  const flaws = explainErrors(validate(schema, read.value));
  const problems = flaws.map(({ rule, pointer, atKey, message, help }) => ({
    path,
    rule,
    range: locateInYaml(decoded.text, pointer, atKey),
    message,
    ...(help ? { help } : {}),
  }));
  if (flaws.some((flaw) => !flaw.mild)) return { problems };
  return { file: new SourcedFile(path, id, read.value, decoded.text, problems.length > 0), problems };
}
