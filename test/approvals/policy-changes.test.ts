/** Changes of the policy: judged by the policy that they would replace, and not by those who gain by them. */
import { describe, expect, test } from 'vitest';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { accounts, approvals, by, decided, type Files, facts, person, review } from '../support/deciding.ts';

const { rui, marta, sofia, tiago } = accounts;
const file = (path: string, from: string, to: string): Files => {
  const text = exampleCompany[path] ?? '';
  if (!text.includes(from)) throw new Error(`${path} does not say ${from}`);
  return { [path]: text.replace(from, to) };
};
const shorter = file(examplePaths.matrix, 'viewer: { maxDuration: 30d }', 'viewer: { maxDuration: 20d }');
const requirements = (result: ReturnType<typeof decided>) =>
  result.whole.requirements.map(({ change, policy, stages }) => [
    change.path,
    policy,
    ...stages.map(({ candidates }) => candidates.join(' ')),
  ]);

describe('a change of the policy', () => {
  test('goes to the policy owners where nothing else is said', () => {
    const result = decided({ change: shorter, facts: facts([review(sofia)]) });
    expect(result).toMatchObject({ errors: [], verdict: 'approved' });
    expect(requirements(result)).toEqual([[examplePaths.matrix, 'built-in', 'sofia.lopes rui.alves']]);
    expect(decided({ change: shorter, facts: facts([review(marta)]) })).toMatchObject({
      verdict: 'pending',
      reasons: ['marta-dias: not-a-candidate'],
    });
  });

  test('is not for the owner who wrote it', () => {
    const result = decided({ change: shorter, facts: facts([review(sofia)], by(sofia)) });
    expect(result).toMatchObject({ verdict: 'pending', reasons: ['sofia-lopes: author'] });
  });

  test('is judged by the policy that it would replace', () => {
    const change = {
      ...approvals('[{approvers: [everyone]}]'),
      ...file(examplePaths.settings, 'policyOwners: [sofia.lopes, rui.alves]', 'policyOwners: [tiago.nunes]'),
    };
    const result = decided({ change, facts: facts([review(tiago)]) });
    expect(result.counted).toEqual([]);
  });

  describe('goes by the first of the paths that match', () => {
    const base = {
      'policies/approvals.yaml': `version: 1
policies:
  - {id: standard, stages: [{approvers: [manager]}]}
policyChanges:
  - {paths: ["policies/people/*.yaml", ".github/**"], stages: [{approvers: ["user:tiago.nunes"]}, {approvers: [policy-owner]}]}
  - {paths: ["policies/**"], stages: [{approvers: ["user:marta.dias"]}]}
`,
    };

    test.each([
      ['a person', person('ana.costa', 'Finance', 'Accounts'), ['tiago.nunes', 'sofia.lopes rui.alves']],
      ['a hidden file', { '.github/workflows/grantbook.yml': 'x' }, ['tiago.nunes', 'sofia.lopes rui.alves']],
      ['the matrix', shorter, ['marta.dias']],
    ])('%s', (_, change, candidates) => {
      const [path] = Object.keys(change);
      const result = decided({ base, change, facts: facts([]) });
      expect(requirements(result)).toEqual([[path, 'policyChanges', ...candidates]]);
    });

    test('all of its stages are needed', () => {
      const change = person('ana.costa', 'Finance', 'Accounts');
      expect(decided({ base, change, facts: facts([review(rui)]) }).verdict).toBe('pending');
      expect(decided({ base, change, facts: facts([review(rui), review(tiago)]) }).verdict).toBe('approved');
    });

    test('anything else is for the policy owners', () => {
      const result = decided({ base, change: { 'README.md': 'Hello' }, facts: facts([]) });
      expect(requirements(result)).toEqual([['README.md', 'built-in', 'sofia.lopes rui.alves']]);
    });
  });

  test('an entry for all files speaks of hidden ones too', () => {
    const base = {
      [examplePaths.approvals]: `${exampleCompany[examplePaths.approvals]}policyChanges:
  - {paths: ["**"], stages: [{approvers: ["user:marta.dias"]}]}
`,
    };
    for (const hidden of ['.github/workflows/grantbook.yml', 'docs/.hidden/notes.md', '.gitignore']) {
      const result = decided({ base, change: { [hidden]: 'x' }, facts: facts([]) });
      expect(requirements(result)).toEqual([[hidden, 'policyChanges', 'marta.dias']]);
    }
  });

  test('is not for the subject of a grant that is removed beside it', () => {
    const base = grantFile({ subject: 'rui.alves', validUntil: '2026-12-20' });
    const change = { ...shorter, 'access-grants/payroll/viewer/rui.alves.yaml': null };
    const result = decided({ base, change, facts: facts([review(rui)]) });
    expect(result.whole.requirements.map(({ stages }) => stages[0]?.approvedBy)).toEqual([['rui.alves'], []]);
  });
});

describe('whoever a change gives a say does not count for it', () => {
  const yes = facts([review(rui), review(sofia)]);
  const more = (text: string) => file(examplePaths.approvals, '[manager, system-owner]', text);
  const escalates = (to: string) => `[manager, system-owner]\n    escalation: {after: 1d, to: [${to}]}`;
  const paths = (who: string) => `${exampleCompany[examplePaths.approvals]}policyChanges:
  - {paths: ["policies/**"], stages: [{approvers: [${who}]}]}
`;
  const account = 'id: 102 }';

  test.each<[string, Files, Files]>([
    [
      'a policy owner',
      file(examplePaths.settings, 'policyOwners: [sofia.lopes, rui.alves]', 'policyOwners: [sofia.lopes]'),
      {},
    ],
    [
      'an owner of a system',
      file(examplePaths.payroll, 'owners: [rui.alves, marta.dias]', 'owners: [marta.dias]'),
      {},
    ],
    [
      'a manager',
      person('tiago.nunes', 'manager: rui.alves', 'manager: marta.dias'),
      person('tiago.nunes', 'manager: rui.alves', 'manager: rui.alves'),
    ],
    [
      'a member of a group',
      {},
      file(examplePaths.settings, 'security: [sofia.lopes]', 'security: [sofia.lopes, rui.alves]'),
    ],
    [
      'a stand-in',
      {},
      person(
        'marta.dias',
        'active: true',
        'active: true\ndelegations: [{to: rui.alves, from: 2026-12-01, until: 2026-12-31}]',
      ),
    ],
    ['one with a job function', {}, person('rui.alves', '[finance-lead]', '[finance-lead, director]')],
    [
      'one who has another account',
      {},
      person('rui.alves', account, 'id: 102, others: [{login: other, id: 202}] }'),
    ],
    ['an approver', {}, more('[manager, system-owner, "user:rui.alves"]')],
    ['an approver of a later stage', {}, more('[manager]\n      - approvers: ["user:rui.alves"]')],
    [
      'one of an escalation',
      { [examplePaths.approvals]: more(escalates('"user:marta.dias"'))[examplePaths.approvals] ?? null },
      more(escalates('"user:rui.alves"')),
    ],
    ['an approver of policies', {}, { [examplePaths.approvals]: paths('"user:rui.alves"') }],
    [
      'a reviewer of access',
      {},
      {
        [examplePaths.payroll]: `${exampleCompany[examplePaths.payroll]}accessReview: {every: 90d, reviewers: ["user:rui.alves"]}\n`,
      },
    ],
  ])('%s', (what, base, change) => {
    // Where the base lacks it, the change is what the company had before.
    const [path = ''] = Object.keys(base);
    const own = Object.keys(change).length > 0 ? change : { [path]: exampleCompany[path] ?? null };
    const result = decided({ base, change: own, facts: yes });
    const reasons = result.whole.discounted.filter(({ user }) => user === 'rui-alves');
    expect([what, result.counted]).toEqual([what, ['sofia-lopes']]);
    expect(reasons).toMatchObject([
      {
        reason: 'not-a-candidate',
        explanation: 'this change makes that person an approver, so they do not count for it',
      },
    ]);
  });

  test('while who had it before counts', () => {
    const change = file(
      examplePaths.settings,
      'security: [sofia.lopes]',
      'security: [sofia.lopes, tiago.nunes]',
    );
    expect(decided({ change, facts: facts([review(rui)]) })).toMatchObject({
      verdict: 'approved',
      counted: ['rui-alves'],
    });
  });

  test('while who comes back to work does not', () => {
    const base = person('rui.alves', 'active: true', 'active: false');
    const change = {
      'policies/people/rui.alves.yaml': exampleCompany['policies/people/rui.alves.yaml'] ?? null,
    };
    const result = decided({ base, change, facts: facts([review(rui)]) });
    expect(result).toMatchObject({ counted: [], reasons: ['rui-alves: not-a-candidate'] });
    expect(result.whole.discounted[0]?.explanation).toContain('makes that person an approver');
  });
});
