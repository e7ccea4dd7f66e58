/** Whom a change of the policy gives a say: everybody who is named anew, at every place, and nobody else. */
import { describe, expect, test } from 'vitest';
import { gainingASay } from '../../src/approvals/gaining.ts';
import { exampleCompany, examplePaths } from '../../src/rules/example-company.ts';
import { type Files, person, tiago } from '../support/deciding.ts';
import { noon, workspaceOf } from '../support/workspace.ts';

const company: Files = { ...exampleCompany, ...tiago };
const at = { now: noon('2026-11-23'), timeZone: 'Europe/Lisbon' };
/** Who gains a say by `change`, where `base` lies over the company. */
const gaining = (base: Files, change: Files): string[] => {
  const before = { ...company, ...base };
  return [...gainingASay(workspaceOf(before), workspaceOf({ ...before, ...change }), at)].sort();
};

const active = 'active: true';
const tiagoIs = (text: string) => person('tiago.nunes', active, `active: true\n${text}`);
const settings = (groups: string, owners = '[sofia.lopes, rui.alves]'): Files => ({
  [examplePaths.settings]: `version: 1
organization: Example Company
timeZone: Europe/Lisbon
groups: ${groups}
policyOwners: ${owners}
`,
});
const policies = (text: string): Files => ({
  [examplePaths.approvals]: `version: 1\npolicies:\n  - ${text.replaceAll('\n', '\n  - ')}\n`,
});
const files = (text: string): Files => ({
  [examplePaths.approvals]: `version: 1
policies: [{id: standard, stages: [{approvers: [manager]}]}]
policyChanges:
  - ${text.replaceAll('\n', '\n  - ')}
`,
});
/** A second system, of which nobody is told anything that is not told of the first. */
const ledger = (owner: string, more = ''): Files => ({
  'policies/systems/ledger.yaml': `${(exampleCompany[examplePaths.payroll] ?? '').replace(
    'owners: [rui.alves, marta.dias]',
    `owners: [${owner}]`,
  )}${more}`,
});
const away = (user: string, to: string, from = '2026-12-01', until = '2026-12-31') =>
  person(user, active, `${active}\ndelegations: [{to: ${to}, from: ${from}, until: ${until}}]`);

describe('nobody gains anything', () => {
  test.each<[string, Files, Files]>([
    ['where nothing changes', {}, {}],
    ['by a new department', {}, person('tiago.nunes', 'Finance', 'Accounts')],
    ['by a manager less', {}, person('tiago.nunes', 'manager: rui.alves\n', '')],
    ['by an owner less', {}, settings('{security: [sofia.lopes]}', '[sofia.lopes]')],
    ['by a leaver', {}, person('rui.alves', active, 'active: false')],
    ['by settings that are gone', {}, { [examplePaths.settings]: null }],
    ['by approvals that are gone', {}, { [examplePaths.approvals]: null }],
    [
      'by a stage for those who had it by name',
      policies('{id: standard, stages: [{approvers: ["user:sofia.lopes"]}]}'),
      policies('{id: standard, stages: [{approvers: ["group:security"]}]}'),
    ],
    ['by an end of standing in', away('marta.dias', 'tiago.nunes'), person('marta.dias', active, active)],
  ])('%s', (_, base, change) => {
    expect(gaining(base, change)).toEqual([]);
  });
});

describe('a say is gained', () => {
  test.each<[string, Files, Files, string[]]>([
    [
      'by a policy owner',
      {},
      settings('{security: [sofia.lopes]}', '[sofia.lopes, rui.alves, tiago.nunes]'),
      ['tiago.nunes'],
    ],
    [
      'by who goes from one group to another, although neither decides anything yet',
      settings('{security: [sofia.lopes], one: [tiago.nunes], other: [ana.costa]}'),
      settings('{security: [sofia.lopes], one: [ana.costa], other: [tiago.nunes]}'),
      ['ana.costa', 'tiago.nunes'],
    ],
    ['by the owner of one system who gets another', {}, ledger('rui.alves'), ['rui.alves']],
    [
      'by the reviewer of one system who gets another',
      ledger('sofia.lopes', 'accessReview: {every: 90d, reviewers: ["user:tiago.nunes"]}\n'),
      {
        [examplePaths.payroll]: `${exampleCompany[examplePaths.payroll]}accessReview: {every: 90d, reviewers: ["user:tiago.nunes"]}\n`,
      },
      ['tiago.nunes'],
    ],
    [
      'by everybody in the stead of a reviewer',
      {
        [examplePaths.payroll]: `${exampleCompany[examplePaths.payroll]}accessReview: {every: 90d, reviewers: ["group:security"]}\n`,
      },
      {
        [examplePaths.payroll]: `${exampleCompany[examplePaths.payroll]}accessReview: {every: 90d, reviewers: ["job-function:accountant"]}\n`,
      },
      ['ana.costa', 'tiago.nunes'],
    ],
    [
      'by a manager',
      {},
      person('sofia.lopes', 'manager: marta.dias', 'manager: tiago.nunes'),
      ['tiago.nunes'],
    ],
    ['by a stand-in', {}, away('marta.dias', 'tiago.nunes'), ['tiago.nunes']],
    [
      'by who stands in for somebody else than before',
      away('marta.dias', 'tiago.nunes'),
      { ...person('marta.dias', active, active), ...away('sofia.lopes', 'tiago.nunes') },
      ['tiago.nunes'],
    ],
    [
      'by who stands in on other days',
      away('marta.dias', 'tiago.nunes'),
      away('marta.dias', 'tiago.nunes', '2026-12-01', '2027-01-31'),
      ['tiago.nunes'],
    ],
    [
      'by a job function',
      {},
      person('tiago.nunes', '[accountant]', '[accountant, auditor]'),
      ['tiago.nunes'],
    ],
    ['by another account', {}, person('tiago.nunes', 'id: 105 }', 'id: 205 }'), ['tiago.nunes']],
    [
      'by an account more',
      {},
      person('tiago.nunes', 'id: 105 }', 'id: 105, others: [{login: other, id: 205}] }'),
      ['tiago.nunes'],
    ],
    [
      'by who comes back, although nothing is said of them',
      person('tiago.nunes', active, 'active: false'),
      tiagoIs(''),
      ['tiago.nunes'],
    ],
    [
      'by a new colleague without an account, and by the manager',
      { 'policies/people/tiago.nunes.yaml': null },
      person('tiago.nunes', 'github: { login: tiago-nunes, id: 105 }\n', ''),
      ['rui.alves', 'tiago.nunes'],
    ],
    [
      'by the approver of one stage who gets another',
      policies('{id: standard, stages: [{approvers: ["user:rui.alves"]}, {approvers: ["user:marta.dias"]}]}'),
      policies(
        '{id: standard, stages: [{approvers: ["user:rui.alves"]}, {approvers: ["user:marta.dias", "user:rui.alves"]}]}',
      ),
      ['rui.alves'],
    ],
    [
      'by an approver for whom an escalation is made',
      policies(
        `{id: urgent, when: {emergency: true}, stages: [{approvers: ["user:rui.alves"]}], escalation: {after: 1d, to: ["user:marta.dias"]}}
{id: standard, stages: [{approvers: ["user:marta.dias"]}], escalation: {after: 1d, to: ["user:rui.alves"]}}`,
      ),
      policies(
        `{id: urgent, when: {emergency: true}, stages: [{approvers: ["user:rui.alves"]}], escalation: {after: 1d, to: ["user:rui.alves"]}}
{id: standard, stages: [{approvers: ["user:marta.dias"]}], escalation: {after: 1d, to: ["user:rui.alves"]}}`,
      ),
      ['rui.alves'],
    ],
    [
      'by the members of a group to which an escalation goes',
      policies(
        '{id: standard, stages: [{approvers: [manager]}], escalation: {after: 1d, to: ["user:marta.dias"]}}',
      ),
      policies(
        '{id: standard, stages: [{approvers: [manager]}], escalation: {after: 1d, to: ["group:security"]}}',
      ),
      ['sofia.lopes'],
    ],
    [
      'by the approver of files at one stage who gets another',
      files(
        '{paths: ["src/**"], stages: [{approvers: ["user:rui.alves"]}, {approvers: ["user:marta.dias"]}]}',
      ),
      files(
        '{paths: ["src/**"], stages: [{approvers: ["user:rui.alves"]}, {approvers: ["user:marta.dias", "user:rui.alves"]}]}',
      ),
      ['rui.alves'],
    ],
    [
      'by who is named for a file that is written in another way, and by the policy owners for the other',
      files('{paths: ["src/a", "b"], stages: [{approvers: ["user:rui.alves"]}]}'),
      files('{paths: ["src/ab"], stages: [{approvers: ["user:rui.alves"]}]}'),
      ['rui.alves', 'sofia.lopes'],
    ],
    [
      'by an entry for files of which there is no example',
      files('{paths: ["src/[a-m]*.ts"], stages: [{approvers: ["user:rui.alves"]}]}'),
      files('{paths: ["src/[a-m]*.ts"], stages: [{approvers: ["job-function:director"]}]}'),
      ['marta.dias'],
    ],
    [
      'by a new entry for files of which there is no example, but not by the policy owners',
      {},
      files('{paths: ["src/[a-m]*.ts"], stages: [{approvers: ["job-function:director", "group:security"]}]}'),
      ['marta.dias'],
    ],
  ])('%s', (_, base, change, users) => {
    expect(gaining(base, change)).toEqual(users);
  });

  test('by everybody whom the first policy of a company names', () => {
    const { [examplePaths.settings]: _, [examplePaths.approvals]: __, ...people } = company;
    const named = [...gainingASay(workspaceOf(people), workspaceOf(company), at)].sort();
    expect(named).toEqual(['marta.dias', 'rui.alves', 'sofia.lopes']);
    const everybody = [...gainingASay(workspaceOf({}), workspaceOf(company), at)].sort();
    expect(everybody).toEqual(['ana.costa', 'marta.dias', 'rui.alves', 'sofia.lopes', 'tiago.nunes']);
  });
});
