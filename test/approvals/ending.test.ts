/** Ending a person: for whom it is, when it escalates, and when the author's own leave is enough. */
import { describe, expect, test } from 'vitest';
import { examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { accounts, by, decided, type Files, facts, person, review } from '../support/deciding.ts';

const { marta, sofia, tiago } = accounts;
const removal: Files = { [examplePaths.grant]: null };
const first = (result: ReturnType<typeof decided>) => result.whole.requirements[0];
const gone = { ...person('ana.costa', 'active: true', 'active: false'), ...removal };
const leaver = (stage: string): Files => ({
  ...grantFile({ validUntil: '2026-12-20' }),
  [examplePaths.approvals]: `version: 1
policies:
  - {id: leaver, when: {change: [ended]}, stages: [${stage}], escalation: {after: 30d, to: ["group:security"]}}
  - {id: standard, stages: [{approvers: [manager]}]}
`,
});

describe('ending a person', () => {
  test('may be for their manager, and the escalation waits', () => {
    const result = decided({
      base: leaver('{approvers: [manager]}'),
      change: gone,
      facts: facts([], by(tiago)),
    });
    expect(first(result)).toMatchObject({ policy: 'leaver', escalation: { to: ['group:security'] } });
    expect(first(result)?.stages).toMatchObject([{ candidates: ['rui.alves'] }]);
    expect(first(result)?.stages[0]).not.toHaveProperty('escalatedTo');
  });

  test('is for the escalation at once where only they are named', () => {
    const base = leaver('{approvers: ["user:ana.costa"]}');
    const soon = { ...gone, ...person('ana.costa', 'active: true', 'active: true\nendDate: 2026-11-30') };
    const result = decided({ base, change: soon, facts: facts([review(sofia)], by(tiago)) });
    expect(result).toMatchObject({ verdict: 'approved', counted: ['sofia-lopes'] });
    expect(first(result)?.stages).toMatchObject([{ escalatedTo: ['group:security'] }]);
  });

  test('is not by the author’s leave alone where somebody else’s is needed too', () => {
    const base = leaver('{approvers: ["user:tiago.nunes", "user:marta.dias"], count: 2}');
    const own = facts([], by(tiago));
    expect(decided({ base, change: gone, facts: own })).toMatchObject({
      verdict: 'pending',
      counted: ['tiago.nunes'],
    });
    const both = decided({ base, change: gone, facts: { ...own, reviews: [review(marta)] } });
    expect(both).toMatchObject({ verdict: 'approved', counted: ['tiago.nunes', 'marta-dias'] });
    expect(first(both)).not.toHaveProperty('satisfiedBy');
  });
});
