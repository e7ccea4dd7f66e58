/** One file: bytes → text → values → schema. */
import { type Pointer, type Range, wholeFile } from '../model/diagnostic.ts';
import { sizeLimitOf } from '../model/listing.ts';
import type { LoadProblem, Sourced } from '../model/workspace.ts';
import { decode, maxFlaws } from './bytes.ts';
import { explainErrors } from './schema-errors.ts';
import { type SchemaName, validate } from './schemas.ts';
import { readYaml } from './yaml.ts';
import { locateInYaml, sourceOf } from './yaml-values.ts';

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
  const decoded = decode(bytes, sizeLimitOf(path));
  if ('flaws' in decoded) return { problems: decoded.flaws.map((flaw) => ({ path, ...flaw })) };
  const { text } = decoded;
  const read = readYaml(text);
  const told = read.flaws.map((flaw) => ({ path, ...flaw }));
  if (read.value === undefined) return { problems: told };
  const errors = validate(schema, read.value);
  const flaws = explainErrors(errors.slice(0, maxErrors), read.value, (pointer) => sourceOf(text, pointer));
  const shown = flaws.slice(0, maxFlaws);
  const problems: LoadProblem[] = [
    ...told,
    ...shown.map(({ rule, pointer, atKey, message, help }) => ({
      path,
      rule,
      range: locateInYaml(text, pointer, atKey),
      message,
      ...(help ? { help } : {}),
    })),
  ].sort((a, b) => a.range.line - b.range.line || a.range.column - b.range.column);
  if (flaws.length > shown.length) problems.push(notAllShown(path));
  if (told.length > 0 || flaws.some((flaw) => !flaw.mild)) return { problems };
  return { file: new SourcedFile(path, id, read.value, text, problems.length > 0), problems };
}

/** So many errors of the validator are looked at, so that a file full of mistakes costs no more than others. */
const maxErrors = 5000;

/** Says that not everything was said. */
const notAllShown = (path: string): LoadProblem => ({
  path,
  rule: 'too-complex',
  range: wholeFile,
  message: 'this file has more mistakes than are shown',
  help: 'repair those that are shown first',
});
