/** Groups that are too small would tell of one person what is meant to be told of many. */
import { peopleIn } from './spread.ts';

/** What was put together under one name; `null` for those that are too small to be named. */
export interface GroupOf<T> {
  readonly id: string | null;
  readonly items: readonly T[];
}

/**
 * The groups in which at least `smallest` people are. The others come together in one without a name. Where that one
 * would still be too small, the smallest group that could be named goes in too, since what is missing from the sum would
 * tell of it all the same; what is too small even then is left out.
 */
export function groupsOf<T extends { readonly people: readonly string[] }>(
  items: readonly T[],
  idsOf: (item: T) => readonly string[],
  smallest: number,
): readonly GroupOf<T>[] {
  const groups = new Map<string, T[]>();
  for (const item of items)
    for (const id of new Set(idsOf(item))) groups.set(id, [...(groups.get(id) ?? []), item]);
  const bySize = [...groups]
    .map(([id, within]) => ({ id, items: within, people: peopleIn(within) }))
    .toSorted((a, b) => b.people - a.people || (a.id < b.id ? -1 : 1));
  const named = bySize.filter(({ people }) => people >= smallest);
  let rest = bySize.filter(({ people }) => people < smallest);
  if (rest.length === 0) return named;
  const restItems = () => [...new Set(rest.flatMap((group) => group.items))];
  while (peopleIn(restItems()) < smallest) {
    const last = named.pop();
    if (last === undefined) return [];
    rest = [...rest, last];
  }
  return [...named, { id: null, items: restItems() }];
}
