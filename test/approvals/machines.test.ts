/** Pull requests that a machine opens: by itself it may only make access smaller. */
import { describe, expect, test } from 'vitest';
import type { Account, Facts } from '../../src/model/facts.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { accounts, by, commit, decided, type Files, facts, person, review } from '../support/deciding.ts';

const { rui, marta, sofia, bot } = accounts;
const path = 'access-grants/payroll/viewer/ana.costa.yaml';
const held = grantFile({ validUntil: '2026-12-20' });
const removal: Files = { [path]: null };
const matrix: Files = {
  [examplePaths.matrix]: exampleCompany[examplePaths.matrix]?.replace('30d', '20d') ?? null,
};
const leaving: Files = {
  ...held,
  [examplePaths.approvals]: `version: 1
policies:
  - {id: leaver, when: {change: [ended]}, stages: [{approvers: ["group:security"]}]}
  - {id: standard, stages: [{approvers: [manager]}]}
`,
};
const removals: Files = {
  [examplePaths.approvals]: `version: 1
policies:
  - {id: removals, when: {change: [removed]}, stages: [{approvers: [system-owner]}]}
  - {id: standard, stages: [{approvers: [manager]}]}
`,
};
const yes = () => [review(rui), review(marta), review(sofia)];

describe('by itself a machine may', () => {
  test.each<[string, Files, Files]>([
    ['remove access', held, removal],
    ['shorten access', held, grantFile({ validUntil: '2026-12-01' })],
    ['end a person', leaving, { ...person('ana.costa', 'active: true', 'active: false'), ...removal }],
  ])('%s, as far as those approve who have to', (_, base, change) => {
    expect(decided({ base, change, facts: facts([], by(bot)) })).toMatchObject({
      verdict: 'pending',
      obstacles: [],
    });
    expect(decided({ base, change, facts: facts(yes(), by(bot)) }).verdict).toBe('approved');
  });
});

describe('on nobody’s behalf a machine may not', () => {
  test.each<[string, Files, Files]>([
    ['ask for access', {}, held],
    ['ask for access beside a removal', held, { ...removal, ...grantFile({ subject: 'tiago.nunes' }) }],
    ['change a policy', {}, matrix],
    ['change a policy beside a removal', held, { ...removal, ...matrix }],
    ['change another file beside a removal', held, { ...removal, 'README.md': 'Hello' }],
    ['say that access was reviewed', held, grantFile({ validUntil: '2026-12-20', reviewed: '2026-11-23' })],
    ['change nothing', {}, {}],
    // Whoever had it do so could approve it alone.
    ['remove what a policy has somebody else approve', { ...held, ...removals }, removal],
    // No policy says that one of a group may end others, so that it takes whoever approves files, and another than asks.
    ['end a person', held, { ...person('ana.costa', 'active: true', 'active: false'), ...removal }],
  ])('%s, whoever approves', (_, base, change) => {
    const result = decided({ base, change, facts: facts(yes(), by(bot)) });
    expect(result.verdict).toBe('rejected');
    expect(result.obstacles).toContain('unknown-author');
    expect(result.whole.obstacles[0]?.message).toBe(
      '`helper[bot]` opened this pull request, and nobody can tell for whom',
    );
  });
});

describe('the account that keeps the ledger undoes by itself what nobody approved', () => {
  const settings = (id: number) => ({
    [examplePaths.settings]: `${exampleCompany[examplePaths.settings]}ledger:\n  writer: {login: "helper[bot]", id: ${id}}\n`,
  });
  const base = { ...grantFile({ validUntil: '2026-12-10' }), ...settings(bot.id) };
  const verdictOf = (change: Files, more: Partial<Facts> = {}, before = base) =>
    decided({ base: before, change, facts: facts(yes(), { ...by(bot), ...more }) }).verdict;

  test('a policy, another file, and grants that go with them', () => {
    expect(verdictOf(matrix)).toBe('approved');
    expect(verdictOf({ 'README.md': 'Hello' })).toBe('approved');
    expect(verdictOf({ ...removal, ...matrix })).toBe('approved');
  });
  test('no other machine does', () =>
    expect(verdictOf(matrix, {}, { ...held, ...settings(901) })).toBe('rejected'));
  test('it gives nobody access', () => {
    const more = grantFile({ subject: 'tiago.nunes' });
    expect(verdictOf(more)).toBe('rejected');
    expect(verdictOf({ ...removal, ...more })).toBe('rejected');
  });
  test.each<[string, ReturnType<typeof commit>]>([
    ['is not signed', commit(bot, { verified: false })],
    ['somebody else made', commit(accounts.tiago)],
    ['somebody else committed', commit(bot, { committer: accounts.tiago })],
    ['somebody else pushed', commit(bot, { pusher: accounts.tiago })],
    ['somebody else has a part in', commit(bot, { coAuthors: [accounts.tiago] })],
    ['nobody can be named for', commit(null)],
  ])('not by a commit that %s', (_, other) =>
    expect(verdictOf(matrix, { commits: [other] })).toBe('rejected'),
  );
});

test('on behalf of somebody a machine may ask for anything, and that person does not approve it', () => {
  const pullRequest = { ...facts([]).pullRequest, author: bot, requestedBy: marta };
  const asked = (reviews: ReturnType<typeof review>[]) =>
    decided({ facts: facts(reviews, { pullRequest, commits: [commit(bot)] }) });
  expect(asked([review(marta)])).toMatchObject({ verdict: 'pending', reasons: ['marta-dias: requester'] });
  expect(asked([review(rui)]).verdict).toBe('approved');
});

describe('what a machine takes away on behalf of', () => {
  const forWhom = (requestedBy: Account, more: ReturnType<typeof commit>[] = []) => {
    const pullRequest = { ...facts([]).pullRequest, author: bot, requestedBy };
    return decided({
      base: held,
      change: removal,
      facts: facts([], { pullRequest, commits: [commit(bot), ...more] }),
    }).verdict;
  };
  test.each([
    ['the person whose access it is', accounts.ana, 'approved'],
    ['the manager', rui, 'approved'],
    ['somebody who has no say', accounts.tiago, 'pending'],
  ])('%s is theirs', (_, account, verdict) => expect(forWhom(account)).toBe(verdict));
  test('somebody is not theirs where another person has a commit in it', () =>
    expect(forWhom(rui, [commit(accounts.tiago)])).toBe('pending'));
});

test('on behalf of somebody whom nobody knows a machine may ask for nothing', () => {
  const pullRequest = { ...facts([]).pullRequest, author: bot, requestedBy: accounts.stranger };
  const result = decided({ facts: facts(yes(), { pullRequest, commits: [commit(bot)] }) });
  expect(result).toMatchObject({ verdict: 'rejected', obstacles: ['unknown-author'] });
  expect(result.whole.obstacles[0]?.message).toContain(
    'the account `stranger` (number 999), which asks here',
  );
});

test('Dependabot proposes by itself, since it asks for nobody’s access', () => {
  const dependabot = { login: 'dependabot[bot]', id: 49_699_333, type: 'Bot' };
  const change = { '.github/workflows/grantbook.yml': 'on: push' };
  expect(decided({ change, facts: facts([review(sofia)], by(dependabot)) })).toMatchObject({
    verdict: 'approved',
    obstacles: [],
  });
  const pretender = { ...dependabot, id: 900 };
  expect(decided({ change, facts: facts([review(sofia)], by(pretender)) }).verdict).toBe('rejected');
});

test('a commit of another machine is nobody’s', () => {
  const other = { login: 'other[bot]', id: 901, type: 'Bot' };
  const known = facts(yes(), { ...by(bot), commits: [commit(bot, { committer: other })] });
  expect(decided({ base: held, change: removal, facts: known })).toMatchObject({
    verdict: 'rejected',
    obstacles: ['unattributed-commit'],
  });
});
