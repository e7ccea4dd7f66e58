/** New lines behind those that are there. Nothing that was written is ever touched. */
import type { LedgerRecord, Unchained } from '../model/record.ts';
import { digestOf, lineOf, linesOf, monthFile } from './chain.ts';

/** The newest file of a ledger, whole. */
export interface NewestFile {
  readonly path: string;
  readonly text: string;
}

/**
 * The files that change when records are put behind what is there, with what they hold then; `undefined` stands for a
 * ledger without a line. A last line that was never finished gets its end, so that nothing is written into it; that it
 * is no record stays to be seen.
 */
export function append(
  newest: NewestFile | undefined,
  records: readonly Unchained<LedgerRecord>[],
): ReadonlyMap<string, string> {
  const changed = new Map<string, string>();
  let file = newest?.path;
  let text = newest?.text ?? '';
  if (text !== '' && !text.endsWith('\n')) text += '\n';
  const last = linesOf(text).lines.at(-1);
  let previous = last === undefined ? null : digestOf(last);
  for (const record of records) {
    const month = monthFile(record.recordedAt);
    if (month !== file) [file, text] = [month, ''];
    const line = lineOf(record, previous);
    text += `${line}\n`;
    previous = digestOf(line);
    changed.set(month, text);
  }
  return changed;
}
