/** People to the places of an approval, of which nobody takes two. */

/** Gives a place to somebody, moving others to places that they could take as well (augmenting paths). */
export function takePlace(
  place: string,
  candidates: readonly string[],
  taken: Map<string, readonly string[]>,
  seen = new Set<string>(),
): boolean {
  for (const person of candidates) {
    if (seen.has(person)) continue;
    seen.add(person);
    const held = taken.get(person);
    if (!held || takePlace(place, held, taken, seen)) {
      taken.set(person, candidates);
      return true;
    }
  }
  return false;
}
