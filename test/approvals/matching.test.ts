/** Places against an independent answer: every way of seating people is tried, and the best one is taken. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../../src/approvals/decide.ts';
import { fillPlaces } from '../../src/approvals/matching.ts';
import type { Stage } from '../../src/model/approvals.ts';
import { accounts, approvals, decided, facts, head, review } from '../support/deciding.ts';
import { accountOf, companies, type User, users } from '../support/generated-company.ts';

const numRuns = Number(process.env.GRANTBOOK_RUNS ?? 10_000);

/** Every way of seating different people on the places, an empty place included. */
function* allSeatings(
  places: readonly ReadonlySet<string>[],
  people: readonly string[],
): Generator<(string | undefined)[]> {
  const [place, ...others] = places;
  if (!place) {
    yield [];
    return;
  }
  for (const person of [...people.filter((each) => place.has(each)), undefined])
    for (const rest of allSeatings(
      others,
      people.filter((each) => each !== person),
    ))
      yield [person, ...rest];
}

const mask = (seating: readonly (string | undefined)[]): string =>
  seating.map((person) => (person === undefined ? '0' : '1')).join('');

/** Which places are filled at best, where the first ones come first. */
const bestMask = (places: readonly ReadonlySet<string>[], people: readonly string[]): string =>
  [...allSeatings(places, people)].map(mask).reduce((best, each) => (each > best ? each : best), '');

describe('people on places', () => {
  const everybody = ['a', 'b', 'c', 'd', 'e'];
  const places = fc.array(
    fc.subarray(everybody).map((people) => new Set(people)),
    { maxLength: 5 },
  );

  test('as many places are filled as can be, the first ones first, by different people who may', () => {
    let contested = 0;
    const property = fc.property(places, fc.shuffledSubarray(everybody), (wanted, people) => {
      const seating = fillPlaces(wanted, people);
      const seated = seating.filter((person) => person !== undefined);
      expect(new Set(seated).size).toBe(seated.length);
      for (const [index, person] of seating.entries())
        expect(person === undefined || (wanted[index]?.has(person) && people.includes(person))).toBe(true);
      const best = bestMask(wanted, people);
      expect(mask(seating)).toBe(best);
      contested += best.includes('01') ? 1 : 0;
    });
    fc.assert(property, { numRuns: numRuns / 2 });
    expect(contested).toBeGreaterThan(numRuns / 200);
  });
});

describe('a whole decision', () => {
  /** One where everybody works, nobody is away, and no account is in two files. */
  const [company] = companies(200).filter(({ people }) =>
    people
      .all()
      .every(
        ({ value: { active, endDate, delegations, github } }) =>
          active && !endDate && !delegations && github?.others?.length === 1,
      ),
  );
  const now = Date.parse('2026-11-23T12:00:00Z');
  const somebody = fc.constantFrom(...users);
  const stages = fc
    .array(
      fc.record({
        users: fc.uniqueArray(somebody, { minLength: 1, maxLength: 4 }),
        count: fc.constantFrom(1, 1, 2),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .filter((list) => list.reduce((sum, { count }) => sum + count, 0) <= 5);
  const words = fc.array(
    fc.record({
      user: somebody,
      state: fc.constantFrom('APPROVED', 'APPROVED', 'APPROVED', 'CHANGES_REQUESTED', 'COMMENTED'),
      isOnHead: fc.constantFrom(true, true, true, false),
    }),
    { maxLength: 12 },
  );

  /** What the trust model says, by brute force and without a line of the product. */
  function expected(
    needed: readonly { readonly users: readonly User[]; readonly count: number }[],
    distinct: boolean,
    said: readonly { readonly user: User; readonly state: string; readonly isOnHead: boolean }[],
    barred: readonly User[],
  ): string {
    const decisive = users.map((user) => ({
      user,
      words: said.filter((each) => each.user === user && each.state !== 'COMMENTED'),
    }));
    const named = needed.flatMap((stage) => stage.users);
    const objects = decisive.some(
      ({ user, words: all }) => named.includes(user) && all.at(-1)?.state === 'CHANGES_REQUESTED',
    );
    if (objects) return 'rejected';
    const counting = decisive.flatMap(({ user, words: all }) => {
      const since = all.slice(all.findLastIndex(({ state }) => state !== 'APPROVED') + 1);
      return since.some(({ isOnHead }) => isOnHead) && !barred.includes(user) ? [user] : [];
    });
    const asked = needed.map((stage) =>
      Array.from({ length: stage.count }, () => new Set<string>(stage.users)),
    );
    const isFull = (places: readonly ReadonlySet<string>[]) => !bestMask(places, counting).includes('0');
    return (distinct ? isFull(asked.flat()) : asked.every(isFull)) ? 'approved' : 'pending';
  }

  test('agrees with the trust model by brute force', () => {
    const seen: Record<string, number> = {};
    const property = fc.property(stages, fc.boolean(), words, (needed, distinct, said) => {
      if (!company?.approvals) throw new Error('no such company was generated');
      const path = 'access-grants/payroll/viewer/noa.yaml';
      const value = {
        version: 1 as const,
        subject: 'noa',
        system: 'payroll',
        role: 'viewer',
        justification: '',
      };
      const after = { ...company.approvals, path, id: 'noa', value };
      const list = needed.map(
        (stage): Stage => ({
          approvers: stage.users.map((user) => `user:${user}`),
          count: stage.count,
        }),
      );
      const policies = [{ id: 'policy', stages: list, distinct }];
      const known = facts(
        said.map(({ user, state, isOnHead }) =>
          review(accountOf(user), state, { commit: isOnHead ? head : 'other' }),
        ),
        {
          pullRequest: { ...facts([]).pullRequest, author: accountOf('ana') },
          commits: [{ sha: head, parents: [], author: accountOf('ana') }],
        },
      );
      const { satisfied, obstacles } = decide({
        facts: known,
        change: { grants: [{ kind: 'added', path, after }], policies: [], others: [] },
        workspace: { ...company, approvals: { ...company.approvals, value: { version: 1, policies } } },
        now,
        timeZone: 'UTC',
        gaining: new Set(),
        objectIdOf: () => undefined,
      });
      const isRejected = obstacles.some(({ blocks }) => blocks);
      const verdict = isRejected ? 'rejected' : satisfied ? 'approved' : 'pending';
      const right = expected(needed, distinct, said, ['ana', 'noa']);
      seen[right] = (seen[right] ?? 0) + 1;
      expect(verdict).toBe(right);
    });
    fc.assert(property, { numRuns });
    for (const verdict of ['approved', 'pending', 'rejected'])
      expect([verdict, seen[verdict]]).toEqual([verdict, expect.toSatisfy((times) => times > numRuns / 50)]);
  });

  test('gives a place to whoever has no other, although that person approved last', () => {
    const base = approvals(
      '[{approvers: ["user:marta.dias", "user:rui.alves"]}, {approvers: ["user:rui.alves"]}]',
    );
    const [first, second] = [review(accounts.rui), review(accounts.marta)];
    for (const reviews of [
      [first, second],
      [second, first],
    ])
      expect(decided({ base, facts: facts(reviews) }).counted).toEqual(['marta-dias', 'rui-alves']);
  });
});
