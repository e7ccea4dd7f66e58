/** What the ledger says of each grant: which content of which file was approved, and since when. */
import type { LedgerRecord } from '../model/record.ts';
import { type FileState, isGrant, statesOf } from './standing.ts';

/** What the records that touch a grant say. */
export type Recorded = Pick<FileState, 'objectId' | 'standing' | 'commit' | 'since'>;

/** The last word on each grant path, from records in the order in which they were written. */
export const recordedGrants = (records: Iterable<LedgerRecord>): ReadonlyMap<string, Recorded> =>
  new Map([...statesOf(records)].filter(([path]) => isGrant(path)));

/**
 * Whether the content of a grant is what was approved, or found on the first day. What was put back by a push, byte for
 * byte as it once was approved, is not: between the two it was something else.
 */
export const isRecorded = (recorded: Recorded | undefined, objectId: string): boolean =>
  recorded !== undefined && recorded.standing !== 'unapproved' && recorded.objectId === objectId;
