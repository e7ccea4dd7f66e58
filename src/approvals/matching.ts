/**
 * People to places: the largest set of places that different people can fill, found by augmenting paths (Kuhn's
 * algorithm for bipartite matching). Which review came first never matters.
 */

/**
 * Fills places in their order. A place that was filled stays filled while later ones are tried, so that the first
 * stages are full before the next ones get anybody. Gives the person for each place, or `undefined`.
 */
export function fillPlaces(
  places: readonly ReadonlySet<string>[],
  people: readonly string[],
): (string | undefined)[] {
  const filledBy: (string | undefined)[] = places.map(() => undefined);
  const placeOf = new Map<string, number>();
  const seat = (place: number, tried: Set<string>): boolean => {
    for (const person of people) {
      if (!places[place]?.has(person) || tried.has(person)) continue;
      tried.add(person);
      const held = placeOf.get(person);
      if (held !== undefined && !seat(held, tried)) continue;
      placeOf.set(person, place);
      filledBy[place] = person;
      return true;
    }
    return false;
  };
  for (const place of places.keys()) seat(place, new Set());
  return filledBy;
}
