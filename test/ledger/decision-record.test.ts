/** What is kept of a decision: all that it was made from, and no more text than anybody reads. */
import { expect, test } from 'vitest';
import { lineOf } from '../../src/ledger/chain.ts';
import { decided as recordOf } from '../../src/ledger/decision-record.ts';
import { readRecord } from '../../src/load/record.ts';
import type { Facts } from '../../src/model/facts.ts';
import { accounts, decided, facts, review } from '../support/deciding.ts';
import { commitId } from '../support/ledger.ts';

const { rui, marta, sofia, stranger } = accounts;
const long = 'x'.repeat(65_536);

/** The facts that the ledger keeps of a decision, read from its line. */
function keptOf(known: Facts): { readonly kept: Facts; readonly line: string } {
  const { whole } = decided({ facts: known });
  const of = {
    commit: commitId(2),
    parent: commitId(1),
    changes: [{ kind: 'added', path: 'access-grants/payroll/viewer/ana.costa.yaml', objectId: commitId(3) }],
    mergedAt: '2026-11-23T12:00:00Z',
    recordedAt: '2026-11-23T12:00:01Z',
    tool: '0.1.0',
  };
  const line = lineOf(recordOf(of, { verdict: whole, facts: known, personOf: () => undefined }), null);
  const read = readRecord(line);
  if (!('record' in read) || read.record.kind !== 'decision' || !read.record.facts)
    throw new Error('problem' in read ? read.problem : line);
  return { kept: read.record.facts, line };
}

test('the texts of reviews are cut, and left out where they decide nothing', () => {
  const approval = review(rui, 'APPROVED', { body: long });
  const taken = review(marta, 'DISMISSED', { body: 'No.' });
  const empty = review(sofia, 'CHANGES_REQUESTED', { body: null });
  const known = facts([approval, taken, empty, review(stranger, 'COMMENTED', { body: long })], {
    dismissals: [{ review: taken.id, by: marta, at: taken.submittedAt, state: 'changes_requested' }],
  });
  const { kept } = keptOf(known);
  expect(kept.reviews.map(({ body }) => body?.length)).toEqual([1000, 3, undefined, undefined]);
  const withoutText = ({ reviews, ...rest }: Facts) => ({
    ...rest,
    reviews: reviews.map(({ body: _, ...each }) => each),
  });
  expect(withoutText(kept)).toEqual(withoutText(known));
});

test('a thousand long comments make no long line', () => {
  const comments = Array.from({ length: 1000 }, () => review(stranger, 'COMMENTED', { body: long }));
  expect(keptOf(facts([review(rui), ...comments])).line.length).toBeLessThan(400_000);
});

test.each([
  ['approved', [review(rui, 'APPROVED', { body: long }), review(stranger, 'COMMENTED', { body: long })]],
  ['pending', [review(stranger, 'APPROVED', { body: long })]],
  ['rejected', [review(rui, 'CHANGES_REQUESTED', { body: long })]],
])('what is kept gives the same verdict again: %s', (verdict, reviews) => {
  const known = facts(reviews);
  expect(decided({ facts: known }).verdict).toBe(verdict);
  const { kept, line } = keptOf(known);
  expect(line.length).toBeLessThan(10_000);
  expect(decided({ facts: kept }).whole).toEqual(decided({ facts: known }).whole);
});
