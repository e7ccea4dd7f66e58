/** Which column of a list says what: by its header, by what people call the same thing, or as somebody told. */
import type { Csv, CsvProblem, CsvRow } from '../load/csv.ts';
import { nearest } from '../model/nearest.ts';

/** Something that a list can say. */
export interface Field<Id extends string> {
  readonly id: Id;
  /** Other headers that mean the same; capitals, accents, spaces and signs make no difference. */
  readonly synonyms: readonly string[];
}

/** A list whose columns are known. */
export interface Table<Id extends string> {
  readonly rows: readonly CsvRow[];
  /** The text of a cell; empty where the list has no such column. */
  readonly cell: (row: CsvRow, field: Id) => string;
  /** The header of the column. */
  readonly header: (field: Id) => string;
  readonly has: (field: Id) => boolean;
  /** The headers of columns that say nothing here, in the order of the list. */
  readonly unread: readonly string[];
}

const folded = (header: string): string =>
  header
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Finds the columns. `given` names headers by field, and `needed` are sets of fields of which one has to be there. */
export function tableOf<Id extends string>(
  { headers, rows }: Csv,
  fields: readonly Field<Id>[],
  needed: readonly (readonly Id[])[],
  given: ReadonlyMap<string, string>,
): Table<Id> | { readonly problems: readonly CsvProblem[] } {
  const problems: CsvProblem[] = [];
  const found = new Map<Id, number>();
  for (const { id, synonyms } of fields) {
    const names = given.has(id) ? [given.get(id) ?? ''] : [id, ...synonyms];
    const at = names.map((name) => headers.findIndex((header) => folded(header) === folded(name)));
    const index = at.find((each) => each >= 0);
    if (index !== undefined) found.set(id, index);
  }
  const read = new Set(found.values());
  for (const [id, index] of found) {
    const twin = headers.findIndex(
      (header, at) => at !== index && folded(header) === folded(headers[index] ?? ''),
    );
    if (twin >= 0)
      problems.push({
        line: 1,
        message: `the columns ${index + 1} and ${twin + 1} are both called \`${headers[index] ?? ''}\`, so that nobody knows which of them says the \`${id}\``,
        help: 'give one of them another name',
      });
  }
  for (const set of needed) {
    if (set.some((id) => found.has(id))) continue;
    const [first = ''] = set;
    const known = fields
      .filter(({ id }) => set.includes(id))
      .flatMap(({ id, synonyms }) => [id, ...synonyms]);
    const near =
      headers.find(
        (header, index) => header !== '' && !read.has(index) && nearest(header, known) !== undefined,
      ) ?? '…';
    problems.push({
      line: 1,
      message: `no column says the ${set.map((id) => `\`${id}\``).join(' or ')}; there are ${headers.map((header) => `\`${header}\``).join(', ')}`,
      help: `name it: \`--columns ${first}="${near}"\``,
    });
  }
  if (problems.length > 0) return { problems };
  return {
    rows,
    unread: headers.filter((header, index) => header !== '' && !read.has(index)),
    cell: (row, field) => row.cells[found.get(field) ?? -1] ?? '',
    header: (field) => headers[found.get(field) ?? -1] ?? field,
    has: (field) => found.has(field),
  };
}

/** Reads `userName=Login,manager=Boss`; a sentence says what is wrong. */
export function readColumns(
  text: string,
  fields: readonly string[],
): { readonly given: ReadonlyMap<string, string> } | { readonly problems: readonly string[] } {
  const given = new Map<string, string>();
  const problems: string[] = [];
  for (const part of text.split(',')) {
    const [field = '', ...rest] = part.split('=');
    const [id, header] = [field.trim(), rest.join('=').trim()];
    if (header === '') problems.push(`\`--columns ${part}\` names no column; write \`userName=Login\``);
    else if (fields.includes(id)) given.set(id, header);
    else {
      const near = nearest(id, fields);
      problems.push(
        `\`--columns\` knows nothing of \`${id}\`${near === undefined ? `; it is one of ${fields.map((each) => `\`${each}\``).join(', ')}` : `; did you mean \`${near}\`?`}`,
      );
    }
  }
  return problems.length > 0 ? { problems } : { given };
}

/** Headers that were named and are in none of the lists. */
export function unknownHeaders(
  given: ReadonlyMap<string, string>,
  headers: readonly string[],
): readonly string[] {
  return [...given.values()].flatMap((header) => {
    if (headers.some((each) => folded(each) === folded(header))) return [];
    const near = nearest(header, headers);
    return [
      `no list has a column \`${header}\`${near === undefined ? `; there are ${headers.map((each) => `\`${each}\``).join(', ')}` : `; did you mean \`${near}\`?`}`,
    ];
  });
}
