import { expect, test } from 'vitest';
import { namedApprovers } from '../../src/model/named-approvers.ts';
import { exampleCompany, examplePaths } from '../../src/rules/example-company.ts';
import { noon, workspaceOf } from '../support/workspace.ts';

const at = { now: noon('2026-11-23'), timeZone: 'Europe/Lisbon' };
const named = (changes: Record<string, string> = {}) =>
  namedApprovers(workspaceOf({ ...exampleCompany, ...changes }), at);
const stages = (approvers: string, more = '') => ({
  [examplePaths.approvals]: `version: 1\npolicies:\n  - id: all\n    stages:\n      - approvers: [${approvers}]\n${more}`,
});
const ana = (line: string) => ({
  'policies/people/ana.costa.yaml': `${exampleCompany['policies/people/ana.costa.yaml']}${line}\n`,
});

test('managers, system owners and policy owners are always named', () => {
  expect(named(stages('subject'))).toEqual({
    people: ['marta.dias', 'rui.alves', 'sofia.lopes'],
    teams: [],
  });
});

test.each([
  ['a person', 'user:ana.costa'],
  ['a job function', 'job-function:accountant'],
  ['everybody', 'everyone'],
])('%s', (_name, expression) => {
  expect(named(stages(`"${expression}"`)).people).toContain('ana.costa');
});

test('escalations and changes of policies name people too', () => {
  const escalation = '    escalation: { after: 2d, to: ["user:ana.costa"] }\n';
  expect(named(stages('manager', escalation)).people).toContain('ana.costa');
  const changes =
    'policyChanges:\n  - paths: ["**"]\n    stages:\n      - approvers: ["user:ana.costa", "github-team:acme/security"]\n';
  expect(named(stages('manager', changes))).toMatchObject({
    people: expect.arrayContaining(['ana.costa']),
    teams: ['acme/security'],
  });
});

test('nobody who has left, and whoever stands in for somebody who has not', () => {
  const gone = { ...stages('"user:ana.costa"'), ...ana('endDate: 2026-11-20') };
  expect(named(gone).people).not.toContain('ana.costa');
  const delegating = (until: string) => ({
    'policies/people/rui.alves.yaml': `${exampleCompany['policies/people/rui.alves.yaml']}delegations: [{ to: ana.costa, from: 2026-11-01, until: ${until} }]\n`,
  });
  expect(named(delegating('2026-11-23')).people).toContain('ana.costa');
  expect(named(delegating('2026-11-22')).people).not.toContain('ana.costa');
});
