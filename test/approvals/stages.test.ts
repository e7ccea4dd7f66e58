/** Stages, managers and their stand-ins: who may fill which place. */
import { describe, expect, test } from 'vitest';
import type { Account } from '../../src/model/facts.ts';
import { accounts, approvals, by, decided, facts, person, review } from '../support/deciding.ts';

const { ana, rui, marta, sofia, tiago } = accounts;

describe('stages', () => {
  const two = approvals('[{approvers: [manager]}, {approvers: ["group:security"]}]');

  test('are all needed, and an early approval of a later one keeps its place', () => {
    const early = decided({ base: two, facts: facts([review(sofia)]) });
    expect(early).toMatchObject({ verdict: 'pending', counted: ['sofia-lopes'], reasons: [] });
    expect(early.whole.requirements[0]?.stages.map(({ approvedBy }) => approvedBy)).toEqual([
      [],
      ['sofia.lopes'],
    ]);
    expect(decided({ base: two, facts: facts([review(sofia), review(rui)]) })).toMatchObject({
      verdict: 'approved',
      counted: ['rui-alves', 'sofia-lopes'],
    });
  });

  test('list those who may approve, without those who may not', () => {
    const listed = (author: Account) =>
      decided({ base: two, facts: facts([], by(author)) }).whole.requirements[0]?.stages;
    expect(listed(tiago)).toMatchObject([
      { candidates: ['rui.alves'], approvedBy: [] },
      { candidates: ['sofia.lopes'] },
    ]);
    expect(listed(rui)?.[0]).toMatchObject({ candidates: [], approvedBy: [] });
  });

  test('want different people', () => {
    const base = approvals('[{approvers: [manager]}, {approvers: [system-owner]}]');
    expect(decided({ base, facts: facts([review(rui)]) }).verdict).toBe('pending');
    expect(decided({ base, facts: facts([review(rui), review(marta)]) }).verdict).toBe('approved');
  });

  test('that only one person could fill, say so', () => {
    const base = approvals(
      '[{approvers: ["user:rui.alves"]}, {approvers: ["user:rui.alves", "user:marta.dias"]}]',
    );
    const result = decided({ base, facts: facts([review(rui)], by(marta)) });
    expect(result).toMatchObject({ verdict: 'pending', obstacles: ['nobody-can-approve'] });
    expect(result.whole.obstacles[0]?.message).toBe(
      '`access-grants/payroll/viewer/ana.costa.yaml` needs 2 different people, and those who may approve it can fill only 1 of these places',
    );
    const same = {
      ...base,
      'policies/approvals.yaml': `${base['policies/approvals.yaml']}    distinct: false\n`,
    };
    expect(decided({ base: same, facts: facts([], by(marta)) }).obstacles).toEqual([]);
  });

  test('take the same person where the policy says so, but not twice in one stage', () => {
    const base = approvals('[{approvers: [manager]}, {approvers: [system-owner]}]', '    distinct: false\n');
    expect(decided({ base, facts: facts([review(rui)]) })).toMatchObject({
      verdict: 'approved',
      counted: ['rui-alves', 'rui-alves'],
    });
    const pair = approvals('[{approvers: [system-owner], count: 2}]', '    distinct: false\n');
    expect(decided({ base: pair, facts: facts([review(rui)]) }).verdict).toBe('pending');
  });

  test('of a count need as many people', () => {
    const base = approvals('[{approvers: [system-owner], count: 2}]');
    expect(decided({ base, facts: facts([review(rui)]) }).verdict).toBe('pending');
    expect(decided({ base, facts: facts([review(rui), review(marta)]) }).verdict).toBe('approved');
  });

  test('that are full need nobody else, and say so', () => {
    const result = decided({ facts: facts([review(marta), review(rui)]) });
    expect(result).toMatchObject({ verdict: 'approved', reasons: ['rui-alves: not-needed'] });
  });

  test('tell which stage an approval fills', () => {
    const { whole } = decided({ base: two, facts: facts([review(rui)]) });
    expect(whole.counted).toMatchObject([
      { person: 'rui.alves', stage: 'access-grants/payroll/viewer/ana.costa.yaml: manager' },
    ]);
    const either = decided({ facts: facts([review(rui)]) }).whole.counted[0];
    expect(either?.stage).toMatch(/: manager or system-owner$/);
    expect(whole.requirements[0]).toMatchObject({ policy: 'standard', title: 'Everyday access' });
  });
});

describe('a manager', () => {
  test('of somebody in a circle of managers is still their manager', () => {
    const base = {
      ...approvals('[{approvers: [manager-of-manager]}]'),
      ...person('rui.alves', 'manager: marta.dias', 'manager: ana.costa'),
    };
    const result = decided({ base, facts: facts([review(rui)]) });
    expect(result).toMatchObject({ counted: [], obstacles: ['nobody-can-approve'] });
    const lower = { ...base, ...approvals('[{approvers: [manager]}]') };
    expect(decided({ base: lower, facts: facts([review(rui)]) }).verdict).toBe('approved');
  });

  test.each([
    ['was deactivated', person('rui.alves', 'active: true', 'active: false')],
    ['left yesterday', person('rui.alves', 'active: true', 'active: true\nendDate: 2026-11-22')],
  ])('who %s approves nothing', (_, left) => {
    const base = { ...approvals('[{approvers: [manager]}]'), ...left };
    expect(decided({ base, facts: facts([review(rui)]) })).toMatchObject({
      counted: [],
      reasons: ['rui-alves: not-a-candidate'],
      obstacles: ['nobody-can-approve'],
    });
  });

  test('who leaves today still may', () => {
    const base = {
      ...approvals('[{approvers: [manager]}]'),
      ...person('rui.alves', 'active: true', 'active: true\nendDate: 2026-11-23'),
    };
    expect(decided({ base, facts: facts([review(rui)]) }).verdict).toBe('approved');
  });
});

describe('a stand-in', () => {
  const standsIn = (to: string, from = '2026-11-01', until = '2026-11-30') => ({
    ...approvals('[{approvers: [manager]}]'),
    ...person(
      'rui.alves',
      'active: true',
      `active: true\ndelegations: [{to: ${to}, from: ${from}, until: ${until}}]`,
    ),
  });

  test.each([
    ['now', '2026-11-01', '2026-11-30', 'approved'],
    ['from today', '2026-11-23', '2026-11-30', 'approved'],
    ['until today', '2026-11-01', '2026-11-23', 'approved'],
    ['from tomorrow', '2026-11-24', '2026-11-30', 'pending'],
    ['until yesterday', '2026-11-01', '2026-11-22', 'pending'],
  ])('may approve %s', (_, from, until, verdict) => {
    const base = standsIn('tiago.nunes', from, until);
    expect(decided({ base, facts: facts([review(tiago)]) }).verdict).toBe(verdict);
    expect(decided({ base, facts: facts([review(rui)]) }).verdict).toBe('approved');
  });

  test('is one of the candidates', () => {
    const { whole } = decided({ base: standsIn('tiago.nunes'), facts: facts([]) });
    expect(whole.requirements[0]?.stages[0]?.candidates).toEqual(['rui.alves', 'tiago.nunes']);
  });

  test('who is the same person adds nobody', () => {
    const { whole } = decided({ base: standsIn('rui.alves'), facts: facts([]) });
    expect(whole.requirements[0]?.stages[0]?.candidates).toEqual(['rui.alves']);
  });

  test('who is the subject approves nothing', () => {
    const result = decided({ base: standsIn('ana.costa'), facts: facts([review(ana)], by(tiago)) });
    expect(result).toMatchObject({ verdict: 'pending', reasons: ['ana-costa: subject'] });
  });

  test('who does not work here approves nothing', () => {
    const base = { ...standsIn('tiago.nunes'), ...person('tiago.nunes', 'active: true', 'active: false') };
    expect(decided({ base, facts: facts([review(tiago)]) }).verdict).toBe('pending');
  });

  test('who left yesterday approves nothing', () => {
    const left = person('tiago.nunes', 'active: true', 'active: true\nendDate: 2026-11-22');
    const base = { ...standsIn('tiago.nunes'), ...left };
    expect(decided({ base, facts: facts([review(tiago)]) }).verdict).toBe('pending');
  });

  test('whom nobody knows is nobody', () => {
    const { whole } = decided({ base: standsIn('no.body'), facts: facts([]) });
    expect(whole.requirements[0]?.stages[0]?.candidates).toEqual(['rui.alves']);
  });

  test('of somebody who left is nobody', () => {
    const base = {
      ...approvals('[{approvers: [manager]}]'),
      ...person(
        'rui.alves',
        'active: true',
        'active: false\ndelegations: [{to: tiago.nunes, from: 2026-11-01, until: 2026-11-30}]',
      ),
    };
    expect(decided({ base, facts: facts([review(tiago)]) }).counted).toEqual([]);
  });

  test('of a stand-in is nobody', () => {
    const base = {
      ...standsIn('tiago.nunes'),
      ...person(
        'tiago.nunes',
        'active: true',
        'active: true\ndelegations: [{to: sofia.lopes, from: 2026-11-01, until: 2026-11-30}]',
      ),
    };
    expect(decided({ base, facts: facts([review(sofia)]) }).verdict).toBe('pending');
  });
});
