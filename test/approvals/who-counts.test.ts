/** Every sentence of the trust model's "Who counts", each as a pull request that would be approved without it. */
import { describe, expect, test } from 'vitest';
import { grantFile } from '../../src/rules/example-company.ts';
import {
  accounts,
  approvals,
  by,
  commit,
  decided,
  earlier,
  facts,
  person,
  review,
} from '../support/deciding.ts';

const { ana, rui, marta, tiago, anaAdmin, stranger, bot } = accounts;
const anybody = approvals('[{approvers: [everyone]}]');

test('the right person approves', () => {
  const result = decided({ facts: facts([review(rui)]) });
  expect(result).toMatchObject({ verdict: 'approved', counted: ['rui-alves'], reasons: [], obstacles: [] });
});

test('nobody has approved', () => {
  expect(decided({ facts: facts([]) })).toMatchObject({ verdict: 'pending', obstacles: [] });
});

describe('an approval counts only', () => {
  test('on the current head commit', () => {
    const result = decided({ facts: facts([review(rui, 'APPROVED', { commit: earlier })]) });
    expect(result).toMatchObject({ verdict: 'pending', reasons: ['rui-alves: stale'] });
  });

  test('not where nobody knows the commit any more', () => {
    expect(decided({ facts: facts([review(rui, 'APPROVED', { commit: null })]) }).verdict).toBe('pending');
  });

  test.each(['CHANGES_REQUESTED', 'DISMISSED'])(
    'if it is the latest decisive review, not before %s',
    (state) => {
      const result = decided({ facts: facts([review(rui), review(rui, state)]) });
      expect(result.verdict).toBe('rejected');
      expect(result.reasons).toContain('rui-alves: superseded');
    },
  );

  test('and a mere comment after it changes nothing', () => {
    expect(decided({ facts: facts([review(rui), review(rui, 'COMMENTED')]) }).verdict).toBe('approved');
  });

  test('from an active person', () => {
    const base = person('rui.alves', 'active: true', 'active: false');
    expect(decided({ base, facts: facts([review(rui)]) }).verdict).not.toBe('approved');
  });

  test('from a human', () => {
    const result = decided({ base: anybody, facts: facts([review({ ...rui, type: 'Bot' })]) });
    expect(result).toMatchObject({ verdict: 'pending', reasons: ['rui-alves: bot'] });
  });

  test.each([
    ['from an account of a kind that is known', review({ ...rui, type: 'Mannequin' })],
    ['from an account whose kind was told', review({ login: rui.login, id: rui.id })],
    ['in a state that is known', review(rui, 'BLESSED')],
  ])('%s: what is not understood may be an objection', (_, odd) => {
    const result = decided({ base: anybody, facts: facts([odd, review(marta)]) });
    expect(result).toMatchObject({
      verdict: 'rejected',
      reasons: ['rui-alves: unknown-state'],
      obstacles: ['incomplete-facts'],
    });
    expect(result.whole.obstacles[0]?.message).toContain(`the review ${odd.id} of \`rui-alves\``);
  });

  test('from a candidate', () => {
    const result = decided({ facts: facts([review(tiago)]) });
    expect(result).toMatchObject({ verdict: 'pending', reasons: ['tiago-nunes: not-a-candidate'] });
  });

  test('from somebody whom the policy knows', () => {
    const result = decided({ base: anybody, facts: facts([review(stranger)]) });
    expect(result).toMatchObject({ verdict: 'pending', reasons: ['stranger: not-a-candidate'] });
  });

  test('from an account that still exists', () => {
    expect(decided({ base: anybody, facts: facts([review(null)]) }).reasons).toEqual([
      'ghost: not-a-candidate',
    ]);
  });

  test('by the number of the account, not by its name', () => {
    const result = decided({ facts: facts([review({ ...rui, id: 666 })]) });
    expect(result).toMatchObject({ verdict: 'pending', reasons: ['rui-alves: not-a-candidate'] });
    expect(result.whole.discounted[0]?.explanation).toContain('may have been taken over');
    expect(decided({ facts: facts([review({ ...rui, login: 'renamed' })]) }).verdict).toBe('approved');
  });
});

describe('an approval never counts from', () => {
  test('the author', () => {
    const result = decided({
      change: grantFile({ subject: 'tiago.nunes', validUntil: '2026-12-20' }),
      facts: facts([review(rui)], by(rui)),
    });
    expect(result).toMatchObject({ verdict: 'pending', reasons: ['rui-alves: author'] });
  });

  test('the requester', () => {
    const result = decided({
      change: grantFile({ requestedBy: 'rui.alves', validUntil: '2026-12-20' }),
      facts: facts([review(rui)]),
    });
    expect(result).toMatchObject({ verdict: 'pending', reasons: ['rui-alves: requester'] });
  });

  test('the person for whom a machine opened it', () => {
    const pullRequest = { ...facts([]).pullRequest, author: bot, requestedBy: rui };
    const result = decided({ facts: facts([review(rui)], { pullRequest, commits: [commit(bot)] }) });
    expect(result).toMatchObject({ verdict: 'pending', reasons: ['rui-alves: requester'] });
  });

  test('the subject', () => {
    const result = decided({ base: anybody, facts: facts([review(ana)], by(tiago)) });
    expect(result).toMatchObject({ verdict: 'pending', reasons: ['ana-costa: subject'] });
  });

  test('the subject of another grant in the same pull request', () => {
    const change = {
      ...grantFile({ validUntil: '2026-12-20' }),
      ...grantFile({ subject: 'rui.alves', validUntil: '2026-12-20' }),
    };
    const result = decided({ base: anybody, change, facts: facts([review(rui), review(marta)], by(tiago)) });
    expect(result.reasons).toEqual(['rui-alves: subject']);
    expect(result.verdict).toBe('approved');
  });

  test.each([
    ['author of a commit', { author: rui }, 'author'],
    ['co-author', { coAuthors: [rui] }, 'author'],
    ['committer', { committer: rui }, 'committer'],
    ['pusher', { pusher: rui }, 'committer'],
  ])('the %s', (_, more, reason) => {
    const known = facts([review(rui)], { commits: [commit(ana), commit(ana, { sha: earlier, ...more })] });
    expect(decided({ facts: known })).toMatchObject({
      verdict: 'pending',
      reasons: [`rui-alves: ${reason}`],
    });
  });

  test('a second account of any of these', () => {
    const base = {
      ...anybody,
      ...person('ana.costa', 'id: 101 }', 'id: 101, others: [{ login: ana-admin, id: 201 }] }'),
    };
    const change = grantFile({ subject: 'tiago.nunes', validUntil: '2026-12-20' });
    const result = decided({ base, change, facts: facts([review(ana)], by(anaAdmin)) });
    expect(result).toMatchObject({ verdict: 'pending', reasons: ['ana-costa: author'] });
  });
});

describe('what cannot be told blocks', () => {
  test.each([
    ['a commit without an account', { commits: [commit(null)] }, 'unattributed-commit'],
    ['a commit of a stranger', { commits: [commit(stranger)] }, 'unattributed-commit'],
    [
      'a co-author without an account',
      { commits: [commit(ana, { coAuthors: [null] })] },
      'unattributed-commit',
    ],
    [
      'a machine’s commit in a person’s pull request',
      { commits: [commit(ana), commit(bot, { sha: earlier })] },
      'unattributed-commit',
    ],
    [
      'a commit in the name of GitHub itself, which anybody can write',
      { commits: [commit(ana), commit({ login: 'web-flow', id: 19864447 }, { sha: earlier })] },
      'unattributed-commit',
    ],
    [
      'an author of a kind that nobody knows',
      { pullRequest: { ...facts([]).pullRequest, author: { ...ana, type: 'Hologram' } } },
      'unknown-author',
    ],
    ['an author whom nobody knows', by(stranger), 'unknown-author'],
    [
      'an author whose account was deleted',
      { pullRequest: { ...facts([]).pullRequest, author: null } },
      'unknown-author',
    ],
    ['a machine on nobody’s behalf', by(bot), 'unknown-author'],
    ['incomplete facts', { complete: false }, 'incomplete-facts'],
    ['no commits', { commits: [] }, 'incomplete-facts'],
    ['commits without the newest', { commits: [commit(ana, { sha: earlier })] }, 'incomplete-facts'],
  ])('%s', (_, more, obstacle) => {
    const result = decided({ facts: facts([review(rui)], more) });
    expect(result.verdict).toBe('rejected');
    expect(result.obstacles).toContain(obstacle);
  });

  test('an empty change', () => {
    expect(decided({ change: {}, facts: facts([review(rui)]) })).toMatchObject({
      verdict: 'rejected',
      obstacles: ['empty-change'],
    });
  });

  test('a draft only waits', () => {
    const pullRequest = { ...facts([]).pullRequest, draft: true };
    expect(decided({ facts: facts([review(rui)], { pullRequest }) })).toMatchObject({
      verdict: 'pending',
      obstacles: ['draft'],
    });
  });

  test('the account of two people', () => {
    const base = {
      ...anybody,
      ...person('tiago.nunes', 'id: 105', 'id: 102'),
    };
    expect(decided({ base, facts: facts([review(rui)]) })).toMatchObject({
      verdict: 'pending',
      reasons: ['rui-alves: duplicate-person'],
    });
  });
});
