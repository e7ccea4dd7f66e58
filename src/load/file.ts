/** One file: bytes → text → values → schema. */
import type { ErrorObject } from 'ajv';
import { type Pointer, type Range, wholeFile } from '../model/diagnostic.ts';
import { sizeLimitOf } from '../model/listing.ts';
import type { LoadProblem, Sourced } from '../model/workspace.ts';
import { decode, type Flaw, maxFlaws } from './bytes.ts';
import { commentAfter, findCutTexts, withWholeTexts } from './comments.ts';
import { readPlainLines } from './plain-lines.ts';
import { explainErrors } from './schema-errors.ts';
import type { SchemaNode, Written } from './schema-words.ts';
import { type SchemaName, schemas, validate } from './schemas.ts';
import { asMeant, asWritten, findSlips, type Slip, withSlips } from './slips.ts';
import { readYaml } from './yaml.ts';
import { realign } from './yaml-indent.ts';
import { looking } from './yaml-repair.ts';
import { locateInYaml, sourceOf } from './yaml-values.ts';

/** Keeps the text, not the tree: a position is worked out when somebody asks for it. */
class SourcedFile<T> implements Sourced<T> {
  readonly path: string;
  readonly id: string;
  readonly value: T;
  readonly flawed: boolean;
  readonly #text: string;
  readonly #slips: readonly Slip[];

  constructor(of: {
    path: string;
    id: string;
    value: T;
    text: string;
    flawed: boolean;
    slips: readonly Slip[];
  }) {
    this.path = of.path;
    this.id = of.id;
    this.value = of.value;
    this.flawed = of.flawed;
    this.#text = of.text;
    this.#slips = of.slips;
  }

  locate(pointer: Pointer, atKey = false): Range {
    return locateInYaml(this.#text, asWritten(pointer, this.#slips), atKey);
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
  const plain = readPlainLines(text);
  if (plain && validate(schema, plain).length === 0)
    return {
      file: new SourcedFile({ path, id, value: plain, text, slips: [], flawed: false }),
      problems: [],
    };
  const read = readYaml(text, (value) => validate(schema, value).length);
  const told = read.flaws.map((flaw) => ({ path, ...flaw })).sort(byPlace);
  if (read.value === undefined) return { problems: told };
  const misaligned = misalignedIn(schema, read.value, text);
  if (misaligned) return { problems: [{ path, ...misaligned }] };
  const { value, slips, flaws, usable } = judgeValue(schema, read.value, text);
  const found = flaws.slice(0, maxFlaws).map((flaw) => ({ path, ...flaw }));
  const problems: LoadProblem[] = [...told, ...found].sort(byPlace);
  if (flaws.length > found.length) problems.push(notAllShown(path));
  if (told.length > 0 || !usable) return { problems };
  return { file: new SourcedFile({ path, id, value, text, slips, flawed: problems.length > 0 }), problems };
}

/** Holds a value against its schema. Where it is plain what was meant, that is what is judged further. */
function judgeValue(
  name: SchemaName,
  value: unknown,
  text: string,
): { value: unknown; slips: readonly Slip[]; flaws: readonly Flaw[]; usable: boolean } {
  const schema = schemas[name] as SchemaNode;
  const found = validate(name, value).slice(0, maxErrors);
  const slips = findSlips(found, value);
  const meant = asMeant(value, slips);
  const errors = slips.length > 0 ? validate(name, meant).slice(0, maxErrors) : found;
  const where = (pointer: Pointer) => asWritten(pointer, slips);
  const written: Written = {
    sourceOf: (pointer) => sourceOf(text, where(pointer)),
    commentAfter: (pointer) => commentAfter(text, where(pointer)),
  };
  const wrong = explainErrors(errors, { schema, value: meant, ...written });
  const cut = findCutTexts(schema, meant, text, where);
  // One more than is shown tells that there are more. Whether the rest can be judged, all of them say.
  const shown = [...slips.map(({ flaw }) => flaw), ...wrong].slice(0, maxFlaws + 1);
  return {
    value: withSlips(withWholeTexts(meant, cut), slips),
    slips,
    flaws: [
      ...shown.map(({ rule, pointer, atKey, message, help }) => ({
        rule,
        range: locateInYaml(text, where(pointer), atKey),
        message,
        ...(help ? { help } : {}),
      })),
      ...cut.map(({ range, message, help }) => ({ rule: 'invalid-value', range, message, help })),
    ],
    usable: wrong.every(({ mild }) => mild),
  };
}

/**
 * What is wrong with a file in which a line stands at a level where its key does not belong, told without what follows
 * from that. YAML takes it all the same: the line would be read as something else.
 */
function misalignedIn(name: SchemaName, value: unknown, text: string): Flaw | undefined {
  const keys = new Set(validate(name, value).slice(0, maxErrors).flatMap(keysOf));
  return realign(
    text,
    keys,
    looking((meant) => validate(name, meant).length),
  );
}

/** The keys that an error is about and that may stand at the wrong level. */
function keysOf({ keyword, params, data, instancePath }: ErrorObject): readonly string[] {
  if (keyword === 'required') return [String(params.missingProperty)];
  if (keyword === 'additionalProperties') return [String(params.additionalProperty)];
  return data === null ? instancePath.split('/').slice(-1) : [];
}

const byPlace = (a: LoadProblem, b: LoadProblem): number =>
  a.range.line - b.range.line || a.range.column - b.range.column;

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
