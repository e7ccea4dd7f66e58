/** Access reviews: somebody says that access is still needed, and never the one who has it. */
import { expect, test } from 'vitest';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { accounts, by, decided, type Files, facts, review } from '../support/deciding.ts';

const { ana, rui, marta, sofia, tiago } = accounts;
const held = grantFile({ validUntil: '2026-12-20' });
const reviewed = grantFile({ validUntil: '2026-12-20', reviewed: '2026-11-23' });

const system = (more: string): Files => ({
  [examplePaths.payroll]: `${exampleCompany[examplePaths.payroll]}${more}`,
});
const bySecurity = system('accessReview: {every: 90d, reviewers: ["group:security", "user:ana.costa"]}\n');

test('one of the reviewers is asked, not the manager', () => {
  const base = { ...held, ...bySecurity };
  const result = decided({ base, change: reviewed, facts: facts([review(sofia)], by(tiago)) });
  expect(result).toMatchObject({ verdict: 'approved', counted: ['sofia-lopes'] });
  expect(result.whole.requirements).toMatchObject([{ change: { kind: 'reviewed' }, policy: 'built-in' }]);
  const manager = decided({ base, change: reviewed, facts: facts([review(rui)], by(tiago)) });
  expect(manager).toMatchObject({ verdict: 'pending', reasons: ['rui-alves: not-a-candidate'] });
});

test('an owner of the system is asked where it names nobody', () => {
  const result = decided({ base: held, change: reviewed, facts: facts([review(marta)], by(tiago)) });
  expect(result).toMatchObject({ verdict: 'approved', counted: ['marta-dias'] });
});

test('whoever has the access is not asked, though they are a reviewer', () => {
  const base = { ...held, ...bySecurity };
  const result = decided({ base, change: reviewed, facts: facts([review(ana)], by(tiago)) });
  expect(result).toMatchObject({ verdict: 'pending', reasons: ['ana-costa: subject'] });
});

test('the reviewer who wrote it needs another one', () => {
  const result = decided({ base: held, change: reviewed, facts: facts([review(rui)], by(rui)) });
  expect(result).toMatchObject({ verdict: 'pending', reasons: ['rui-alves: author'] });
  const other = decided({ base: held, change: reviewed, facts: facts([review(marta)], by(rui)) });
  expect(other.verdict).toBe('approved');
});

test('a policy for reviews comes before that', () => {
  const base = {
    ...held,
    [examplePaths.approvals]: `version: 1
policies:
  - {id: reviews, when: {change: [reviewed]}, stages: [{approvers: ["group:security"]}]}
  - {id: standard, stages: [{approvers: [manager]}]}
`,
  };
  const result = decided({ base, change: reviewed, facts: facts([review(marta)], by(tiago)) });
  expect(result).toMatchObject({ verdict: 'pending', reasons: ['marta-dias: not-a-candidate'] });
  expect(result.whole.requirements).toMatchObject([{ policy: 'reviews' }]);
});
