/** What a push does to the approvals that are there: all are void, or only those of files that changed. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Facts, ReviewFact } from '../../src/model/facts.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { accounts, approvals, commit, decided, earlier, facts, review } from '../support/deciding.ts';

const { ana, rui, marta, sofia } = accounts;
const idOf = (text: string | null | undefined) =>
  createHash('sha1')
    .update(text ?? '')
    .digest('hex');
const byContent = {
  [examplePaths.settings]: `${exampleCompany[examplePaths.settings]}staleness: grant-content\n`,
};

/** A batch for two colleagues, approved by Marta on an earlier commit. */
const forAna = grantFile({ validUntil: '2026-12-20' });
const forTiago = grantFile({ subject: 'tiago.nunes', validUntil: '2026-12-20' });
const forSofia = grantFile({ subject: 'sofia.lopes', validUntil: '2026-12-20' });
const batch = { ...forAna, ...forTiago };
const ids = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, idOf(text)]));
const early = (...more: ReviewFact[]) => [review(marta, 'APPROVED', { commit: earlier }), ...more];
const pushed = (reviews: readonly ReviewFact[], contents?: Facts['contents']): Facts =>
  facts(reviews, {
    commits: [commit(ana, { sha: earlier }), commit(ana)],
    ...(contents ? { contents } : {}),
  });

describe('an approval of an earlier commit, where the content counts,', () => {
  const approvedBy = (result: ReturnType<typeof decided>) =>
    result.whole.requirements.map(({ stages }) => stages[0]?.approvedBy);

  test('keeps the rest of a batch approved when one grant is taken out', () => {
    const contents = { [earlier]: ids({ ...batch, ...forSofia }) };
    const result = decided({ base: byContent, change: batch, facts: pushed(early(), contents) });
    expect(result).toMatchObject({ verdict: 'approved', reasons: [] });
  });

  test('does not count for a file whose bytes have changed, nor for one that was not there', () => {
    const [path = ''] = Object.keys(forAna);
    const changed = { ...ids(batch), [path]: idOf(`${forAna[path]}# one more line\n`) };
    for (const contents of [changed, ids(forTiago)]) {
      const result = decided({
        base: byContent,
        change: batch,
        facts: pushed(early(), { [earlier]: contents }),
      });
      expect(result).toMatchObject({ verdict: 'pending', counted: ['marta-dias'], reasons: [] });
      expect(approvedBy(result)).toEqual([[], ['marta.dias']]);
    }
  });

  test.each([
    ['nobody read what was in it', undefined],
    ['nobody read what was in that commit', { other: ids(batch) }],
    ['nothing of it is left', { [earlier]: ids(forSofia) }],
  ])('is stale where %s', (_, contents) => {
    const result = decided({ base: byContent, change: batch, facts: pushed(early(), contents) });
    expect(result).toMatchObject({ verdict: 'pending', reasons: ['marta-dias: stale'] });
  });

  test('is stale where nobody knows of which commit it is', () => {
    const reviews = [review(marta, 'APPROVED', { commit: null })];
    const known = pushed(reviews, { null: ids(batch), [earlier]: ids(batch) });
    expect(decided({ base: byContent, change: batch, facts: known }).verdict).toBe('pending');
  });

  test('is stale where any push voids it', () => {
    const known = pushed(early(), { [earlier]: ids(batch) });
    expect(decided({ change: batch, facts: known })).toMatchObject({
      verdict: 'pending',
      reasons: ['marta-dias: stale'],
    });
  });

  test('does not count for a policy', () => {
    const matrix = exampleCompany[examplePaths.matrix]?.replace('30d', '20d') ?? '';
    const change = { [examplePaths.matrix]: matrix };
    const contents = { [earlier]: { [examplePaths.matrix]: idOf(matrix) } };
    const reviews = [review(rui, 'APPROVED', { commit: earlier })];
    const result = decided({ base: byContent, change, facts: pushed(reviews, contents) });
    expect(result).toMatchObject({ verdict: 'pending', reasons: ['rui-alves: stale'] });
  });

  test('does not count for a removal, of which no bytes are left', () => {
    const [path = ''] = Object.keys(forAna);
    const base = { ...byContent, ...forAna };
    const contents = { [earlier]: ids(forAna) };
    const result = decided({ base, change: { [path]: null }, facts: pushed(early(), contents) });
    expect(result.counted).toEqual(['ana.costa']);
  });

  test('lets the same person fill a place with it, and another with a newer one', () => {
    const base = { ...byContent, ...approvals('[{approvers: [everyone]}]') };
    const contents = { [earlier]: ids(forAna), between: ids(forTiago) };
    const reviews = [
      review(marta, 'APPROVED', { commit: earlier }),
      review(marta, 'APPROVED', { commit: 'between' }),
    ];
    const result = decided({ base, change: batch, facts: pushed(reviews, contents) });
    expect(result).toMatchObject({ verdict: 'approved', reasons: [] });
    expect(result.whole.counted.map((place) => place.review)).toEqual(reviews.map(({ id }) => id));
  });
});

describe('a second approval', () => {
  const base = approvals('[{approvers: [manager]}]');

  test('counts instead of the first', () => {
    const [old, fresh] = [review(rui, 'APPROVED', { commit: earlier }), review(rui)];
    const result = decided({ base, facts: pushed([old, fresh]) });
    expect(result).toMatchObject({ verdict: 'approved', reasons: ['rui-alves: superseded'] });
    expect(result.whole.counted).toMatchObject([{ review: fresh.id }]);
    expect(result.whole.discounted).toMatchObject([
      { review: old.id, explanation: expect.stringContaining('newer') },
    ]);
  });

  test('of an earlier commit takes nothing away from the first', () => {
    const [first, second] = [review(rui), review(rui, 'APPROVED', { commit: earlier })];
    const result = decided({ base, facts: pushed([first, second]) });
    expect(result).toMatchObject({ verdict: 'approved', reasons: ['rui-alves: stale'] });
    expect(result.whole.counted).toMatchObject([{ review: first.id }]);
  });

  test('that does not count says why, and the first that there is a newer one', () => {
    const twice = [review(sofia), review(sofia)];
    const result = decided({ base, facts: pushed(twice) });
    expect(result.reasons).toEqual(['sofia-lopes: superseded', 'sofia-lopes: not-a-candidate']);
  });
});
