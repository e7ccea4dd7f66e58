/** What one person is offered: no more than the policies let them ask for. */
import { describe, expect, test } from 'vitest';
import { offeredTo, periodFor, requestsOf } from '../../src/commands/request-choices.ts';
import { lengthChoices } from '../../src/forms/periods.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { noon, workspaceOf } from '../support/workspace.ts';

const at = { now: noon('2026-11-23'), timeZone: 'Europe/Lisbon' };
const payroll = exampleCompany[examplePaths.payroll] ?? '';
const { [examplePaths.grant]: _, ...company } = exampleCompany;

/** `role: people`, as somebody would be offered it. */
const offered = (asker: string, changes: Readonly<Record<string, string | null>> = {}) =>
  offeredTo(asker, workspaceOf({ ...company, ...changes }), at).flatMap(({ roles }) =>
    roles.map(({ id, subjects }) => `${id}: ${subjects.join(', ')}`),
  );

describe('somebody is offered', () => {
  test('the roles of their job functions', () => {
    expect(offered('ana.costa')).toEqual([
      'viewer: ana.costa',
      'editor: ana.costa',
      'releaser: ana.costa',
      'admin: ana.costa',
    ]);
  });

  test('what they may ask for others too, themselves first', () => {
    expect(offered('rui.alves')).toEqual([
      'viewer: rui.alves, ana.costa',
      'editor: ana.costa',
      'releaser: rui.alves, ana.costa',
      'admin: ana.costa',
    ]);
  });

  test('nothing where the role matrix gives them nothing', () => {
    expect(offered('sofia.lopes')).toEqual([]);
  });

  test('no role that only others may ask for, unless they are those', () => {
    const byGroup = payroll.replace(
      '    risk: medium\n',
      '    risk: medium\n    requesters: [group:security]\n',
    );
    expect(offered('ana.costa', { [examplePaths.payroll]: byGroup })).not.toContain('viewer: ana.costa');
    expect(offered('sofia.lopes', { [examplePaths.payroll]: byGroup })).toEqual([
      'viewer: ana.costa, rui.alves',
    ]);
  });

  test('no role that conflicts with one they hold', () => {
    expect(offered('ana.costa', grantFile({ role: 'editor', ticket: 'FIN-1' }))).not.toContain(
      'releaser: ana.costa',
    );
  });

  test('no role for which nobody else could approve', () => {
    // Rui’s manager is who asks, and the other owner of the system is Rui.
    expect(offered('marta.dias')).toEqual([]);
    const approvals =
      'version: 1\npolicies:\n  - id: none\n    when: {risk: [low]}\n    stages:\n      - approvers: [manager]\n';
    expect(offered('ana.costa', { [examplePaths.approvals]: approvals })).toEqual([]);
  });

  test('nobody who does not work here', () => {
    const ana = (company['policies/people/ana.costa.yaml'] ?? '').replace('active: true', 'active: false');
    expect(offered('rui.alves', { 'policies/people/ana.costa.yaml': ana })).toEqual([
      'viewer: rui.alves',
      'releaser: rui.alves',
    ]);
  });
});

test('every request that is judged is named beforehand, so that what bears on it is read', () => {
  const workspace = workspaceOf(company);
  const named = requestsOf('rui.alves', workspace, at).map(({ role, subject }) => `${role}: ${subject}`);
  for (const { roles } of offeredTo('rui.alves', workspace, at))
    for (const { id, subjects } of roles)
      for (const subject of subjects) expect(named).toContain(`${id}: ${subject}`);
});

test.each<[string, string, readonly string[]]>([
  ['ana.costa', 'viewer', ['1 day', '7 days', '14 days', '30 days']],
  ['ana.costa', 'admin', ['1 hour', '4 hours', '8 hours']],
  ['rui.alves', 'releaser', ['1 day', '7 days', '14 days', '30 days']],
])('%s is offered no longer time for %s than the policies let them have', (user, role, lengths) => {
  const workspace = workspaceOf(company);
  const system = workspace.systems.get('payroll');
  const period = system && periodFor(user, system, role, workspace, at);
  expect(lengthChoices(period ? [period] : [], at)).toEqual([
    ...lengths,
    'Until the last day that I write below',
  ]);
});

test('without a limit in the role matrix, time without an end is offered, to those whom it is for', () => {
  const workspace = workspaceOf(company);
  const system = workspace.systems.get('payroll');
  const choices = (user: string) => {
    const period = system && periodFor(user, system, 'viewer', workspace, at);
    return lengthChoices(period ? [period] : [], at);
  };
  expect(choices('rui.alves').at(-1)).toMatch(/^No end/);
  expect(choices('ana.costa').at(-1)).not.toMatch(/^No end/);
});
