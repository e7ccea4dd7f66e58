/** One mistake in a policy is said once, at its cause, however much depends on it; nothing false is said besides. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { judgeTree } from '../../src/rules/judge.ts';
import { noon, samplePictures, workspaceOf } from '../support/workspace.ts';

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
  return judgeTree(workspaceOf({ ...samplePictures, ...company, [path]: after }), { now: noon('2026-11-23') })
    .filter(({ severity }) => severity !== 'note')
    .map(({ severity, code, path: at, message, help }) => `${severity} ${code} ${at}: ${message} = ${help}`);
}

const payroll = 'policies/systems/payroll.yaml';
const settings = 'policies/grantbook.yaml';
const approvals = 'policies/approvals.yaml';
const ana = 'access-grants/payroll/viewer/ana.costa.yaml';
const finance = 'policies/role-matrix/finance.yaml';
const leave = 'policies/exceptions/payroll-parental-leave.yaml';
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
    [
      'a slip in the only owner of a system',
      [payroll, /owners: .*/, 'owners: [leonor.pino]'],
      /GB401 policies\/systems.* did you mean `leonor.pinto`/,
    ],
    [
      'a slip in a role of the matrix',
      [finance, /viewer(?=.*maxTotal)/, 'vewer'],
      /GB407 policies\/role-matrix.* did you mean `viewer`/,
    ],
    [
      'a slip in a system of the matrix',
      [finance, /payroll(?=:\n\s+#)/, 'payrol'],
      /GB407 policies\/role-matrix.* did you mean `payroll`/,
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
      /GB414 .*`first` decides all that .* = say in `when` of `first` what it is for, or delete it$/,
    ],
    [
      'the last policy is gone',
      [approvals, catchAll, ''],
      /GB412 policies\/approvals.yaml: .* nor to 3 other roles .* = add a policy/,
    ],
    [
      'a slip in a key of an exception',
      [leave, 'rule:', 'rules:'],
      /GB008 policies\/exceptions.* did you mean `rule`/,
    ],
    ['a day that does not exist in an exception', [leave, '2027-05-31', '2027-05-32'], /GB010 policies\/exc/],
    ['a slip in what an exception lifts', [leave, 'and-approve\n', 'and-aprove\n'], /GB404 policies\/exc/],
    ['an exception that does not say what it lifts', [leave, /set:.*\n/, ''], /GB404 policies\/exceptions/],
    [
      'a slip in the rule of an exception',
      [leave, 'conflicting-roles', 'conflicting-role'],
      /GB404 policies\/exc/,
    ],
    ['a slip in the subject of an exception', [leave, 'leonor.pinto', 'leonor.pino'], /GB404 policies\/exc/],
    [
      'a slip in the system of an exception',
      [leave, 'system: payroll', 'system: payrol'],
      /GB404 policies\/exc/,
    ],
    [
      'a safety rule is switched off',
      [settings, 'rules:\n', 'rules:\n  inactive-subject:\n    level: off\n'],
      /GB409 .* which nobody can switch off: .* = delete `level: off` and `inactive-subject:` above it/,
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

test.each<[title: string, rows: string, expected: RegExp]>([
  [
    'the job function',
    '  payroll:\n    viewer: {maxDuration: 30d}\n',
    /`payroll` is a system, and the job function above it is missing = write the job function on a line above `payroll:`/,
  ],
  [
    'the system',
    '  accountant:\n    preparer: {maxDuration: 30d}\n',
    /`preparer` is a role, and the system above it is missing = .* between `accountant:` and `preparer:`, such as `payroll:`,/,
  ],
  [
    'the system of one role',
    '  accountant:\n    preparer: {maxDuration: 30d}\n    expenses:\n      viewer: standing\n',
    /`preparer` is a role, and the system above it is missing = .* above it, such as `payroll:`,/,
  ],
  [
    'a level that nobody can tell',
    '  wonderer:\n    wanderer: {maxDuration: 30d}\n',
    /`wonderer` stands where a job function belongs, and `wanderer` where a system belongs: a level is missing/,
  ],
])('the role matrix lacks %s', (_title, rows, expected) => {
  const [cause, ...more] = said([finance, /matrix:[\s\S]*/, `matrix:\n${rows}`]);
  expect(cause).toMatch(/^error GB010 policies\/role-matrix/);
  expect(cause).toMatch(expected);
  expect(more).toEqual([expect.stringMatching(/^error GB114/)]);
});

test.each<[title: string, right: string, expected: string]>([
  [
    'a safety rule',
    'inactive-subject: off',
    'delete the line: it is a safety rule, and its level cannot be changed',
  ],
  ['another rule', 'too-many-holders: off', 'write `level: off` below it, two spaces further to the right'],
  [
    'another word for `off`',
    'too-many-holders: { level: no }',
    'did you mean `off`? Possible are `off`, `warning` and `error`; a safety rule has no `level`',
  ],
])('a level is written for %s', (_title, setting, expected) => {
  const [cause] = said([settings, 'rules:\n', `rules:\n  ${setting}\n`]);
  expect(cause).toMatch(/^error GB010/);
  expect(cause?.split(' = ')[1]).toBe(expected);
});

test.each<[title: string, wrong: Mistake]>([
  ['its indentation is wrong', [leave, 'owner:', '  owner:']],
  ['a key is missing', [leave, /owner:.*\n/, '']],
])('nobody is asked for an exception that is there, though %s', (_title, wrong) => {
  const [cause, consequence, ...more] = said(wrong);
  expect(cause).toContain(leave);
  expect(consequence).toMatch(
    /GB301 .* = `policies\/exceptions\/.*` is broken and may allow this: ask .* to repair/,
  );
  expect(more).toEqual([]);
});

test.each<[title: string, wrong: Mistake]>([
  ['another person', [leave, 'subject: leonor.pinto', 'subject: karin.vogel']],
  ['another separation', [leave, 'payroll-prepare-and-approve', 'expenses-approve-and-pay']],
  ['another rule', [leave, 'conflicting-roles', 'missing-training']],
])('an exception for %s hides nothing', (_title, wrong) => {
  expect(said(wrong).filter((line) => line.includes('GB301'))).toEqual([
    expect.stringContaining('= end the other access first'),
  ]);
});
