/** One person alone: what they ask for goes through, and says so; with a second person, nothing of it is reachable. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../../src/approvals/decide.ts';
import { aloneIn } from '../../src/model/alone.ts';
import { mergeMessage } from '../../src/render/merge-message.ts';
import { exampleCompany, grantFile } from '../../src/rules/example-company.ts';
import {
  accounts,
  approvals,
  by,
  commit,
  decided,
  earlier,
  type Files,
  facts,
  person,
  review,
} from '../support/deciding.ts';
import { pullRequest } from '../support/generated-pull-request.ts';
import { workspaceOf } from '../support/workspace.ts';

const settings = (more: string): Files => ({
  'policies/grantbook.yaml': `version: 1\norganization: One\ntimeZone: Europe/Lisbon\npolicyOwners: [marta.dias]\n${more}`,
});
const gone = Object.fromEntries(
  ['ana.costa', 'rui.alves', 'sofia.lopes', 'tiago.nunes'].map((user) => [
    `policies/people/${user}.yaml`,
    null,
  ]),
);
/** Marta alone, of whom any second person would have to approve. */
const alone: Files = {
  ...gone,
  ...settings('secondPerson: where-there-is-one\n'),
  ...approvals(
    '[{ approvers: [everyone] }]',
    'policyChanges: [{ paths: ["**"], stages: [{ approvers: [everyone] }] }]\n',
  ),
  'policies/role-matrix.yaml': 'version: 1\nmatrix: { director: { payroll: { viewer: standing } } }\n',
  'policies/separation-of-duties.yaml': null,
  'policies/systems/payroll.yaml': (exampleCompany['policies/systems/payroll.yaml'] ?? '').replace(
    'rui.alves, ',
    '',
  ),
};
const request = grantFile({ subject: 'marta.dias', validUntil: '2026-12-20' });
const own = facts([], by(accounts.marta));
const ana = exampleCompany['policies/people/ana.costa.yaml'] ?? '';
const second = (text: string): Files => ({
  'policies/people/ana.costa.yaml': text.replace('rui.alves', 'marta.dias'),
});

describe('one person alone', () => {
  test('is approved without a second person, and the evidence says so', () => {
    const { verdict, whole, counted, errors } = decided({ base: alone, change: request, facts: own });
    expect({ verdict, counted, errors }).toEqual({ verdict: 'approved', counted: [], errors: [] });
    expect(whole.requirements).toMatchObject([{ satisfiedBy: 'alone', stages: [{ approvedBy: [] }] }]);
    expect(mergeMessage(whole, own)).toContain('Second-person: none, nobody else works here');
    expect(mergeMessage(whole, own)).not.toContain('Approved-by');
  });

  test('gives their own approval to what a machine opened in their name', () => {
    const asked = { pullRequest: { ...own.pullRequest, author: accounts.bot, requestedBy: accounts.marta } };
    const machine = { ...asked, commits: [commit(accounts.bot)] };
    const waits = decided({ base: alone, change: request, facts: facts([], machine) });
    expect(waits).toMatchObject({ verdict: 'pending', obstacles: ['nobody-can-approve'] });
    const [given, strange] = [review(accounts.marta), review(accounts.stranger)];
    expect(decided({ base: alone, change: request, facts: facts([strange], machine) }).verdict).toBe(
      'pending',
    );
    const earlierOne = review(accounts.marta, 'APPROVED', { commit: earlier });
    expect(decided({ base: alone, change: request, facts: facts([earlierOne], machine) }).verdict).toBe(
      'pending',
    );
    const { verdict, whole, reasons } = decided({
      base: alone,
      change: request,
      facts: facts([given], machine),
    });
    expect({ verdict, reasons }).toEqual({ verdict: 'approved', reasons: [] });
    expect(whole.counted).toMatchObject([{ person: 'marta.dias', review: given.id }]);
    expect(whole.requirements).toMatchObject([{ satisfiedBy: 'alone' }]);
  });

  test('changes the policies too', () => {
    const change = { 'policies/approvals.yaml': `${alone['policies/approvals.yaml']}# kept\n` };
    expect(decided({ base: alone, change, facts: own })).toMatchObject({ verdict: 'approved' });
  });

  test.each<[string, Files]>([
    ['who has left', second(ana.replace('active: true', 'active: false'))],
    ['that is a machine', second(ana.replace('employmentType: employee', 'employmentType: service'))],
  ])('is alone beside somebody %s', (_, more) => {
    expect(decided({ base: { ...alone, ...more }, change: request, facts: own }).verdict).toBe('approved');
  });
});

describe('is not reachable', () => {
  const waits = (base: Files, given = own, change: Files = request) =>
    expect(decided({ base: { ...alone, ...base }, change, facts: given }).verdict).not.toBe('approved');

  test.each<[string, Files]>([
    ['without the setting', settings('')],
    ['with the setting that asks for a second person', settings('secondPerson: required\n')],
    ['with a second person', second(ana)],
    ['with a second person without an account', second(ana.replace(/^github.*\n/m, ''))],
    ['with a second person who begins later', second(ana.replace('2021-03-01', '2030-01-01'))],
    ['with a second person whose last day has passed', second(`${ana}endDate: 2026-01-31\n`)],
    ['with a second person whose file cannot be read', second('version: [1\n')],
    ['with a second person whose file has a slip', second(ana.replace('department', 'departmant'))],
    ['with a person file of a wrong name', { 'policies/people/Ana.yaml': ana }],
    [
      'where somebody may end others by their own leave',
      {
        'policies/approvals.yaml': `${alone['policies/approvals.yaml']?.replace('policyChanges', '  - id: leavers\n    when: { change: [ended] }\n    stages: [{ approvers: [policy-owner] }]\npolicyChanges')}`,
      },
    ],
  ])('%s', (_, base) => waits(base));

  test('by what the pull request itself says', () =>
    waits(settings(''), own, settings('secondPerson: where-there-is-one\n')));

  test('by having a machine end the second person', () => {
    const base = { ...alone, ...second(ana) };
    const change = second(ana.replace('active: true', 'active: false'));
    const byMachine = facts([review(accounts.marta)], by(accounts.bot));
    expect(decided({ base, change, facts: byMachine }).verdict).toBe('rejected');
  });

  test.each([
    ['a stranger opens it', by(accounts.stranger)],
    ['a machine opens it on nobody’s behalf', by(accounts.bot)],
    ['a stranger’s commit is in it', { commits: [commit(accounts.stranger)] }],
    ['a commit of nobody is in it', { commits: [commit(null)] }],
    ['the facts are not complete', { complete: false }],
    ['it is a draft', { pullRequest: { ...own.pullRequest, draft: true } }],
  ])('where %s', (_, more) => waits({}, { ...own, ...more }));

  test('with a finding against it', () =>
    waits({}, own, grantFile({ subject: 'marta.dias', role: 'admin', validUntil: '2026-12-20' })));
});

test('the whole company is never alone, whatever is set', () => {
  const files = { ...exampleCompany, ...settings('secondPerson: where-there-is-one\n') };
  expect(aloneIn(workspaceOf(files))).toBeUndefined();
  const left = { ...files, ...person('ana.costa', 'active: true', 'active: false') };
  expect(aloneIn(workspaceOf(left))).toBeUndefined();
});

test('where there are two people or more, the setting changes no decision', () => {
  let looked = 0;
  const property = fc.property(pullRequest, (input) => {
    const { settings: file } = input.workspace;
    if (!file) return;
    const active = input.workspace.people.all().filter(({ value }) => value.active);
    if (active.length < 2) return;
    looked += 1;
    const value = { ...file.value, secondPerson: 'where-there-is-one' as const };
    const workspace = { ...input.workspace, settings: { ...file, value } };
    expect(decide({ ...input, workspace })).toEqual(decide(input));
  });
  fc.assert(property, { numRuns: 2000 });
  expect(looked).toBeGreaterThan(1500);
});
