/** Why an approval does not count, in the words that people read under it. */
import { describe, expect, test } from 'vitest';
import type { Facts } from '../../src/model/facts.ts';
import { grantFile } from '../../src/rules/example-company.ts';
import {
  accounts,
  approvals,
  by,
  commit,
  type Decided,
  decided,
  earlier,
  facts,
  head,
  person,
  review,
} from '../support/deciding.ts';

const { ana, rui, marta, sofia, tiago, stranger, bot } = accounts;
const anybody = approvals('[{approvers: [everyone]}]');
const forTiago = grantFile({ subject: 'tiago.nunes', validUntil: '2026-12-20' });
const old = { commit: earlier };
const why = (given: Decided) => {
  const { verdict, whole } = decided(given);
  return { verdict, why: whole.discounted.map(({ user, explanation }) => `${user}: ${explanation}`) };
};

test.each<[string, Decided, string]>([
  [
    'of somebody who is not needed any more',
    { base: anybody, facts: facts([review(rui), review(marta)]) },
    'rui-alves: every place that this person could fill has somebody already',
  ],
  [
    'of somebody who is not needed at the one stage that is open to them',
    {
      base: approvals('[{approvers: [manager]}, {approvers: ["user:marta.dias", "user:sofia.lopes"]}]'),
      facts: facts([review(rui), review(sofia), review(marta)]),
    },
    'sofia-lopes: every place that this person could fill has somebody already',
  ],
  [
    'of an older commit',
    { facts: facts([review(rui, 'APPROVED', old)]) },
    'rui-alves: the approval is of an older commit; what is there now was not seen',
  ],
  [
    'from before the pull request got another base',
    {
      facts: {
        ...facts([review(rui)]),
        pullRequest: { ...facts([]).pullRequest, retargetedAt: '2026-11-23T11:59:00Z' },
      },
    },
    'rui-alves: since the approval, the pull request got another base, or the same file changed on the default branch',
  ],
  [
    'of the subject',
    { base: anybody, facts: facts([review(ana)], by(tiago)) },
    'ana-costa: nobody approves their own access, nor anything else in the same pull request',
  ],
  [
    'of whoever a grant says has asked',
    { change: grantFile({ requestedBy: 'rui.alves' }), facts: facts([review(rui)]) },
    'rui-alves: who asks for access does not approve it',
  ],
  [
    'of whoever a machine asks for',
    {
      facts: facts([review(rui)], {
        pullRequest: { ...facts([]).pullRequest, author: bot, requestedBy: rui },
        commits: [commit(bot)],
      }),
    },
    'rui-alves: who asks for access does not approve it',
  ],
  [
    'of the author',
    { change: forTiago, facts: facts([review(rui)], by(rui)) },
    'rui-alves: who wrote a part of the pull request does not approve it',
  ],
  [
    'of a co-author',
    { facts: facts([review(rui)], { commits: [commit(ana, { coAuthors: [rui] })] }) },
    'rui-alves: who wrote a part of the pull request does not approve it',
  ],
  [
    'of whoever pushed',
    { facts: facts([review(rui)], { commits: [commit(ana, { pusher: rui })] }) },
    'rui-alves: who pushed or committed a part of the pull request does not approve it',
  ],
  [
    'of somebody whom the policy does not name',
    { facts: facts([review(tiago)]) },
    'tiago-nunes: the approval policy does not name that person here',
  ],
  ['of a deleted account', { base: anybody, facts: facts([review(null)]) }, 'ghost: the account was deleted'],
  ['of a machine', { base: anybody, facts: facts([review(bot)]) }, 'helper[bot]: `helper[bot]` is no person'],
  [
    'of somebody whom nobody knows',
    { base: anybody, facts: facts([review(stranger)]) },
    'stranger: the account `stranger` (number 999) belongs to nobody in `policies/people/`',
  ],
  [
    'under a name that may have been taken over',
    { base: anybody, facts: facts([review({ ...rui, login: 'Rui-Alves', id: 666 })]) },
    'Rui-Alves: the account `Rui-Alves` has the number 666, which is not the one in the file of `rui.alves`: the name may have been taken over',
  ],
  [
    'of an account that two people share',
    { base: { ...anybody, ...person('tiago.nunes', 'id: 105', 'id: 102') }, facts: facts([review(rui)]) },
    'rui-alves: the account number 102 stands in the files of several people: rui.alves, tiago.nunes',
  ],
])('an approval %s', (_, given, explanation) => {
  expect(why(given).why).toEqual([explanation]);
});

describe('nobody can tell what is said', () => {
  test.each([
    [
      'by an account of an unknown kind',
      review({ ...rui, type: 'Mannequin' }),
      'is an account of a kind that Grantbook does not know',
    ],
    [
      'in an unknown state',
      review({ ...rui, login: 'BLESSED' }, 'BLESSED'),
      'is nothing that Grantbook knows',
    ],
  ])('%s', (_, odd, explanation) => {
    expect(why({ base: anybody, facts: facts([odd, review(marta)]) })).toEqual({
      verdict: 'rejected',
      why: [`${odd.user?.login}: \`${odd.user?.login}\` ${explanation}`],
    });
  });
});

test('an approval beside the removal of a grant that nobody can read says why it does not count', () => {
  const path = 'access-grants/payroll/viewer/tiago.nunes.yaml';
  const base = { [path]: 'version: 1\nsubject: [\n' };
  const given = (...reviews: Facts['reviews']) =>
    why({ base, change: { [path]: null }, facts: facts(reviews, by(marta)) });
  expect(given(review(stranger), review(ana))).toEqual({
    verdict: 'approved',
    why: [
      'stranger: the account `stranger` (number 999) belongs to nobody in `policies/people/`',
      'ana-costa: the approval policy does not name that person here',
    ],
  });
});

describe('a comment is no review that decides anything', () => {
  test.each([
    ['a colleague', tiago],
    ['a machine', bot],
    ['somebody whom nobody knows', stranger],
    ['a deleted account', null],
  ])('of %s: nothing is said about it', (_, who) => {
    for (const state of ['COMMENTED', 'PENDING'])
      expect(why({ facts: facts([review(who, state), review(rui)]) })).toEqual({
        verdict: 'approved',
        why: [],
      });
  });

  test('nor does it take back what its author said before', () => {
    const result = decided({ facts: facts([review(rui), review(rui, 'COMMENTED')]) });
    expect(result).toMatchObject({ verdict: 'approved', reasons: [], counted: ['rui-alves'] });
  });
});

test('of two approvals that do not count, the older one says that there is a newer one', () => {
  const twice = [review(tiago, 'APPROVED', old), review(tiago, 'APPROVED', { commit: head })];
  expect(why({ facts: facts(twice) }).why).toEqual([
    'tiago-nunes: `tiago-nunes` has said something newer since',
    'tiago-nunes: the approval policy does not name that person here',
  ]);
});
