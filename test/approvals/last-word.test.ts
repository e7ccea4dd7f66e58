/** Which of a person's reviews is their last word, and what a dismissal makes of it. */
import { describe, expect, test } from 'vitest';
import type { Facts, ReviewFact } from '../../src/model/facts.ts';
import { accounts, decided, facts, review } from '../support/deciding.ts';

const { rui, marta, sofia, tiago } = accounts;
const [early, late] = ['2026-11-23T09:00:00Z', '2026-11-23T10:00:00Z'];
const said = (state: string, id: number, submittedAt: string) => review(rui, state, { id, submittedAt });
const told = (reviews: readonly ReviewFact[], more: Partial<Facts> = {}) => {
  const { verdict, obstacles, whole } = decided({ facts: facts(reviews, more) });
  const why = whole.discounted.map(({ reason, explanation }) => `${reason}: ${explanation}`);
  return { verdict, obstacles, why };
};

describe('the last word', () => {
  const newer = 'superseded: `rui-alves` has said something newer since';
  const yes = { verdict: 'approved', obstacles: [], why: [] };
  const no = { verdict: 'rejected', obstacles: ['objection'], why: [newer] };
  const objection = 'CHANGES_REQUESTED';

  test.each([
    ['is an approval that came later', said(objection, 2, early), said('APPROVED', 1, late), yes],
    ['is an objection that came later', said('APPROVED', 2, early), said(objection, 1, late), no],
    [
      'goes by the time, however it is written',
      said('APPROVED', 2, '2026-11-23T12:00:00+03:00'),
      said(objection, 1, late),
      no,
    ],
    [
      'is the newer of two at the same time: an approval',
      said(objection, 1, late),
      said('APPROVED', 2, late),
      yes,
    ],
    [
      'is the newer of two at the same time: an objection',
      said('APPROVED', 9, late),
      said(objection, 10, late),
      no,
    ],
    [
      'is no approval where one review is read twice',
      said('APPROVED', 1, late),
      said(objection, 1, late),
      no,
    ],
    [
      'is no approval where one was dismissed meanwhile',
      said('APPROVED', 1, late),
      said('DISMISSED', 1, late),
      no,
    ],
  ])('%s', (_, first, second, result) => {
    expect(told([first, second])).toEqual(result);
    // In whatever order GitHub lists them.
    expect(told([second, first])).toEqual(result);
  });

  test('is the last of many', () => {
    const many = [
      said('APPROVED', 5, '2026-11-23T09:05:00Z'),
      said(objection, 4, '2026-11-23T09:06:00Z'),
      said('APPROVED', 3, '2026-11-23T09:07:00Z'),
      said(objection, 2, '2026-11-23T09:08:00Z'),
      said('APPROVED', 1, '2026-11-23T09:09:00Z'),
    ];
    const result = { ...yes, why: [newer, newer] };
    expect(told(many)).toEqual(result);
    expect(told(many.toReversed())).toEqual(result);
    const [first, second, ...rest] = many;
    expect(told([...rest, ...(second ? [second] : []), ...(first ? [first] : [])])).toEqual(result);
  });

  test('of several objections is the one that is shown', () => {
    const first = { ...said(objection, 2, early), body: 'Too long.' };
    const second = { ...said(objection, 1, late), body: 'Still too long.' };
    for (const reviews of [
      [first, second],
      [second, first],
    ]) {
      const { whole } = decided({ facts: facts(reviews) });
      expect(whole.obstacles.map(({ message }) => message)).toEqual([
        'Rui Alves asks for changes: “Still too long.”',
      ]);
    }
  });
});

describe('an approval that was dismissed', () => {
  const none = {
    verdict: 'pending',
    obstacles: [],
    why: ['dismissed: the approval was dismissed'],
  };

  // The dismissal may be known before the review shows it.
  test.each([
    ['DISMISSED', 'approved'],
    ['DISMISSED', 'APPROVED'],
    ['APPROVED', 'approved'],
    ['APPROVED', undefined],
  ])('does not count and objects to nothing: read as %s, dismissed as %s', (state, was) => {
    const first = review(rui, state);
    for (const by of [rui, sofia, tiago, null]) {
      const dismissal = { review: first.id, by, at: late };
      const dismissals = [was === undefined ? dismissal : { ...dismissal, state: was }];
      expect(told([first], { dismissals })).toEqual(none);
      expect(told([first, review(marta)], { dismissals })).toEqual({ ...none, verdict: 'approved' });
    }
  });

  test('is another one than that which counts', () => {
    const first = review(rui);
    const dismissals = [{ review: first.id + 1, by: sofia, at: late, state: 'approved' }];
    expect(told([first], { dismissals })).toEqual({ verdict: 'approved', obstacles: [], why: [] });
  });
});

describe('an objection of which GitHub shows only that it was dismissed', () => {
  const first = () => review(rui, 'DISMISSED');
  const stands = { verdict: 'rejected', obstacles: ['objection'], why: [] };

  test('stands where nobody knows of a dismissal', () => {
    expect(told([first(), review(marta)])).toEqual(stands);
    const { dismissals: _, ...known } = facts([first(), review(marta)]);
    expect(decided({ facts: known })).toMatchObject({ verdict: 'rejected', obstacles: ['objection'] });
  });

  test.each([
    ['that person', rui, { verdict: 'approved', obstacles: [], why: [] }],
    ['a policy owner', sofia, { verdict: 'approved', obstacles: [], why: [] }],
    ['a colleague', tiago, stands],
    ['nobody knows whom', null, stands],
  ])('and not what it was goes by who did that: %s', (_, by, result) => {
    const objection = first();
    const dismissals = [{ review: objection.id, by, at: late }];
    expect(told([objection, review(marta)], { dismissals })).toEqual(result);
  });
});
