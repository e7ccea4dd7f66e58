/** Changes single values of a file and leaves every other byte alone: comments, order, blank lines, line ends. */
import { CST, Parser, stringify } from 'yaml';
import { InternalError } from '../model/failure.ts';

type Pair = CST.BlockMap['items'][number];

/** What a key is set to: a text, `true` or a list of texts; `null` takes the key away. */
export type Edited = string | true | readonly string[] | null;

/**
 * The text with these keys at the top set to these values. A key that is not there yet comes after the last one, and so
 * does a list. The text has to be a map that `check` accepts.
 */
export function editTexts(text: string, changes: Readonly<Record<string, Edited>>): string {
  const tokens = [...new Parser().parse(text)];
  const document = tokens.find((token): token is CST.Document => token.type === 'document');
  const map = document?.value;
  if (!document || map?.type !== 'block-map')
    throw new InternalError('a file that was read cannot be edited');
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  let added = '';
  for (const [key, value] of Object.entries(changes)) {
    const at = map.items.findIndex((pair) => keyOf(pair) === key);
    const pair = map.items[at];
    if (pair && (value === null || isList(value))) takeAway(document, map, at);
    if (value === null) continue;
    if (!pair || isList(value)) added += `${key}: ${written(value)}${lineEnd}`;
    else if (pair.value && CST.isScalar(pair.value)) setScalar(pair.value, value);
    else throw new InternalError(`\`${key}\` holds no text that could be changed`);
  }
  const kept = tokens.map((token) => CST.stringify(token)).join('');
  if (added === '') return kept;
  return `${kept}${kept === '' || kept.endsWith('\n') ? '' : lineEnd}${added}`;
}

const keyOf = ({ key }: Pair): string | undefined =>
  key && CST.isScalar(key) ? (CST.resolveAsScalar(key)?.value ?? undefined) : undefined;

/** A pair with what stands before it on its line. What stands in lines of their own above it stays: it may be for the next. */
function takeAway(document: CST.Document, map: CST.BlockMap, at: number): void {
  const [gone] = map.items.splice(at, 1);
  const above = gone?.start.filter(({ type }) => type === 'comment' || type === 'newline') ?? [];
  const next = map.items[at];
  if (next) next.start.unshift(...above);
  else document.end = [...above, ...(document.end ?? [])];
}

const isList = (value: Edited): value is readonly string[] => Array.isArray(value);

function setScalar(token: CST.BlockScalar | CST.FlowScalar, value: string | true): void {
  const source = written(value);
  const type = source.startsWith('"') ? 'QUOTE_DOUBLE' : source.startsWith("'") ? 'QUOTE_SINGLE' : 'PLAIN';
  CST.setScalarValue(token, String(value), { type });
}

/** On one line, quoted where it has to be. */
const written = (value: Exclude<Edited, null>): string =>
  stringify(value, {
    ...(isList(value) ? { collectionStyle: 'flow', flowCollectionPadding: false } : {}),
    lineWidth: 0,
    defaultStringType: 'PLAIN',
    defaultKeyType: 'PLAIN',
    blockQuote: false,
  }).trimEnd();
