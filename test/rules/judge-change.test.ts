import { describe, expect, test } from 'vitest';
import { evaluateChange } from '../../src/commands/evaluate.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { compareSources } from '../../src/source/change.ts';
import { memorySource } from '../support/source.ts';
import { noon } from '../support/workspace.ts';

type Files = Readonly<Record<string, string | null>>;

/** What is found of a change of the example company with `base` laid over it. */
function found(head: Files, base: Files = {}) {
  const before = { ...exampleCompany, ...base };
  const change = compareSources(memorySource('main', before), memorySource('branch', { ...before, ...head }));
  return evaluateChange(change, () => noon('2026-11-23')).verdict;
}

const rui = 'policies/people/rui.alves.yaml';
const text = (path: string) => exampleCompany[path] ?? '';
const others = {
  ...grantFile({ subject: 'rui.alves', validUntil: '2026-12-20' }),
  ...grantFile({ role: 'releaser' }),
};

describe('policies and grants in one pull request', () => {
  test('are reported once, at the first grant, and block', () => {
    const { verdict, findings } = found({
      ...others,
      [examplePaths.matrix]: `${text(examplePaths.matrix)}# a comment\n`,
      [examplePaths.approvals]: `${text(examplePaths.approvals)}# a comment\n`,
    });
    expect(verdict).toBe('rejected');
    expect(findings).toMatchObject([
      {
        code: 'GB501',
        severity: 'error',
        path: 'access-grants/payroll/releaser/ana.costa.yaml',
        message:
          'this pull request adds this and 1 other grant and changes `policies/approvals.yaml` and 1 other policy file at the same time',
      },
    ]);
    expect(findings[0]?.notCausedByChange).toBeUndefined();
  });

  test('may make access smaller', () => {
    const { findings } = found({
      [examplePaths.grant]: null,
      [rui]: text(rui).replace('Finance', 'Accounts'),
    });
    expect(findings).toEqual([]);
  });
});

describe('a finding says why the change is not to blame', () => {
  const wrong = grantFile({ subject: 'rui.alves', role: 'editor', ticket: 'FIN-1' });
  const comment = { [examplePaths.matrix]: `${text(examplePaths.matrix)}# a comment\n` };
  const causes = (head: Files, base: Files) =>
    found(head, base).findings.map(({ code, severity, notCausedByChange }) => [
      code,
      severity,
      notCausedByChange,
    ]);

  test('it was so before', () => {
    expect(causes(comment, wrong)).toEqual([['GB106', 'warning', 'before']]);
  });

  test('only time has passed', () => {
    expect(causes(comment, grantFile({ validUntil: '2026-11-22' }))).toEqual([['GB204', 'warning', 'time']]);
  });

  test('unless the change has made it so, although a day could have', () => {
    const gone = { [rui]: `${text(rui)}endDate: 2026-10-31\n` };
    const standing = grantFile({ subject: 'rui.alves', validUntil: '2026-12-20' });
    const codes = causes(gone, standing);
    expect(codes).toContainEqual(['GB103', 'warning', undefined]);
  });

  test('and a warning that the change brings is its own', () => {
    const left = { [rui]: text(rui).replace('active: true', 'active: false') };
    expect(causes(left, {})).toEqual([
      ['GB418', 'warning', undefined],
      ['GB402', 'warning', undefined],
    ]);
    expect(causes(comment, left)).toEqual([
      ['GB418', 'warning', 'before'],
      ['GB402', 'warning', 'before'],
    ]);
  });
});

test('what is wrong with the policy stands before the grants', () => {
  const { findings } = found({
    [examplePaths.matrix]: text(examplePaths.matrix)
      .replace('      viewer: { maxDuration: 30d }\n', '')
      .replace('viewer: standing', 'vewer: standing'),
  });
  expect(findings.map(({ code, path }) => `${code} ${path}`)).toEqual([
    `GB407 ${examplePaths.matrix}`,
    `GB106 ${examplePaths.grant}`,
  ]);
});

describe('what an exception allows is said where the change has to do with it, and nowhere else', () => {
  const exception = 'policies/exceptions/year-end.yaml';
  const lifted = `version: 1
rule: conflicting-roles
set: payroll-run
subject: ana.costa
reason: A colleague is on parental leave.
compensatingControl: The director compares each run with the month before.
owner: marta.dias
validUntil: 2027-01-31
`;
  const editor = grantFile({ role: 'editor', ticket: 'FIN-1' });
  const base = {
    [examplePaths.grant]: null,
    ...editor,
    ...grantFile({ role: 'releaser' }),
    [exception]: lifted,
  };
  test.each<[title: string, head: Files, expected: readonly string[]]>([
    ['another policy file', { [rui]: text(rui).replace('Finance', 'Accounts') }, []],
    ['another grant', grantFile({ subject: 'rui.alves', validUntil: '2026-12-01' }), []],
    ['the grant', grantFile({ role: 'editor', ticket: 'FIN-2' }), ['GB301 note']],
    ['the exception', { [exception]: lifted.replace('2027-01-31', '2027-01-15') }, ['GB301 note']],
  ])('%s', (_title, head, expected) => {
    const { findings } = found(head, base);
    expect(findings.map(({ code, severity }) => `${code} ${severity}`)).toEqual(expected);
  });
});
