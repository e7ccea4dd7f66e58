/** Samples that anybody can draw again: nobody chooses which cases are looked at. */
import { createHash } from 'node:crypto';

/**
 * The `size` items whose SHA-256 over `<seed> <key>` is smallest. The seed is the digest of the last line of the ledger, so
 * that it is known only once everything in it has happened.
 */
export function sampleOf<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  seed: string,
  size: number,
): readonly T[] {
  return items
    .map((item) => ({
      item,
      rank: createHash('sha256')
        .update(`${seed} ${keyOf(item)}`, 'utf8')
        .digest('hex'),
    }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, size)
    .map(({ item }) => item);
}
