/** Files that are made of mistakes. What they cost is bounded, and nothing that blocks is lost by it. */
import { describe, expect, test } from 'vitest';
import { evaluateChange } from '../../src/commands/evaluate.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { judgeTree } from '../../src/rules/judge.ts';
import { rules } from '../../src/rules/registry.ts';
import { compareSources } from '../../src/source/change.ts';
import { memorySource } from '../support/source.ts';
import { noon, workspaceOf } from '../support/workspace.ts';

type Files = Readonly<Record<string, string>>;

const at = { now: noon('2026-11-23') };
const company = Object.fromEntries(
  Object.entries(exampleCompany).flatMap(([path, text]) => (text === null ? [] : [[path, text]])),
);
const matrix = company[examplePaths.matrix] ?? '';
/** A role matrix that names so many roles which nobody knows. */
const unknownRoles = (count: number, name = 'nothing') =>
  `${matrix}  accountants:\n    payroll:\n${Array.from({ length: count }, (_, index) => `      ${name}-${index}: standing\n`).join('')}`;
const found = (files: Files, path: string) =>
  judgeTree(workspaceOf({ ...company, ...files }), at).filter((diagnostic) => diagnostic.path === path);

/** The errors of a change of the company with `before` laid over it. */
const change = (before: Files, after: Files) =>
  evaluateChange(
    compareSources(
      memorySource('main', { ...company, ...before }),
      memorySource('branch', { ...company, ...before, ...after }),
    ),
    () => at.now,
  ).diagnostics.filter(({ severity }) => severity === 'error');

describe('more of the same in one file', () => {
  const rolesIn = (count: number) =>
    found({ [examplePaths.matrix]: unknownRoles(count) }, examplePaths.matrix).filter(
      ({ rule }) => rule === 'unknown-reference',
    );

  test('is counted, at the level that it has and where it begins', () => {
    const roles = rolesIn(500);
    expect(roles).toHaveLength(21);
    const [first] = roles;
    expect(roles.at(-1)).toMatchObject({
      severity: 'error',
      message: 'and 480 more of the same in this file',
      help: 'repair those that are shown first',
      line: (first?.line ?? 0) + 20,
    });
  });

  test('is shown where counting it would take the same room', () => {
    const roles = rolesIn(21);
    expect(roles).toHaveLength(21);
    expect(roles.at(-1)?.message).toContain('`nothing-20`');
  });

  test('does not hide what is wrong beside it', () => {
    const other = found(
      {
        [examplePaths.matrix]: unknownRoles(500).replace('  accountants:', '  auditors: {}\n  accountants:'),
      },
      examplePaths.matrix,
    );
    const alone = found({ [examplePaths.matrix]: `${matrix}  auditors: {}\n` }, examplePaths.matrix);
    const rules = new Set(other.map(({ rule }) => rule));
    for (const { rule } of alone) expect(rules).toContain(rule);
  });
});

describe('a change in which most findings are counted', () => {
  test('still blocks where it puts a new mistake in place of an old one that nobody saw', () => {
    // Both sides have as many mistakes in the matrix; the change is in another file, and makes one of the last.
    const system = (company[examplePaths.payroll] ?? '').replace(
      '\nroles:\n',
      '\nroles:\n  clerk: { title: Clerk, description: Prints., permissions: [payslips.read], risk: low }\n',
    );
    const errors = change(
      {
        [examplePaths.matrix]: `${unknownRoles(40)}      clerk: standing\n`,
        [examplePaths.payroll]: system,
      },
      { [examplePaths.payroll]: system.replace('clerk:', 'nothing-0:') },
    );
    expect(errors.filter(({ path }) => path === examplePaths.matrix)).toMatchObject([
      { rule: 'unknown-reference', message: expect.stringContaining('`clerk`') },
    ]);
  });
});

describe('the settings of rules', () => {
  const settings = (names: readonly string[]) => ({
    [examplePaths.settings]: `${company[examplePaths.settings]}rules:\n${names.map((name) => `  ${name}: { level: warning }\n`).join('')}`,
  });
  const said = (names: readonly string[]) =>
    found(settings(names), examplePaths.settings).map(({ severity, message, help }) => [
      severity,
      message,
      help,
    ]);

  test('know the rules by name, and say which one was meant', () => {
    expect(said(['mising-ticket'])).toEqual([
      ['error', 'there is no rule `mising-ticket`', 'did you mean `missing-ticket`? Otherwise take it out'],
    ]);
  });

  test('cannot name more rules than there are', () => {
    const letters = (index: number) => [...`${index}`].map((digit) => 'abcdefghij'[Number(digit)]).join('');
    const names = Array.from({ length: 1900 }, (_, index) => `none-${letters(index)}`);
    expect(said(names)).toEqual([
      [
        'error',
        `\`rules\` names 1,900 rules, and there are only ${rules.length}`,
        'take out what is no rule',
      ],
    ]);
  });
});

describe('a change of more grants than the settings allow', () => {
  const limited = (level: string) => ({
    [examplePaths.settings]: `${company[examplePaths.settings]}limits: { maxChangesPerPullRequest: 1 }\nrules:\n  change-too-large: { level: ${level} }\n`,
  });
  const wrong = Object.fromEntries(
    ['ana.costa', 'rui.alves', 'nobody'].flatMap((subject) =>
      Object.entries(grantFile({ subject, role: 'releaser', justification: 'x' })),
    ),
  ) as Files;

  test('is not judged grant by grant, since nobody can approve it anyway', () => {
    expect(change(limited('error'), wrong).map(({ rule }) => rule)).toEqual(['change-too-large']);
  });

  test('is judged to its end where that is a mere warning', () => {
    const rules = change(limited('warning'), wrong).map(({ rule }) => rule);
    expect(rules).toContain('unknown-subject');
    expect(rules).not.toContain('change-too-large');
  });

  test('still says which of its files cannot be read', () => {
    const [path = ''] = Object.keys(wrong);
    const rules = change(limited('error'), { ...wrong, [path]: 'version: 1\n' }).map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(['change-too-large', 'missing-key']));
  });
});

describe('thousands of findings', () => {
  /** What something costs this process, however busy the machine is. */
  const cost = (action: () => unknown): number => {
    const before = process.cpuUsage();
    action();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };

  test('of grants that each point into the matrix do not read it hundreds of times', () => {
    const rows = Array.from({ length: 4000 }, (_, index) => `      r${index}: standing\n`);
    const functions = [0, 1, 2, 3].map(
      (index) => `  f${index}:\n    s:\n${rows.slice(index * 1000, index * 1000 + 1000).join('')}`,
    );
    const grants = Array.from({ length: 400 }, (_, index) =>
      Object.entries(grantFile({ subject: `nobody-${index}`, role: 'editor' })),
    ).flat();
    const people = Array.from({ length: 400 }, (_, index) => [
      `policies/people/nobody-${index}.yaml`,
      (company['policies/people/rui.alves.yaml'] ?? '').replace('102', `${10_000 + index}`),
    ]);
    const workspace = workspaceOf({
      ...company,
      ...Object.fromEntries([...grants, ...people]),
      [examplePaths.matrix]: matrix + functions.join(''),
    });
    // Each reading takes a tenth of a second, so that hundreds of them would take a minute.
    expect(cost(() => judgeTree(workspace, at))).toBeLessThan(5000);
  });

  test('that are each almost a known name are not all held against every name', () => {
    const roles = Array.from(
      { length: 700 },
      (_, index) =>
        `  role-number-${index}: { title: Role, description: Does., permissions: [payslips.read], risk: low }\n`,
    ).join('');
    const workspace = workspaceOf({
      ...company,
      [examplePaths.payroll]: (company[examplePaths.payroll] ?? '').replace(
        '\nroles:\n',
        `\nroles:\n${roles}`,
      ),
      [examplePaths.matrix]: [0, 1, 2, 3, 4]
        .map((index) =>
          unknownRoles(1900, 'rloe-nmuber')
            .slice(index === 0 ? 0 : matrix.length)
            .replace('accountants', `f${index}`),
        )
        .join(''),
    });
    // Six million comparisons of two names take half a minute.
    expect(cost(() => judgeTree(workspace, at))).toBeLessThan(5000);
  });
});
