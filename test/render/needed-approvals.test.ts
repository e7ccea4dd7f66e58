import { expect, test } from 'vitest';
import { evaluateChange } from '../../src/commands/evaluate.ts';
import { neededApprovals, neededApprovalsMarkdown } from '../../src/render/needed-approvals.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { compareSources } from '../../src/source/change.ts';
import { memorySource } from '../support/source.ts';
import { noon } from '../support/workspace.ts';

const text = (path: string) => exampleCompany[path] ?? '';
const staged = {
  [examplePaths.approvals]: `version: 1
policies:
  - id: high
    when: { risk: [high] }
    stages: [{ approvers: [manager] }, { approvers: ["group:security"] }]
  - id: rest
    when: { risk: [medium] }
    stages: [{ approvers: [manager] }]
`,
};
const over = grantFile({ subject: 'rui.alves', validUntil: '2026-11-20' });

/** Both renderings of what a change needs. */
function needed(head: Readonly<Record<string, string | null>>, base: Readonly<Record<string, string>> = {}) {
  const before = { ...exampleCompany, ...staged, ...base };
  const change = compareSources(memorySource('main', before), memorySource('branch', { ...before, ...head }));
  const { verdict, workspace } = evaluateChange(change, () => noon('2026-11-23'));
  const { requirements } = verdict;
  return `${neededApprovals(requirements, workspace)}\n${neededApprovalsMarkdown(requirements, workspace)}`;
}

test('a request is told who approves it, one after the other', () => {
  expect(needed(grantFile({ role: 'editor', ticket: 'FIN-1' }))).toMatchInlineSnapshot(`
    "Who has to approve:
      access-grants/payroll/editor/ana.costa.yaml
        1. Rui Alves (rui.alves), as manager
        2. Sofia Lopes (sofia.lopes), as group:security

    #### Who has to approve

    - \`access-grants/payroll/editor/ana.costa.yaml\`: first **Rui Alves** (the manager); then **Sofia Lopes** (the group \`security\`)
    "
  `);
});

test('who is there for somebody else is told so', () => {
  const rui = 'policies/people/rui.alves.yaml';
  const away = {
    [rui]: `${text(rui)}delegations: [{ to: sofia.lopes, from: 2026-11-20, until: 2027-01-03 }]\n`,
  };
  const said = needed(grantFile({ validUntil: '2026-12-23' }), away);
  expect(said).toContain('Sofia Lopes (sofia.lopes; for Rui Alves, until 3 January 2027), as manager\n');
  expect(said).toContain('**Sofia Lopes** (for Rui Alves, until 3 January 2027) (the manager)\n');
});

test('what nobody has to approve, and what nobody can', () => {
  expect(needed({ 'access-grants/payroll/viewer/rui.alves.yaml': null }, over)).toMatchInlineSnapshot(`
    "Who has to approve:
      access-grants/payroll/viewer/rui.alves.yaml: nobody, since it was over already

    #### Who has to approve

    - \`access-grants/payroll/viewer/rui.alves.yaml\`: nobody: its time was over anyway
    "
  `);
  expect(
    needed(grantFile({ role: 'admin', validUntil: undefined, duration: '8h', requestedAt: '2026-11-23' })),
  ).toMatchInlineSnapshot(`
    "Who has to approve:
      access-grants/payroll/admin/ana.costa.yaml: nobody can, since no approval policy matches

    #### Who has to approve

    - \`access-grants/payroll/admin/ana.costa.yaml\`: no approval policy matches, so nobody can approve this
    "
  `);
});

test('files that the same people approve are one entry', () => {
  const people = ['ana.costa', 'rui.alves', 'marta.dias'].map((user) => `policies/people/${user}.yaml`);
  const renamed = people.map((path) => [path, text(path).replace('Finance', 'Accounts')]);
  expect(needed(Object.fromEntries(renamed))).toMatchInlineSnapshot(`
    "Who has to approve:
      policies/people/ana.costa.yaml and 1 other file
        1. Sofia Lopes (sofia.lopes) or Rui Alves (rui.alves), as policy-owner
      policies/people/rui.alves.yaml
        1. Sofia Lopes (sofia.lopes), as policy-owner

    #### Who has to approve

    - \`policies/people/ana.costa.yaml\` and 1 other file: **Sofia Lopes** or **Rui Alves** (a policy owner)
    - \`policies/people/rui.alves.yaml\`: **Sofia Lopes** (a policy owner)
    "
  `);
});

test('a change of nothing needs nobody', () => {
  expect(needed({}).trim()).toBe('');
});
