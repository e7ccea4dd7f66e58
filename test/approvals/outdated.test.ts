/** Approvals that came before something that they had to see: a push, another base, a newer file on the default branch. */
import { describe, expect, test } from 'vitest';
import { decide } from '../../src/approvals/decide.ts';
import type { Facts } from '../../src/model/facts.ts';
import { examplePaths } from '../../src/rules/example-company.ts';
import { accounts, by, decided, earlier, facts, head, review } from '../support/deciding.ts';

const { rui, marta, tiago } = accounts;
const ofOldCommit = 'the approval is of an older commit; what is there now was not seen';
const ofOldBase =
  'since the approval, the pull request got another base, or the same file changed on the default branch';
const retargeted = (known: Facts, at: number): Facts => ({
  ...known,
  pullRequest: { ...known.pullRequest, retargetedAt: new Date(at).toISOString() },
});

describe('of an approval that came too early it is told what it did not see', () => {
  const approval = review(rui);
  const submitted = Date.parse(approval.submittedAt);

  test('a push', () => {
    const result = decided({ facts: facts([{ ...approval, commit: earlier }]) });
    expect(result.whole.discounted).toEqual([
      { user: 'rui-alves', review: approval.id, reason: 'stale', explanation: ofOldCommit },
    ]);
  });

  test.each([
    ['a second before', -1000, 'approved', []],
    ['at the same moment', 0, 'pending', [ofOldBase]],
    ['a second after', 1000, 'pending', [ofOldBase]],
  ])('another base, which it got %s', (_, later, verdict, why) => {
    const result = decided({ facts: retargeted(facts([approval]), submitted + later) });
    expect(result.verdict).toBe(verdict);
    expect(result.whole.discounted.map(({ explanation }) => explanation)).toEqual(why);
  });

  test('both: a push and another base', () => {
    const known = retargeted(facts([{ ...approval, commit: earlier }]), submitted + 1000);
    expect(decided({ facts: known }).whole.discounted).toMatchObject([{ explanation: ofOldCommit }]);
  });
});

describe('what became of the file on the default branch', () => {
  const approval = review(rui);
  const submitted = Date.parse(approval.submittedAt);
  const known = facts([approval], by(tiago));
  const { grants, workspace, now, timeZone } = decided({ facts: known });

  /** Decides where files were changed on the default branch at a time, as the history tells of one commit. */
  const changed = (changes: Readonly<Record<string, number>>, since = head, more: Facts = known) =>
    decide({
      facts: more,
      change: { grants, policies: [], others: [] },
      workspace,
      now,
      timeZone,
      gaining: new Set(),
      objectIdOf: () => undefined,
      changedAt: (path, commit) => (commit === since ? changes[path] : undefined),
    });

  test.each([
    ['before the approval was seen by it', -1000, true],
    ['at the same moment was not', 0, false],
    ['after it was not', 1000, false],
  ])('%s', (_, later, satisfied) => {
    const result = changed({ [examplePaths.grant]: submitted + later });
    expect(result.satisfied).toBe(satisfied);
    expect(result.discounted.map(({ reason, explanation }) => [reason, explanation])).toEqual(
      satisfied ? [] : [['stale', ofOldBase]],
    );
  });

  test('makes no difference where it was another file, or another commit', () => {
    expect(changed({ 'policies/role-matrix.yaml': submitted + 1000 }).satisfied).toBe(true);
    expect(changed({ [examplePaths.grant]: submitted + 1000 }, earlier).satisfied).toBe(true);
  });

  test('makes no difference to an approval that came later', () => {
    const again = review(marta, 'APPROVED', { submittedAt: new Date(submitted + 2000).toISOString() });
    const result = changed(
      { [examplePaths.grant]: submitted + 1000 },
      head,
      facts([approval, again], by(tiago)),
    );
    expect(result).toMatchObject({ satisfied: true, counted: [{ person: 'marta.dias' }] });
  });
});

describe('who is counted does not depend on', () => {
  test('who came first', () => {
    const [first, second] = [review(rui), review(marta)];
    for (const reviews of [
      [first, second],
      [second, first],
      [review(rui), review(marta)],
      [review(marta), review(rui)],
    ])
      expect(decided({ facts: facts(reviews) })).toMatchObject({
        counted: ['marta-dias'],
        reasons: ['rui-alves: not-needed'],
      });
  });
});

test('without settings an approval of an older commit does not count', () => {
  const base = { [examplePaths.settings]: null };
  const result = decided({ base, facts: facts([review(rui, 'APPROVED', { commit: earlier })]) });
  expect(result).toMatchObject({ verdict: 'rejected', counted: [], reasons: ['rui-alves: stale'] });
});
