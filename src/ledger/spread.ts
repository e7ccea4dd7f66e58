/** Times as one says them of many: the middle one, and the one that nine of ten do not pass. */

/** In milliseconds. */
export interface Spread {
  /** How many were measured. */
  readonly count: number;
  readonly median: number;
  /** The smallest value that at least nine of ten do not pass (the nearest rank). */
  readonly p90: number;
}

/** The middle value; of an even number, the mean of the two in the middle. */
function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

/** Nothing where nothing was measured. */
export function spreadOf(values: readonly number[]): Spread | undefined {
  const middle = median(values);
  const p90 = values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.9) - 1];
  return middle === undefined || p90 === undefined
    ? undefined
    : { count: values.length, median: middle, p90 };
}

/** A value, and the people whom it tells something about. */
export interface Measured {
  readonly value: number;
  readonly people: readonly string[];
}

/** How many people there are among them. */
export const peopleIn = (items: readonly { readonly people: readonly string[] }[]): number =>
  new Set(items.flatMap(({ people }) => people)).size;

/** The same; nothing where fewer people than `smallest` stand behind the values. */
export const spreadOfMany = (measured: readonly Measured[], smallest: number): Spread | undefined =>
  peopleIn(measured) < smallest ? undefined : spreadOf(measured.map(({ value }) => value));
