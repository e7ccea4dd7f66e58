/** Every sentence of the trust model's "Who counts", each as a pull request that would be approved without it. */
import { describe, expect, test } from 'vitest';
import type { Account } from '../../src/model/facts.ts';
import { exampleCompany, grantFile } from '../../src/rules/example-company.ts';
import {
  accounts,
  approvals,
  by,
  commit,
  decided,
  earlier,
  facts,
  review,
  tiago as tiagoFile,
} from '../support/deciding.ts';

const { ana, rui, marta, sofia, tiago, anaAdmin, stranger, bot } = accounts;
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
    const base = { 'policies/people/rui.alves.yaml': decidedPerson('active: true', 'active: false') };
    expect(decided({ base, facts: facts([review(rui)]) }).verdict).not.toBe('approved');
  });

  test('from a human', () => {
    const result = decided({ base: anybody, facts: facts([review({ ...rui, type: 'Bot' })]) });
    expect(result).toMatchObject({ verdict: 'pending', reasons: ['rui-alves: bot'] });
  });

  test('from an account of a kind that is known', () => {
    const result = decided({ base: anybody, facts: facts([review({ ...rui, type: 'Mannequin' })]) });
    expect(result).toMatchObject({ verdict: 'pending', reasons: ['rui-alves: unknown-state'] });
  });

  test('in a state that is known', () => {
    const result = decided({ base: anybody, facts: facts([review(rui, 'BLESSED')]) });
    expect(result).toMatchObject({ verdict: 'pending', reasons: ['rui-alves: unknown-state'] });
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
      'policies/people/ana.costa.yaml': decidedPerson(
        'id: 101 }',
        'id: 101, others: [{ login: ana-admin, id: 201 }] }',
        'ana.costa',
      ),
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
      'policies/people/tiago.nunes.yaml': decidedPerson('id: 105', 'id: 102', 'tiago.nunes'),
    };
    expect(decided({ base, facts: facts([review(rui)]) })).toMatchObject({
      verdict: 'pending',
      reasons: ['rui-alves: duplicate-person'],
    });
  });
});

describe('objections', () => {
  const objection = () => review(marta, 'CHANGES_REQUESTED', { body: 'Not before the audit.' });
  const two = approvals('[{approvers: [manager, "user:marta.dias"]}]');
  const dismissed = (by: Account | null, state = 'changes_requested') => {
    const first = objection();
    return facts([{ ...first, state: 'DISMISSED' }, review(rui)], {
      dismissals: [{ review: first.id, by, at: '2026-11-23T10:00:00Z', state }],
    });
  };

  test('of a candidate stand', () => {
    const result = decided({ base: two, facts: facts([objection(), review(rui)]) });
    expect(result).toMatchObject({ verdict: 'rejected', obstacles: ['objection'] });
    expect(result.whole.obstacles[0]?.message).toBe('Marta Dias asks for changes: “Not before the audit.”');
  });

  test('stand on an older commit too', () => {
    expect(
      decided({ base: two, facts: facts([{ ...objection(), commit: earlier }, review(rui)]) }).verdict,
    ).toBe('rejected');
  });

  test('of somebody whom the policy does not name are only words', () => {
    expect(decided({ facts: facts([review(tiago, 'CHANGES_REQUESTED'), review(rui)]) }).verdict).toBe(
      'approved',
    );
  });

  test('end when the same person approves', () => {
    expect(decided({ base: two, facts: facts([objection(), review(marta)]) }).verdict).toBe('approved');
  });

  test('end when that person takes them back', () => {
    expect(decided({ base: two, facts: dismissed(marta) }).verdict).toBe('approved');
  });

  test('end when a policy owner takes them away', () => {
    expect(decided({ base: two, facts: dismissed(sofia) }).verdict).toBe('approved');
  });

  test.each([
    ['somebody else', tiago],
    ['nobody knows who', null],
  ])('do not end when %s takes them away', (_, who) => {
    expect(decided({ base: two, facts: dismissed(who) })).toMatchObject({
      verdict: 'rejected',
      obstacles: ['objection'],
    });
  });

  test('that were taken back bring no older approval back', () => {
    const first = review(rui);
    const second = review(rui, 'DISMISSED');
    const known = facts([first, second], {
      dismissals: [{ review: second.id, by: rui, at: '2026-11-23T10:00:00Z', state: 'changes_requested' }],
    });
    expect(decided({ facts: known })).toMatchObject({
      verdict: 'pending',
      reasons: ['rui-alves: superseded'],
    });
  });

  test('a dismissed approval is none, and no objection', () => {
    const first = review(rui, 'DISMISSED');
    const known = facts([first], {
      dismissals: [{ review: first.id, by: tiago, at: '2026-11-23T10:00:00Z', state: 'approved' }],
    });
    expect(decided({ facts: known })).toMatchObject({
      verdict: 'pending',
      reasons: ['rui-alves: dismissed'],
    });
  });
});

function decidedPerson(from: string, to: string, user = 'rui.alves'): string {
  const all: Record<string, string> = { ...exampleCompany, ...tiagoFile };
  return all[`policies/people/${user}.yaml`]?.replace(from, to) ?? '';
}
