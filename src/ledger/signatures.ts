/** Who signed for what was found on the first day, and what nobody has signed for yet. */
import type { FoundRecord, LedgerRecord, SignedRecord } from '../model/record.ts';
import { recordedGrants } from './recorded.ts';

/** What was found at a system, and what became of it. */
export interface FoundAt {
  readonly found: FoundRecord;
  /**
   * What of it nobody approved since, by what the ledger says, as it was found or made smaller; the rest was approved,
   * changed past everybody, or taken away.
   */
  readonly left: readonly string[];
  /** The first owner who signed for it. */
  readonly signed: SignedRecord | undefined;
}

/** Each system at which something was found, in the order of the ledger. */
export function foundAt(records: readonly LedgerRecord[]): FoundAt[] {
  const newest = recordedGrants(records);
  const signed = new Map<string, SignedRecord>();
  for (const record of records)
    if (record.kind === 'signed' && !signed.has(record.system)) signed.set(record.system, record);
  return records.flatMap((record) => {
    if (record.kind !== 'found') return [];
    const left = record.grants.flatMap(({ path }) => (newest.get(path)?.standing === 'found' ? [path] : []));
    return [{ found: record, left, signed: signed.get(record.system) }];
  });
}
