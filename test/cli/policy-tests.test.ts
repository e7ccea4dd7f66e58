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
    ['a finding by its code', '{ findings: [GB203] }', '{ duration: 31d }'],
    ['a finding by its code in small letters', '{ findings: [gb203] }', '{ duration: 31d }'],
    ['the only stage', '{ stages: [{ approvers: [system-owner, manager] }] }', '{ duration: 30d }'],
    ['its people', '{ stages: [{ approvers: [marta.dias, rui.alves], count: 1 }] }', '{ duration: 30d }'],
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

test('no tests at all are nothing wrong, and said', async () => {
  expect(await run({})).toEqual({
    status: 0,
    out: 'There are no policy tests in `policies/tests/`, so nothing was tested.\n',
    err: '',
  });
});

describe('what does not is status 1', () => {
  test('a folder in which the only tests have the wrong ending', async () => {
    const result = await run({ 'policies/tests/other.yml': 'version: 1\ntests: []\n' });
    expect(result).toMatchObject({ status: 1 });
    expect(result.out).toContain('No policy test ran: 1 file could not be read.');
  });

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
      = help: there is no policy \`strict\`; there are \`standard\`, \`built-in\`

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

  test.each([
    ['rule', '{ findings: [missing-tiket] }', 'missing-ticket'],
    ['policy', '{ policy: standart }', 'standard'],
    ['policy', '{ policy: builtin }', 'built-in'],
  ])(
    'a %s that there is not is named, with the one that was meant: %s → %s',
    async (what, expectation, meant) => {
      const [, wrong] = /: \[?([\w-]+)\]? }/.exec(expectation) ?? [];
      const result = await unmet(one(expectation));
      expect(result.unmet[0].help).toBe(`there is no ${what} \`${wrong}\`; did you mean \`${meant}\`?`);
    },
  );

  test('a code that no rule has', async () => {
    const result = await unmet(one('{ findings: [GB999] }'));
    expect(result.unmet[0].help).toMatch(/^there is no rule `GB999`/);
  });

  test('a broken policy lets no test pass that is about it', async () => {
    const result = await unmet({
      ...one('{ findings: [] }'),
      [examplePaths.settings]: `${exampleCompany[examplePaths.settings]}colour: blue\n`,
    });
    expect(result).toMatchObject({ status: 1, unmet: [{ actual: ['cannot-be-judged'] }] });
  });

  test('tests that cannot be read, even if all others pass', async () => {
    const result = await run({ ...one('{ findings: [] }'), 'policies/tests/other.yaml': 'tests: [\n' });
    expect(result).toMatchObject({
      status: 1,
      out: `\`policies/tests/other.yaml\` could not be read, so none of its tests ran

1 policy test: 1 passed, 0 failed; 1 file could not be read.
`,
    });
    expect(result.err).toMatch(/^policies\/tests\/other\.yaml:\d+:\d+: /);
  });

  test.each([
    ['an expectation of nothing', '{}', '`expect` says nothing'],
    ['a rule in the words of its title', '{ findings: [Missing end] }', 'is not the name of a rule'],
    ['a stage of nobody', '{ stages: [{ approvers: [] }] }', '`approvers` needs at least one entry'],
  ])('%s makes a file that cannot be read, and none of its tests run', async (_title, expectation, said) => {
    const result = await run(one(expectation));
    expect(result.status).toBe(1);
    expect(result.out).toBe(
      '`policies/tests/payroll.yaml` could not be read, so none of its tests ran\n\nNo policy test ran: 1 file could not be read.\n',
    );
    expect(result.err).toContain(said);
  });
});

describe('stages', () => {
  const twoStages = {
    [examplePaths.approvals]: `version: 1
policies:
  - id: strict
    stages:
      - approvers: [manager, "group:security"]
      - approvers: [system-owner]
        count: 2
`,
  };

  test.each([
    [
      'in their order, with their counts',
      '[{ approvers: ["group:security", manager] }, { approvers: [system-owner], count: 2 }]',
      0,
    ],
    [
      'as people',
      '[{ approvers: [rui.alves, sofia.lopes] }, { approvers: [rui.alves, marta.dias], count: 2 }]',
      0,
    ],
    [
      'in another order',
      '[{ approvers: [system-owner], count: 2 }, { approvers: [manager, "group:security"] }]',
      1,
    ],
    ['with another count', '[{ approvers: [manager, "group:security"] }, { approvers: [system-owner] }]', 1],
    ['as one', '[{ approvers: [manager, "group:security", system-owner], count: 3 }]', 1],
    ['one too few', '[{ approvers: [manager, "group:security"] }]', 1],
    ['none', '[]', 1],
  ])('%s', async (_title, stages, status) => {
    expect((await run({ ...twoStages, ...one(`{ stages: ${stages} }`) })).status).toBe(status);
  });

  test('say in words what is expected and what is', async () => {
    const { out } = await run({ ...twoStages, ...one('{ stages: [{ approvers: [manager] }] }') });
    expect(out).toContain(`:6: stages
      expected: manager
      actual:   manager or group:security; then 2 of system-owner
`);
  });
});

test('those of the sample company pass, whenever they are run', async () => {
  const result = await runHere('.', (context) =>
    testPolicies({ format: 'json' }, { ...context, clock: Date.parse('2031-01-01') }),
  );
  expect(result).toMatchObject({ status: 0, err: '' });
  expect(JSON.parse(result.out).passed).toBeGreaterThan(10);
});
