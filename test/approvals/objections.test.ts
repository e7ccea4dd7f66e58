/** Changes that somebody asks for: whose word stands, and who takes it away. */
import { describe, expect, test } from 'vitest';
import type { Account } from '../../src/model/facts.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import {
  accounts,
  approvals,
  by,
  decided,
  earlier,
  type Files,
  facts,
  person,
  request,
  review,
} from '../support/deciding.ts';

const { ana, rui, marta, sofia, tiago } = accounts;
const forTiago = grantFile({ subject: 'tiago.nunes', validUntil: '2026-12-20' });

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
    const { verdict, obstacles, whole } = decided({
      facts: facts([review(tiago, 'CHANGES_REQUESTED', { id: 77 }), review(rui)]),
    });
    expect({ verdict, obstacles }).toEqual({ verdict: 'approved', obstacles: [] });
    // They do not vanish: somebody said something, and wonders.
    expect(whole.discounted).toEqual([
      {
        user: 'tiago-nunes',
        review: 77,
        reason: 'not-a-candidate',
        explanation: 'that person may not object here, because the policy does not name them',
        objection: true,
      },
    ]);
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

  describe('do not end when a policy owner takes them away', () => {
    const owners = (...users: string[]): Files => ({
      ...two,
      [examplePaths.settings]: (exampleCompany[examplePaths.settings] ?? '').replace(
        'policyOwners: [sofia.lopes, rui.alves]',
        `policyOwners: [${users.join(', ')}]`,
      ),
    });
    const held = grantFile({ role: 'releaser', validUntil: '2026-12-20' });
    const removed = Object.fromEntries(Object.keys(held).map((path) => [path, null]));

    test.each<[string, Files, Files, Account]>([
      ['who gets the access', owners('ana.costa'), request, tiago],
      [
        'who loses other access beside it',
        { ...owners('ana.costa'), ...held },
        { ...forTiago, ...removed },
        rui,
      ],
      ['who asks for it', owners('ana.costa'), forTiago, ana],
    ])('%s', (_, base, change, author) => {
      const known = { ...dismissed(ana), ...by(author) };
      expect(decided({ base, change, facts: known })).toMatchObject({
        verdict: 'rejected',
        obstacles: ['objection'],
      });
      const other = { ...base, ...owners('ana.costa', 'sofia.lopes') };
      const right = { ...dismissed(sofia), ...by(author) };
      expect(decided({ base: other, change, facts: right }).obstacles).toEqual([]);
    });

    test('who is in no file, or where there are no settings', () => {
      for (const base of [owners('no.body'), { ...two, [examplePaths.settings]: null }]) {
        const known = { ...dismissed(sofia), ...by(ana) };
        const result = decided({ base, facts: known });
        expect(result).toMatchObject({
          verdict: 'rejected',
          obstacles: ['objection'],
          counted: ['rui-alves'],
        });
      }
    });
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

  test('of an account that two people share stand if one of them may object', () => {
    const base = { ...two, ...person('tiago.nunes', 'id: 105', 'id: 103') };
    const result = decided({ base, facts: facts([objection(), review(rui)]) });
    expect(result).toMatchObject({
      verdict: 'rejected',
      obstacles: ['objection'],
      reasons: ['marta-dias: duplicate-person'],
    });
    expect(result.whole.obstacles[0]?.message).toContain('`marta-dias` asks for changes');
    const words = person('sofia.lopes', 'id: 104', 'id: 105');
    const said = facts([review(tiago, 'CHANGES_REQUESTED'), review(rui)]);
    // That nobody can tell whose word it is, is said once.
    expect(decided({ base: words, facts: said })).toMatchObject({
      verdict: 'approved',
      reasons: ['tiago-nunes: duplicate-person'],
    });
  });

  test('of a shared account end when a policy owner takes them away', () => {
    const base = { ...two, ...person('tiago.nunes', 'id: 105', 'id: 103') };
    expect(decided({ base, facts: dismissed(sofia) }).verdict).toBe('approved');
    expect(decided({ base, facts: dismissed(marta) }).verdict).toBe('rejected');
  });

  test.each(['CHANGES_REQUESTED', 'DISMISSED'])(
    'of a deleted account leave a decision to nobody: %s',
    (state) => {
      const result = decided({ facts: facts([review(null, state), review(rui)]) });
      expect(result).toMatchObject({ verdict: 'rejected', obstacles: ['incomplete-facts'] });
      expect(result.whole.obstacles[0]?.message).toContain('of a deleted account means');
    },
  );

  test.each(['APPROVED', 'COMMENTED', 'PENDING'])('are none where a deleted account says %s', (state) => {
    expect(decided({ facts: facts([review(null, state), review(rui)]) }).verdict).toBe('approved');
  });

  test('without a word say no more than that', () => {
    const silent = review(marta, 'CHANGES_REQUESTED', { body: '  ' });
    const { whole } = decided({ base: two, facts: facts([silent]) });
    expect(whole.obstacles[0]?.message).toBe('Marta Dias asks for changes');
  });

  test('that were settled by an approval stay settled when it is dismissed', () => {
    const yes = review(marta, 'DISMISSED');
    const known = facts([{ ...objection(), submittedAt: '2026-11-23T08:45:00Z' }, yes, review(rui)], {
      dismissals: [{ review: yes.id, by: tiago, at: '2026-11-23T10:00:00Z', state: 'approved' }],
    });
    expect(decided({ base: two, facts: known })).toMatchObject({
      verdict: 'approved',
      reasons: ['marta-dias: dismissed'],
    });
  });

  test('that come after an approval stand', () => {
    const known = facts([review(marta), objection(), review(rui)]);
    expect(decided({ base: two, facts: known })).toMatchObject({
      verdict: 'rejected',
      obstacles: ['objection'],
      reasons: ['marta-dias: superseded'],
    });
  });

  test('of a machine are only words', () => {
    const known = facts([review({ ...marta, type: 'Bot' }, 'CHANGES_REQUESTED'), review(rui)]);
    expect(decided({ base: two, facts: known }).verdict).toBe('approved');
  });
});
