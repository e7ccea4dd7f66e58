/** Whom the job asks for a review: a few, of those who can still help, and the same ones again. */
import { describe, expect, test } from 'vitest';
import { openStage, whomToAsk } from '../../src/approvals/whom-to-ask.ts';
import type { Requirement, StageRequirement } from '../../src/model/verdict.ts';

const stage = (candidates: readonly string[], more: Partial<StageRequirement> = {}): StageRequirement => ({
  approvers: ['manager'],
  candidates,
  teams: [],
  needed: 1,
  approvedBy: [],
  ...more,
});
const required = (...stages: StageRequirement[]): Requirement => ({
  change: { kind: 'added', path: 'access-grants/payroll/viewer/ana.costa.yaml' },
  policy: 'standard',
  stages,
});
const ask = (
  requirements: readonly Requirement[],
  more: { notThese?: string[]; asked?: string[]; burden?: Record<string, number> } = {},
) => {
  const { people, teams, useful } = whomToAsk(
    { requirements },
    {
      notThese: new Set(more.notThese),
      asked: new Set(more.asked),
      burden: new Map(Object.entries(more.burden ?? {})),
    },
  );
  return { people, teams, useful: [...useful] };
};

describe('of the people who may fill a place', () => {
  const four = required(stage(['dora', 'carl', 'bea', 'anna']));

  test('one more than needed is asked, by name', () => {
    expect(ask([four])).toEqual({
      people: ['anna', 'bea'],
      teams: [],
      useful: ['dora', 'carl', 'bea', 'anna'],
    });
  });

  test('those who have the least to do are asked first', () => {
    expect(ask([four], { burden: { anna: 3, bea: 1, carl: 0, dora: 1 } }).people).toEqual(['carl', 'bea']);
  });

  test('nobody more is asked while somebody is asked already', () => {
    expect(ask([four], { asked: ['dora'], burden: { dora: 9 } })).toMatchObject({ people: [] });
    expect(ask([four], { asked: ['somebody else'] }).people).toEqual(['anna', 'bea']);
  });

  test('who is asked already is not asked again in place of somebody new', () => {
    const two = required(stage(['anna', 'bea', 'carl', 'dora'], { needed: 2 }));
    expect(ask([two], { asked: ['anna'] }).people).toEqual(['bea', 'carl']);
    expect(ask([two], { asked: ['bea'], burden: { anna: 2 } }).people).toEqual(['carl', 'dora']);
  });

  test('a second run asks nobody else', () => {
    const { people } = ask([four]);
    expect(ask([four], { asked: [...people] }).people).toEqual([]);
  });

  test('whoever had a hand in it, or has answered, is not asked and of no use', () => {
    expect(ask([four], { notThese: ['anna', 'carl'] })).toMatchObject({
      people: ['bea', 'dora'],
      useful: ['dora', 'bea'],
    });
  });

  test('two places ask three people, and one who approved leaves two', () => {
    const two = stage(['anna', 'bea', 'carl', 'dora'], { needed: 2 });
    expect(ask([required(two)]).people).toEqual(['anna', 'bea', 'carl']);
    expect(ask([required(two)], { asked: ['dora'] }).people).toEqual(['anna', 'bea']);
    const half = required({ ...two, approvedBy: ['anna'] });
    expect(ask([half])).toMatchObject({ people: ['bea', 'carl'], useful: ['bea', 'carl', 'dora'] });
  });
});

describe('of several stages', () => {
  const [first, second] = [stage(['anna']), stage(['bea'])];

  test('only the first that is not full is asked', () => {
    expect(ask([required(first, second)])).toMatchObject({ people: ['anna'], useful: ['anna'] });
    expect(ask([required({ ...first, approvedBy: ['anna'] }, second)])).toMatchObject({
      people: ['bea'],
      useful: ['bea'],
    });
    expect(openStage(required(first, second))).toBe(first);
  });

  test('none is where all are full, or none is needed', () => {
    const full = required({ ...first, approvedBy: ['anna'] });
    expect(openStage(full)).toBeUndefined();
    expect(openStage({ ...required(first), satisfiedBy: 'expired' })).toBeUndefined();
    expect(ask([full])).toEqual({ people: [], teams: [], useful: [] });
  });
});

describe('of several changes', () => {
  test('one person is asked for all of them', () => {
    expect(ask([required(stage(['anna', 'bea'])), required(stage(['bea', 'anna']))]).people).toEqual([
      'anna',
      'bea',
    ]);
    expect(ask([required(stage(['anna'])), required(stage(['anna', 'bea', 'carl']))]).people).toEqual([
      'anna',
    ]);
  });
});

test('who is asked for one change already is not counted twice where another needs more', () => {
  const few = required(stage(['anna', 'bea']));
  const many = required(stage(['anna', 'bea', 'carl', 'dora', 'eve'], { needed: 3 }));
  expect(ask([few, many]).people).toEqual(['anna', 'bea', 'carl', 'dora']);
});

describe('a team', () => {
  const both = stage(['anna'], { teams: ['acme/security'] });
  test('is asked only where no person can be', () => {
    expect(ask([required(both)])).toMatchObject({ people: ['anna'], teams: [] });
    expect(ask([required(both)], { notThese: ['anna'] })).toMatchObject({
      people: [],
      teams: ['acme/security'],
    });
  });
});
