/** The four invariants of the trust model, each on ten thousand pull requests, and that these are of every kind. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DecideInput, decide } from '../../src/approvals/decide.ts';
import type { Facts } from '../../src/model/facts.ts';
import { faultsIn, isSilent, withFault } from '../support/faults.ts';
import { accountOf, users } from '../support/generated-company.ts';
import { anyAccount, pullRequest, verdictOf } from '../support/generated-pull-request.ts';

/** Mutation tests run with fewer, because they run this hundreds of times. */
const numRuns = Number(process.env.GRANTBOOK_RUNS ?? 10_000);
const verdict = (input: DecideInput, facts: Facts = input.facts) => verdictOf(decide({ ...input, facts }));

/** A share of something as a number from 0 to 1; how often a property had anything to say is asserted, too. */
const share = (count: number): number => count / numRuns;

describe('one more approval of the head', () => {
  const approver = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...users).map((user) => accountOf(user)) },
    { weight: 1, arbitrary: anyAccount },
  );

  test('never turns approved into anything else, whosever and however late it is', () => {
    let approved = 0;
    const property = fc.property(pullRequest, approver, fc.nat(50), (input, user, minute) => {
      if (verdict(input) !== 'approved') return;
      approved += 1;
      const { facts } = input;
      const submittedAt = new Date(input.now - 3_600_000 + minute * 60_000).toISOString();
      const more = { id: 1000, user, state: 'APPROVED', commit: facts.pullRequest.head.sha, submittedAt };
      expect(verdict(input, { ...facts, reviews: [...facts.reviews, more] })).toBe('approved');
    });
    fc.assert(property, { numRuns });
    expect(share(approved)).toBeGreaterThan(0.15);
  });
});

describe('one approval less', () => {
  /** The person takes all of it back, or somebody dismisses this one. */
  const without = (facts: Facts, id: number, user: string): Record<string, Facts> => ({
    gone: { ...facts, reviews: facts.reviews.filter((review) => review.user?.login !== user) },
    dismissed: {
      ...facts,
      reviews: facts.reviews.map((review) => (review.id === id ? { ...review, state: 'DISMISSED' } : review)),
      dismissals: [
        ...(facts.dismissals ?? []),
        { review: id, by: accountOf('sofia'), at: '2026-11-23T12:00:00Z', state: 'approved' },
      ],
    },
  });

  test('never turns anything into approved', () => {
    let partly = 0;
    const property = fc.property(pullRequest, fc.nat(), fc.boolean(), (input, which, isGone) => {
      const before = decide(input);
      const given = before.counted.filter(({ review }) => review !== null);
      const one = given[which % Math.max(given.length, 1)];
      if (verdictOf(before) === 'approved' || !one?.review) return;
      partly += 1;
      const less = without(input.facts, one.review, one.user)[isGone ? 'gone' : 'dismissed'];
      expect(verdict(input, less)).not.toBe('approved');
    });
    fc.assert(property, { numRuns });
    expect(share(partly)).toBeGreaterThan(0.2);
  });
});

describe('the order', () => {
  /** A number for each review to sort them by. */
  const shuffle = fc.array(fc.double(), { minLength: 12, maxLength: 12 });

  test('in which reviews are listed never matters', () => {
    let several = 0;
    const property = fc.property(pullRequest, shuffle, (input, keys) => {
      const key = new Map(input.facts.reviews.map((review, index) => [review, keys[index] ?? 0]));
      const reviews = input.facts.reviews.toSorted((a, b) => (key.get(a) ?? 0) - (key.get(b) ?? 0));
      several += reviews.length > 3 ? 1 : 0;
      const { dismissals = [] } = input.facts;
      const facts = { ...input.facts, reviews, dismissals: dismissals.toReversed() };
      expect(decide({ ...input, facts })).toEqual(decide(input));
    });
    fc.assert(property, { numRuns });
    expect(share(several)).toBeGreaterThan(0.5);
  });

  test('in which one review is read twice, before and after it changed, never matters', () => {
    const other = fc.constantFrom('APPROVED', 'CHANGES_REQUESTED', 'DISMISSED', 'COMMENTED');
    const property = fc.property(pullRequest, fc.nat(), other, (input, which, state) => {
      const { reviews } = input.facts;
      const one = reviews[which % Math.max(reviews.length, 1)];
      if (!one) return;
      const again = { ...one, state };
      const first = verdict(input, { ...input.facts, reviews: [again, ...reviews] });
      expect(verdict(input, { ...input.facts, reviews: [...reviews, again] })).toBe(first);
    });
    fc.assert(property, { numRuns: numRuns / 5 });
  });
});

describe('a fault in what was read', () => {
  /** The first fault from there on that anybody would take for facts. */
  const faulty = (facts: Facts, from: number): Facts | undefined => {
    const faults = faultsIn(facts);
    const start = from % faults.length;
    for (const fault of [...faults.slice(start), ...faults.slice(0, start)]) {
      const changed = withFault(facts, fault);
      // Nobody can see that a reviewer is missing from a list; whoever read it knows it was cut off, and says so.
      if (changed) return isSilent(fault) ? { ...changed, complete: false } : changed;
    }
    return undefined;
  };

  test('never makes anything approved', () => {
    let judged = 0;
    const property = fc.property(pullRequest, fc.noBias(fc.nat()), (input, from) => {
      if (verdict(input) === 'approved') return;
      judged += 1;
      expect(verdict(input, faulty(input.facts, from))).not.toBe('approved');
    });
    fc.assert(property, { numRuns });
    expect(share(judged)).toBeGreaterThan(0.5);
  });

  test('that is known to have cut something off never leaves anything approved', () => {
    const property = fc.property(pullRequest, (input) => {
      expect(verdict(input, { ...input.facts, complete: false })).toBe('rejected');
    });
    fc.assert(property, { numRuns });
  });
});

test('the pull requests that are generated are of every kind', () => {
  const kinds: Record<string, number> = {};
  const count = (kind: string) => {
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  };
  for (const input of fc.sample(pullRequest, { numRuns: 2000, seed: 11 })) {
    const decision = decide(input);
    count(verdictOf(decision));
    for (const kind of new Set(decision.obstacles.map((each) => each.kind))) count(kind);
    for (const reason of new Set(decision.discounted.map((each) => each.reason))) count(reason);
    if (decision.requirements.some((each) => each.satisfiedBy)) count('by its author, or expired');
    if (decision.requirements.some(({ stages }) => stages.some((stage) => stage.escalatedTo)))
      count('escalated');
    if (decision.counted.length > 2) count('three approvals and more');
  }
  const rare = Object.entries({ approved: 400, pending: 400, rejected: 300 });
  for (const [kind, least] of rare)
    expect([kind, kinds[kind] ?? 0]).toEqual([kind, expect.toSatisfy((n) => n >= least)]);
  expect(Object.keys(kinds).sort()).toMatchInlineSnapshot(`
    [
      "approved",
      "author",
      "bot",
      "by its author, or expired",
      "committer",
      "dismissed",
      "draft",
      "duplicate-person",
      "empty-change",
      "escalated",
      "incomplete-facts",
      "nobody-can-approve",
      "not-a-candidate",
      "not-needed",
      "objection",
      "pending",
      "rejected",
      "requester",
      "stale",
      "subject",
      "superseded",
      "three approvals and more",
      "unattributed-commit",
      "unknown-author",
    ]
  `);
  expect(Object.entries(kinds).filter(([, times]) => times < 10)).toEqual([]);
});
