/** What is asked for, change by change: by which policy, of whom, and where nobody could be. */
import { describe, expect, test } from 'vitest';
import { requirementsOf } from '../../src/approvals/requirements.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { accounts, approvals, by, decided, type Files, facts, request, review } from '../support/deciding.ts';

const { ana, rui, marta, sofia, tiago } = accounts;
const path = examplePaths.grant;
const held = grantFile({ validUntil: '2026-12-20' });
const removal: Files = { [path]: null };
const unreadable: Files = { [path]: 'version: 1\nsubject: [' };
const replaced = (file: string, from: string, to: string): Files => {
  const text = exampleCompany[file] ?? '';
  if (!text.includes(from)) throw new Error(`${file} does not say ${from}`);
  return { [file]: text.replace(from, to) };
};
const policies = (...lines: string[]): Files => ({
  [examplePaths.approvals]: `version: 1\npolicies:\n${lines.map((line) => `  - ${line}\n`).join('')}`,
});
const first = (result: ReturnType<typeof decided>) => result.whole.requirements[0];
const candidates = (result: ReturnType<typeof decided>) =>
  result.whole.requirements.map(({ stages }) => stages.map((stage) => stage.candidates));
const everything = { validUntil: '2026-12-20' };

/** The same as the verdict tells it, and what only counting needs. */
const asked = (
  given: Parameters<typeof decided>[0],
  more: Partial<Parameters<typeof requirementsOf>[1]> = {},
) => {
  const { grants, changedPolicies, otherPaths, workspace, now, timeZone } = decided(given);
  return requirementsOf(
    { grants, policies: changedPolicies, others: otherPaths },
    { workspace, now, timeZone, ...more },
  );
};

describe('where no policy matches, nobody is asked and nobody can approve', () => {
  const nobody = {
    change: { kind: 'added', path },
    policy: undefined,
    stages: [],
    distinct: true,
    authorCounts: false,
  };
  const onlyCritical = policies('{id: critical, when: {risk: [critical]}, stages: [{approvers: [manager]}]}');
  const unknownRole = grantFile({ role: 'cook', ...everything });
  const unknownSystem = grantFile({ system: 'kitchen', ...everything });

  test.each<[string, Files, Files, string]>([
    ['a role of which no policy speaks', onlyCritical, request, path],
    ['a role that there is not', {}, unknownRole, 'access-grants/payroll/cook/ana.costa.yaml'],
    ['a system that there is not', {}, unknownSystem, 'access-grants/kitchen/viewer/ana.costa.yaml'],
    ['policies that are not there', { [examplePaths.approvals]: null }, request, path],
  ])('%s', (_, base, change, where) => {
    const reviews = [review(rui), review(marta), review(sofia)];
    const result = decided({ base, change, facts: facts(reviews) });
    expect(result).toMatchObject({ verdict: 'rejected', counted: [] });
    expect(result.errors).not.toEqual([]);
    expect(first(result)).toStrictEqual({
      change: { kind: 'added', path: where },
      policy: undefined,
      stages: [],
    });
    expect(asked({ base, change })).toStrictEqual([{ ...nobody, change: { kind: 'added', path: where } }]);
  });

  test('other files are for the policy owners even then', () => {
    const result = decided({
      base: { [examplePaths.approvals]: null },
      change: { 'README.md': 'Hello' },
      facts: facts([review(sofia, 'APPROVED', { commit: null }), review(rui)]),
    });
    expect(first(result)).toMatchObject({ policy: 'built-in' });
    expect(candidates(result)).toEqual([[['sofia.lopes', 'rui.alves']]]);
    expect(result.counted).toEqual(['rui-alves']);
  });
});

describe('less access may be allowed', () => {
  const others = replaced(examplePaths.payroll, 'owners: [rui.alves, marta.dias]', 'owners: [marta.dias]');
  const groups = replaced(
    examplePaths.settings,
    'security: [sofia.lopes]',
    'security: [sofia.lopes]\n  hr: [tiago.nunes]',
  );
  const base = { ...held, ...others, ...groups };

  test('by the subject, the manager, an owner of the system, security and HR', () => {
    const everybody = ['ana.costa', 'rui.alves', 'marta.dias', 'sofia.lopes', 'tiago.nunes'];
    expect(candidates(decided({ base, change: removal, facts: facts([]) }))).toEqual([[everybody]]);
    for (const author of [ana, rui, marta, sofia, tiago])
      expect(decided({ base, change: removal, facts: facts([], by(author)) }).verdict).toBe('approved');
  });

  test('by the author, as nothing else may', () => {
    const ended = policies(
      '{id: leaver, when: {change: [ended]}, stages: [{approvers: ["group:security"]}]}',
      '{id: standard, stages: [{approvers: [manager]}]}',
    );
    expect(asked({ base, change: removal })).toMatchObject([{ policy: 'built-in', authorCounts: true }]);
    expect(asked({ base: ended })).toMatchObject([{ authorCounts: false }]);
    expect(asked({ change: { 'README.md': 'Hello' } })).toMatchObject([{ authorCounts: false }]);
  });

  test('and what is over needs nobody, whoever wrote it', () => {
    const over = grantFile({ validUntil: '2026-11-01' });
    const result = decided({ base: over, change: removal, facts: facts([], by(tiago)) });
    expect(result.whole.requirements).toEqual([
      { change: { kind: 'removed', path }, policy: 'built-in', stages: [], satisfiedBy: 'expired' },
    ]);
    const { grants, workspace, now, timeZone } = result;
    expect(
      requirementsOf(
        { grants, policies: [], others: [], expired: new Set([path]) },
        { workspace, now, timeZone },
      ),
    ).toMatchObject([{ distinct: true, authorCounts: false }]);
  });

  test('and whose expired grant is cleared away may approve something else beside it', () => {
    const expired = grantFile({ subject: 'rui.alves', role: 'releaser', validUntil: '2026-11-01' });
    const [cleared = ''] = Object.keys(expired);
    const given = { base: { ...expired, ...approvals('[{approvers: [manager]}]') } };
    const change = { ...request, [cleared]: null };
    expect(decided({ ...given, change, facts: facts([review(rui)]) })).toMatchObject({
      verdict: 'approved',
      counted: ['rui-alves'],
    });
  });
});

describe('a grant that nobody can read is judged by its path', () => {
  const removing = policies(
    '{id: removing, when: {change: [removed]}, stages: [{approvers: [manager]}], escalation: {after: 1d, to: ["group:security"]}}',
    '{id: standard, stages: [{approvers: [manager]}]}',
  );

  test.each<[string, Parameters<typeof decided>[0]]>([
    ['with what GitHub knows', { facts: facts([review(rui), review(ana)], by(tiago)) }],
    ['without', {}],
  ])('%s', (_, given) => {
    const result = decided({ ...given, base: { ...unreadable, ...removing }, change: removal });
    expect(first(result)).toMatchObject({ policy: 'removing', change: { kind: 'removed', path } });
    expect(candidates(result)).toEqual([[['rui.alves']]]);
    expect(result.counted).toEqual(given.facts ? ['rui-alves'] : []);
  });

  test('also in the name of a person that looks like a file’s', () => {
    const user = 'ana.yamlova';
    const base = {
      ...replaced(examplePaths.approvals, '[manager, system-owner]', '[manager]'),
      [`policies/people/${user}.yaml`]: (exampleCompany['policies/people/ana.costa.yaml'] ?? '')
        .replace('ana-costa', 'ana-yamlova')
        .replace('101', '106'),
      [`access-grants/payroll/viewer/${user}.yaml`]: 'version: 1\nsubject: [',
    };
    const change = { [`access-grants/payroll/viewer/${user}.yaml`]: null };
    expect(candidates(decided({ base, change, facts: facts([]) }))[0]?.[0]).toContain(user);
  });

  test('but one that says something else than its path, by what it says', () => {
    const text = grantFile({ subject: 'sofia.lopes', ...everything });
    const change = { [path]: Object.values(text)[0] ?? null };
    const base = approvals('[{approvers: [manager]}]');
    const result = decided({ base, change, facts: facts([]) });
    expect(result.verdict).toBe('rejected');
    expect(candidates(result)).toEqual([[['marta.dias']]]);
  });
});

describe('where nobody asked GitHub, those are named who could approve', () => {
  const base = approvals('[{approvers: [manager]}]', '    escalation: {after: 1d, to: ["group:security"]}\n');

  test('of a grant, and of a file', () => {
    expect(candidates(decided({ base }))).toEqual([[['rui.alves']]]);
    expect(candidates(decided({ base, change: { 'README.md': 'Hello' } }))).toEqual([
      [['sofia.lopes', 'rui.alves']],
    ]);
    expect(decided({ base })).toMatchObject({ verdict: 'pending', obstacles: [], counted: [] });
  });

  test('but for whoever asks by the grant’s own words', () => {
    const change = grantFile({ ...everything, requestedBy: 'rui.alves' });
    expect(first(decided({ base, change }))?.stages).toMatchObject([
      { candidates: ['sofia.lopes'], escalatedTo: ['group:security'], approvedBy: [] },
    ]);
    expect(first(decided({ base }))?.stages[0]).not.toHaveProperty('escalatedTo');
  });

  test('and but for whoever may not, of whom no more is known', () => {
    const without = (user: string) => asked({ base }, { mayNot: (each) => each === user })[0]?.stages[0];
    expect(without('rui.alves')).toMatchObject({
      candidates: ['sofia.lopes'],
      escalatedTo: ['group:security'],
    });
    expect(without('marta.dias')).not.toHaveProperty('escalatedTo');
  });
});

test('an escalation steps in where the subject alone is named', () => {
  const base = approvals(
    '[{approvers: ["user:ana.costa"]}]',
    '    escalation: {after: 30d, to: ["group:security"]}\n',
  );
  const result = decided({ base, facts: facts([review(sofia)], by(tiago)) });
  expect(result).toMatchObject({ verdict: 'approved', counted: ['sofia-lopes'] });
});
