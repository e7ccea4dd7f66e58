import { describe, expect, test } from 'vitest';
import { testPolicies } from '../../src/commands/policy-tests.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { runHere } from '../support/command.ts';
import { temporaryFolder, writeFiles } from '../support/repository.ts';

type Files = Parameters<typeof writeFiles>[1];
const path = 'policies/tests/payroll.yaml';

const run = (files: Files, format: 'text' | 'json' = 'text') => {
  const dir = temporaryFolder();
  writeFiles(dir, { ...exampleCompany, [examplePaths.grant]: 'nobody has to read this', ...files });
  return runHere(dir, (context) => testPolicies({ format }, context));
};

/** One test of Ana's request to view the payroll, on the day of the examples. */
const one = (expectation: string, request = '{ duration: 30d }', more = ''): Files => ({
  [path]: `version: 1
tests:
  - name: Ana asks
    now: 2026-11-23
    request: ${request.replace('{', '{ subject: ana.costa, system: payroll, role: viewer,')}
    expect: ${expectation}
${more}`,
});

const unmet = async (files: Files) => {
  const { out, status } = await run(files, 'json');
  const { tests } = JSON.parse(out);
  return { status, unmet: tests[0].unmet };
};

describe('what comes true is status 0', () => {
  test.each([
    ['no finding', '{ findings: [] }', '{ duration: 30d }'],
    ['a finding', '{ findings: [expiry-exceeds-maximum] }', '{ duration: 31d }'],
    ['several, in any order', '{ findings: [missing-end, missing-justification] }', '{ justification: x }'],
    ['expressions', '{ approvers: [system-owner, manager] }', '{ duration: 30d }'],
    ['people', '{ approvers: [marta.dias, rui.alves] }', '{ duration: 30d }'],
    ['people and expressions', '{ approvers: [manager, rui.alves, marta.dias] }', '{ duration: 30d }'],
    [
      'people without the requester',
      '{ approvers: [marta.dias] }',
      '{ requestedBy: rui.alves, duration: 30d }',
    ],
    ['a policy', '{ policy: standard }', '{ duration: 30d }'],
    ['a removal', '{ policy: built-in, findings: [] }', '{ change: removed }'],
    ['nothing in particular', '{}', '{ duration: 30d }'],
  ])('%s', async (_title, expectation, request) => {
    expect(await run(one(expectation, request))).toEqual({
      status: 0,
      out: '1 policy test: 1 passed, 0 failed.\n',
      err: '',
    });
  });

  test('what the person holds already counts', async () => {
    const files = grantFile({ role: 'editor', ticket: 'FIN-1' });
    const asked = one('{ findings: [conflicting-roles] }');
    const text = String(asked[path]).replace('role: viewer', 'role: releaser');
    expect(await run({ ...files, [path]: text })).toMatchObject({ status: 0 });
  });

  test('without a day, it is judged by today', async () => {
    const files = one('{ findings: [] }', '{ validUntil: 2026-12-22 }');
    expect(await run({ [path]: String(files[path]).replace('    now: 2026-11-23\n', '') })).toMatchObject({
      status: 0,
    });
  });
});

describe('what does not is status 1', () => {
  test('with its line, what was expected, and what is', async () => {
    const run1 = await run(
      one(
        '\n      findings: []\n      approvers: [manager]\n      policy: strict',
        '{ duration: 31d }',
        `  - name: Ana asks for less
    request: { subject: ana.costa, system: payroll, role: viewer, duration: 30d }
    expect: { findings: [] }
`,
      ),
    );
    expect(run1).toEqual({
      status: 1,
      err: '',
      out: `failed: Ana asks
  --> policies/tests/payroll.yaml:7: findings
      expected: none
      actual:   expiry-exceeds-maximum
        GB203 expiry-exceeds-maximum: 31 days is too long: the role matrix for \`accountant\` allows at most 30 days
  --> policies/tests/payroll.yaml:8: approvers
      expected: manager
      actual:   manager, system-owner
  --> policies/tests/payroll.yaml:9: policy
      expected: strict
      actual:   standard

2 policy tests: 1 passed, 1 failed.
`,
    });
  });

  test.each([
    ['a finding that nobody made', '{ findings: [missing-ticket] }', ['missing-ticket'], []],
    [
      'an approver too many',
      '{ approvers: [manager, system-owner, everyone] }',
      ['manager', 'system-owner', 'everyone'],
      ['manager', 'system-owner'],
    ],
    [
      'another person',
      '{ approvers: [rui.alves, sofia.lopes] }',
      ['rui.alves', 'sofia.lopes'],
      ['rui.alves', 'marta.dias'],
    ],
    ['nobody', '{ approvers: [] }', [], ['manager', 'system-owner']],
  ])('%s', async (_title, expectation, expected, actual) => {
    const result = await unmet(one(expectation));
    expect(result).toMatchObject({ status: 1, unmet: [{ line: 6, expected, actual }] });
  });

  test('a rule that there is not is named, with the one that was meant', async () => {
    const result = await unmet(one('{ findings: [missing-tiket] }'));
    expect(result.unmet[0].help).toBe('there is no rule `missing-tiket`; did you mean `missing-ticket`?');
  });

  test('a broken policy lets no test pass that is about it', async () => {
    const result = await unmet({
      ...one('{ findings: [] }'),
      [examplePaths.settings]: `${exampleCompany[examplePaths.settings]}colour: blue\n`,
    });
    expect(result).toMatchObject({ status: 1, unmet: [{ actual: ['cannot-be-judged'] }] });
  });

  test('no tests at all, since none of them passed', async () => {
    expect(await run({})).toEqual({
      status: 1,
      out: 'There are no policy tests in `policies/tests/`.\n',
      err: '',
    });
  });

  test('tests that cannot be read, even if all others pass', async () => {
    const result = await run({ ...one('{ findings: [] }'), 'policies/tests/other.yaml': 'tests: [\n' });
    expect(result).toMatchObject({ status: 1, out: '1 policy test: 1 passed, 0 failed.\n' });
    expect(result.err).toMatch(/^policies\/tests\/other\.yaml:\d+:\d+: /);
  });
});

test('those of the sample company pass, whenever they are run', async () => {
  const result = await runHere('.', (context) =>
    testPolicies({ format: 'json' }, { ...context, clock: Date.parse('2031-01-01') }),
  );
  expect(result).toMatchObject({ status: 0, err: '' });
  expect(JSON.parse(result.out).passed).toBeGreaterThan(10);
});
