/** One mistake in a policy is said once, at its cause, however much depends on it; nothing false is said besides. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { judgeTree } from '../../src/rules/judge.ts';
import { noon, workspaceOf } from '../support/workspace.ts';

/** The company in this repository, in which a newcomer makes one mistake at a time. */
const company: Readonly<Record<string, string>> = Object.fromEntries(
  ['policies', 'access-grants'].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml'))
      .map((name): [string, string] => [`${root}/${name}`, readFileSync(`${root}/${name}`, 'utf8')]),
  ),
);

type Mistake = readonly [path: string, right: string | RegExp, wrong: string];

/** What is said besides notes, as "severity code path: message = help". */
function said([path, right, wrong]: Mistake): string[] {
  const before = company[path] ?? '';
  const after = before.replace(right, wrong);
  expect(after).not.toBe(before);
  return judgeTree(workspaceOf({ ...company, [path]: after }), { now: noon('2026-11-23') })
    .filter(({ severity }) => severity !== 'note')
    .map(({ severity, code, path: at, message, help }) => `${severity} ${code} ${at}: ${message} = ${help}`);
}

const payroll = 'policies/systems/payroll.yaml';
const settings = 'policies/grantbook.yaml';
const approvals = 'policies/approvals.yaml';
const ana = 'access-grants/payroll/viewer/ana.costa.yaml';
const catchAll = / {2}- id: everything-else\n[^#]*/;
const [lastPolicy = ''] = catchAll.exec(company[approvals] ?? '') ?? [];

describe('one mistake, one message', () => {
  test.each<[title: string, mistake: Mistake, expected: RegExp]>([
    [
      'a slip in what a role gives',
      [payroll, 'permissions: [payslips.read]', 'permissions: [payslip.read]'],
      /GB407 policies\/systems.* did you mean `payslips.read`/,
    ],
    [
      'a slip where a permission is described',
      [payroll, 'payslips.read: See', 'payslip.read: See'],
      /GB407 policies\/systems.* did you mean `payslip.read`/,
    ],
    ['a ticket pattern that cannot be read', [payroll, '(FIN|AUD)-', '(FIN|AUD-'], /GB409 policies\/systems/],
    [
      'a slip in the only policy owner',
      [settings, /policyOwners: .*/, 'policyOwners: [ilse.vandenburg]'],
      /GB407 policies\/grantbook.* did you mean `ilse.vandenberg`/,
    ],
    [
      'a slip in the only member of a group',
      [settings, /security: .*/, 'security: [ilse.vandenburg]'],
      /GB407 policies\/grantbook.* did you mean `ilse.vandenberg`/,
    ],
    [
      'the last policy stands first',
      [approvals, 'policies:\n', `policies:\n${lastPolicy.replace('everything-else', 'first')}`],
      /GB414 .*`first` decides all that .* = move `first` down, below `everything-else`/,
    ],
    [
      'the last policy is gone',
      [approvals, catchAll, ''],
      /GB412 policies\/approvals.yaml: .* nor to 3 other roles .* = add a policy/,
    ],
    ['the wrong year', [ana, /validUntil: .*/, 'validUntil: 2025-12-23'], /GB202/],
    [
      'a number as a ticket',
      [ana, 'FIN-4821', '4821'],
      /GB010 .* = write the whole ticket, such as `ticket: FIN-4821`/,
    ],
    ['a ticket in small letters', [ana, 'FIN-4821', 'fin-4821'], /GB111 .* = write `ticket: FIN-4821`/],
  ])('%s', (_title, mistake, expected) => {
    const found = said(mistake);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
  });
});
