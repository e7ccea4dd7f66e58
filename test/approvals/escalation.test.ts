/** Who else may approve: the members of a GitHub team, and those of an escalation. */
import { describe, expect, test } from 'vitest';
import { evaluateChange } from '../../src/commands/evaluate.ts';
import type { Account, Facts } from '../../src/model/facts.ts';
import { exampleCompany, grantFile } from '../../src/rules/example-company.ts';
import { compareSources } from '../../src/source/change.ts';
import {
  accounts,
  approvals,
  by,
  commit,
  decided,
  facts,
  person,
  request,
  review,
} from '../support/deciding.ts';
import { memorySource } from '../support/source.ts';

const { ana, rui, marta, sofia, tiago, stranger } = accounts;
const at = (time: string) => Date.parse(time);

describe('a GitHub team', () => {
  const team = 'acme/payroll';
  const base = approvals(`[{approvers: ["github-team:${team}"]}]`);
  const spare = approvals(
    `[{approvers: ["github-team:${team}"]}]`,
    '    escalation: {after: 30d, to: ["user:sofia.lopes"]}\n',
  );
  const members = (...accountsIn: Account[]): Partial<Facts> => ({ teams: { [team]: accountsIn } });

  test('approves by its members', () => {
    const result = decided({ base, facts: facts([review(tiago)], members(tiago)) });
    expect(result).toMatchObject({ verdict: 'approved', counted: ['tiago-nunes'] });
    expect(result.whole.requirements[0]?.stages[0]).toMatchObject({ candidates: [], teams: [team] });
    expect(decided({ base, facts: facts([review(marta)], members(tiago)) }).verdict).toBe('pending');
  });

  test.each([
    ['the subject', ana, by(tiago)],
    ['the author', tiago, { ...by(tiago) }],
    ['nobody’s account', stranger, {}],
    ['a machine', { ...tiago, type: 'Bot' }, {}],
  ])('gives %s no say', (_, account, more) => {
    const result = decided({ base, facts: facts([review(account)], { ...more, ...members(account) }) });
    expect(result.verdict).toBe('pending');
  });

  test('gives nobody a say who does not work here', () => {
    const gone = { ...base, ...person('tiago.nunes', 'active: true', 'active: false') };
    expect(decided({ base: gone, facts: facts([review(tiago)], members(tiago)) }).verdict).toBe('pending');
  });

  test('whose members nobody could read blocks: they may approve, and they may object', () => {
    const result = decided({ base: spare, facts: facts([review(tiago), review(sofia)]) });
    expect(result).toMatchObject({ verdict: 'rejected', counted: [], obstacles: ['incomplete-facts'] });
    const either = approvals('[{approvers: [manager, "github-team:acme/security"]}]');
    expect(decided({ base: either, facts: facts([review(rui)]) }).verdict).toBe('rejected');
  });

  test('with a member of a kind that nobody knows is not known', () => {
    const odd = members({ ...tiago, type: 'Hologram' });
    expect(decided({ base: spare, facts: facts([review(tiago), review(sofia)], odd) }).counted).toEqual([]);
  });

  test('without anybody who may approve escalates', () => {
    for (const nobody of [members(), members(stranger), members(ana), members({ ...tiago, type: 'Bot' })])
      expect(decided({ base: spare, facts: facts([review(sofia)], nobody) }).verdict).toBe('approved');
  });
});

describe('an escalation', () => {
  const waits = approvals(
    '[{approvers: [manager]}]',
    '    escalation: {after: 1d, to: ["group:security"]}\n',
  );
  const stageOf = (result: ReturnType<typeof decided>) => result.whole.requirements[0]?.stages[0];
  const opened = (openedAt: string, pushedAt: string | null = openedAt) =>
    facts([review(sofia)], {
      pullRequest: { ...facts([]).pullRequest, openedAt },
      commits: [commit(ana, { pushedAt })],
    });

  test('is not in force while somebody may approve and has time to', () => {
    const result = decided({ base: waits, facts: facts([review(sofia)]) });
    expect(result).toMatchObject({ verdict: 'pending', reasons: ['sofia-lopes: not-a-candidate'] });
    expect(stageOf(result)).not.toHaveProperty('escalatedTo');
  });

  test.each([
    ['there is no manager', person('ana.costa', 'manager: rui.alves\n', '')],
    ['the manager left', person('rui.alves', 'active: true', 'active: false')],
  ])('is in force at once where %s', (_, more) => {
    const result = decided({ base: { ...waits, ...more }, facts: facts([review(sofia)]) });
    expect(result.verdict).toBe('approved');
    expect(stageOf(result)).toMatchObject({
      candidates: ['sofia.lopes'],
      escalatedTo: ['group:security'],
    });
  });

  test('is in force at once where the manager is the author', () => {
    expect(decided({ base: waits, facts: facts([review(sofia)], by(rui)) }).verdict).toBe('approved');
  });

  test.each([
    ['a working day has passed', '2026-11-26T10:00:00Z', '2026-11-27T10:00:00Z', 'approved'],
    ['not quite a day has passed', '2026-11-26T10:00:00Z', '2026-11-27T09:59:59Z', 'pending'],
    ['only a weekend has passed', '2026-11-27T10:00:00Z', '2026-11-30T09:59:59Z', 'pending'],
    ['a weekend and a day have passed', '2026-11-27T10:00:00Z', '2026-11-30T10:00:00Z', 'approved'],
  ])('goes by working days: %s', (_, openedAt, now, verdict) => {
    expect(decided({ base: waits, facts: opened(openedAt), now: at(now) }).verdict).toBe(verdict);
  });

  test.each([
    ['begins anew with a push', '2026-11-27T09:00:00Z', 'pending'],
    ['does not begin before the pull request is opened', '2026-11-02T09:00:00Z', 'approved'],
    ['does not run where nobody knows when it was pushed', null, 'pending'],
  ])('%s', (_, pushedAt, verdict) => {
    const known = opened('2026-11-24T09:00:00Z', pushedAt);
    expect(decided({ base: waits, facts: known, now: at('2026-11-27T12:00:00Z') }).verdict).toBe(verdict);
  });

  test('that is in force leaves the first ones their say', () => {
    const known = { ...opened('2026-11-24T09:00:00Z'), reviews: [review(rui)] };
    const result = decided({ base: waits, facts: known, now: at('2026-11-27T12:00:00Z') });
    expect(result.verdict).toBe('approved');
    expect(stageOf(result)?.candidates).toEqual(['rui.alves', 'sofia.lopes']);
  });

  test('is not in force where not everybody was read, as in `check`', () => {
    const files = {
      ...exampleCompany,
      ...approvals('[{approvers: [everyone]}]', '    escalation: {after: 1d, to: ["group:security"]}\n'),
    };
    const sources = [
      memorySource('main', files),
      memorySource('the branch', { ...files, ...request }),
    ] as const;
    const { verdict } = evaluateChange(compareSources(...sources), () => at('2026-11-23T12:00:00Z'));
    expect(verdict.requirements[0]?.stages).toHaveLength(1);
    expect(verdict.requirements[0]?.stages[0]).not.toHaveProperty('escalatedTo');
  });

  test('of an emergency goes by the clock', () => {
    const base = {
      'policies/approvals.yaml': `version: 1
policies:
  - id: emergency
    when: {emergency: true}
    stages: [{approvers: [manager]}]
    escalation: {after: 1h, to: ["group:security"]}
  - id: standard
    stages: [{approvers: [manager]}]
    escalation: {after: 1h, to: ["group:security"]}
`,
    };
    const emergency = grantFile({
      role: 'admin',
      emergency: true,
      incident: 'INC-7',
      validUntil: undefined,
      requestedAt: '2026-11-28',
      duration: '4h',
    });
    const now = at('2026-11-28T11:00:00Z');
    const saturday = opened('2026-11-28T10:00:00Z');
    expect(decided({ base, change: emergency, facts: saturday, now })).toMatchObject({
      errors: [],
      verdict: 'approved',
    });
    expect(decided({ base, change: emergency, facts: saturday, now: now - 1 }).verdict).toBe('pending');
    expect(decided({ base, facts: saturday, now }).verdict).toBe('pending');
  });

  test('that leads to nobody says that nobody can approve', () => {
    const base = {
      ...approvals('[{approvers: [manager]}]', '    escalation: {after: 1d, to: ["user:rui.alves"]}\n'),
      ...person('rui.alves', 'active: true', 'active: false'),
    };
    const result = decided({ base, facts: facts([]) });
    expect(result.obstacles).toEqual(['nobody-can-approve']);
    expect(result.whole.obstacles[0]?.message).toBe(
      '`access-grants/payroll/viewer/ana.costa.yaml` needs 1 of `manager`, and nobody may approve it who is neither the subject nor had a hand in this pull request',
    );
  });

  test('that leads to too few says how many are left', () => {
    const base = approvals('[{approvers: [system-owner], count: 2}]');
    const { whole } = decided({ base, facts: facts([], by(marta)) });
    expect(whole.obstacles[0]?.message).toContain('needs 2 of `system-owner`, and only 1 may approve it');
  });
});
