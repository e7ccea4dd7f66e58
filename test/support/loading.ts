/** Loads one file and says what is wrong with it, with the text that the caret would stand under. */
import { loadFile } from '../../src/load/file.ts';
import { layOut } from '../../src/load/layout.ts';
import type { SchemaName } from '../../src/load/schemas.ts';
import type { Range } from '../../src/model/diagnostic.ts';
import type { Entry } from '../../src/model/listing.ts';
import type { LoadProblem } from '../../src/model/workspace.ts';

/** A grant with nothing wrong in it. */
export const soundGrant = `version: 1
subject: ana.costa
system: payroll
role: viewer
justification: Reconcile the ledger
validUntil: 2026-12-23
`;

/** How large a file may be depends on where it stands. */
const pathOf = (schema: SchemaName): string =>
  schema === 'grant'
    ? 'access-grants/file.yaml'
    : schema === 'person'
      ? 'policies/people/file.yaml'
      : 'file.yaml';

/** Loads bytes or a text as a file of one kind. */
export const load = (content: string | Uint8Array, schema: SchemaName = 'grant') =>
  loadFile({ path: pathOf(schema), id: 'file', schema }, Buffer.from(content));

/** The problems of a file, for a snapshot: place, marked text, rule, message, help. */
export const said = (content: string | Uint8Array, schema: SchemaName = 'grant'): string =>
  load(content, schema)
    .problems.map((problem) => describeProblem(problem, Buffer.from(content).toString('utf8')))
    .join('\n');

function describeProblem({ range, rule, message, help }: LoadProblem, content: string): string {
  const marked = JSON.stringify(textAt(content, range)).slice(1, -1);
  return `${range.line}:${range.column} ${rule} [${marked}] ${message}${help ? `\n    ${help}` : ''}`;
}

/** What stands in a range of one line, or from its beginning to the end of that line. */
export function textAt(content: string, { line, column, endLine, endColumn }: Range): string {
  const source = content.replace(/^\ufeff/, '').split(/\r?\n/)[line - 1] ?? '';
  return source.slice(column - 1, endLine === line ? endColumn - 1 : undefined);
}

/** What is said of a listing. */
export const saidOfListing = (...entries: (string | Entry)[]): string[] =>
  layOut(
    entries.map((entry) => (typeof entry === 'string' ? { path: entry, type: 'file' } : entry)),
  ).problems.map(({ rule, path, message, help }) => `${rule} ${path}: ${message}${help ? ` (${help})` : ''}`);
