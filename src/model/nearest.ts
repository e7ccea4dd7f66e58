import { closest, distance } from 'fastest-levenshtein';

/** The known word nearest to one that is not known, when it is near enough to be a slip of the pen. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const best = closest(word, [...known]);
  return distance(word.toLowerCase(), best.toLowerCase()) <= Math.max(2, Math.floor(word.length / 3))
    ? best
    : undefined;
}
