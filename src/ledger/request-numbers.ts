/** What is told of several requests together. */
import type { GrantRequest, Times } from './requests.ts';
import { type Spread, spreadOfMany } from './spread.ts';

/** What each step took. Absent where it was not measured, or too few people stand behind it. */
export type TimesOfMany = { readonly [K in keyof Times]?: Spread };

/** How many requests were wrong when they were checked first, of those of which the ledger knows it. */
export interface FirstErrors {
  readonly known: number;
  readonly wrong: number;
}

/** A rule that requests broke at first, by its code; `form` for an answer of a form. */
export interface BrokenRule {
  readonly code: string;
  readonly requests: number;
}

const steps = ['toValid', 'toApprove', 'toMerge', 'toProvision', 'toResolve'] as const;

/** The spread of each step. */
export const timesOfMany = (
  items: readonly { readonly people: readonly string[]; readonly times: Times }[],
  smallest: number,
): TimesOfMany =>
  Object.fromEntries(
    steps.flatMap((step) => {
      const measured = items.flatMap(({ people, times: { [step]: value } }) =>
        value === undefined ? [] : [{ value, people }],
      );
      const spread = spreadOfMany(measured, smallest);
      return spread === undefined ? [] : [[step, spread]];
    }),
  );

/** How many of them were wrong at first. */
export const firstOf = (requests: readonly Pick<GrantRequest, 'firstCheck'>[]): FirstErrors => {
  const known = requests.flatMap(({ firstCheck }) => firstCheck ?? []);
  return { known: known.length, wrong: known.filter(({ errors }) => errors.length > 0).length };
};

/** How many requests broke each rule at first, the most frequent one first. */
export const rulesOf = (requests: readonly GrantRequest[]): readonly BrokenRule[] => {
  const counts = new Map<string, number>();
  for (const { firstCheck } of requests)
    for (const code of new Set(firstCheck?.errors)) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .map(([code, number]) => ({ code, requests: number }))
    .toSorted((a, b) => b.requests - a.requests || (a.code < b.code ? -1 : 1));
};
