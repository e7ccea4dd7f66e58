import { describe, expect, test } from 'vitest';
import { type ApproversOptions, approvers } from '../../src/commands/approvers.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { runHere } from '../support/command.ts';
import { temporaryFolder, writeFiles } from '../support/repository.ts';

type Files = Parameters<typeof writeFiles>[1];

const text = (path: string) => exampleCompany[path] ?? '';
const withRole = (line: string): Files => ({
  [examplePaths.payroll]: text(examplePaths.payroll).replace(
    '    risk: medium\n',
    `    risk: medium\n    ${line}\n`,
  ),
});
const approvals = (policies: string): Files => ({
  [examplePaths.approvals]: `version: 1\npolicies:\n${policies}`,
});

/** `grantbook approvers` in the example company, for Ana as a viewer of the payroll unless it says otherwise. */
const ask = (options: Partial<ApproversOptions> = {}, files: Files = {}) => {
  const dir = temporaryFolder();
  writeFiles(dir, { ...exampleCompany, [examplePaths.grant]: 'not read', ...files });
  const defaults = { system: 'payroll', role: 'viewer', subject: 'ana.costa', change: 'added' } as const;
  return runHere(dir, (context) =>
    approvers({ ...defaults, emergency: false, format: 'text', ...options }, context),
  );
};
const answer = async (options: Partial<ApproversOptions> = {}, files: Files = {}) => {
  const { out, status } = await ask({ ...options, format: 'json' }, files);
  return { ...JSON.parse(out), status };
};

test('names the stages, the policy, the escalation, who may ask and for how long', async () => {
  const run = await ask(
    {},
    approvals(`
  - id: small
    when: { risk: [low] }
    stages: [{ approvers: [manager] }]
  - id: payroll
    title: Access to salaries
    stages:
      - approvers: [manager]
      - approvers: [system-owner, "group:security"]
        count: 2
    escalation: { after: 2d, to: [policy-owner, "user:marta.dias"] }
`),
  );
  expect(run).toEqual({
    status: 0,
    err: '',
    out: `possible: Ana Costa (ana.costa) gets Viewer in Payroll (payroll/viewer)

Who approves, one after the other:
  1. Rui Alves (rui.alves), as manager
  2. 2 of Rui Alves (rui.alves), Marta Dias (marta.dias) or Sofia Lopes (sofia.lopes), as system-owner or group:security
  Nobody fills two places.
  After 2 days without an answer, Saturdays and Sundays not counted: Sofia Lopes (sofia.lopes) or Marta Dias (marta.dias) too in stage 1.

Who may ask: Ana Costa (ana.costa); or Rui Alves (rui.alves), as manager.
For how long: at most 30 days at a time.

That is the policy \`payroll\`: Access to salaries.
`,
  });
});

test('who asks does not approve', async () => {
  const { stages } = await answer({ requestedBy: 'rui.alves' });
  expect(stages).toMatchObject([{ approvers: ['manager', 'system-owner'], candidates: ['marta.dias'] }]);
});

test('people of the escalation are named only where they are others', async () => {
  const files = approvals(`
  - id: a
    stages: [{ approvers: [manager] }]
    escalation: { after: 3d, to: [system-owner] }
`);
  expect((await answer({}, files)).escalation).toEqual({
    after: '3d',
    to: ['system-owner'],
    workingDays: true,
    people: ['marta.dias'],
    stages: [['marta.dias']],
    indirect: [],
  });
  // Where nobody is left, it does not wait for them.
  const { stages, possible } = await answer({ requestedBy: 'rui.alves' }, files);
  expect(stages).toMatchObject([{ candidates: ['marta.dias'], escalatedTo: ['system-owner'] }]);
  expect(possible).toBe(true);
});

test('an escalation is told stage by stage, since who approves one stage may fill no place of another', async () => {
  const files = {
    ...approvals(`
  - id: a
    stages:
      - approvers: [manager, manager-of-manager]
      - approvers: [system-owner]
    escalation: { after: 2d, to: [policy-owner] }
`),
    [examplePaths.payroll]: text(examplePaths.payroll).replace(
      '[rui.alves, marta.dias]',
      '[rui.alves, sofia.lopes]',
    ),
    [examplePaths.settings]: text(examplePaths.settings).replace(
      'policyOwners: [sofia.lopes, rui.alves]',
      'policyOwners: [sofia.lopes, marta.dias]',
    ),
  };
  expect((await ask({}, files)).out).toContain(
    'not counted: Sofia Lopes (sofia.lopes) too in stage 1; Marta Dias (marta.dias) too in stage 2.\n',
  );
});

test('an escalation that brings the same people to each stage says so once', async () => {
  const files = approvals(`
  - id: a
    stages: [{ approvers: [manager] }, { approvers: [manager-of-manager] }]
    escalation: { after: 2d, to: ["group:security"] }
`);
  expect((await ask({}, files)).out).toContain(
    'not counted: Sofia Lopes (sofia.lopes) too, in each stage.\n',
  );
});

test('an escalation that brings nobody says so', async () => {
  const files = approvals(`
  - id: a
    stages: [{ approvers: [system-owner] }]
    escalation: { after: 2d, to: [manager] }
`);
  expect((await ask({}, files)).out).toContain('not counted: nobody else.\n');
});

describe('who is there for somebody else is told so', () => {
  const away = (user: string, to: string): Files => ({
    [`policies/people/${user}.yaml`]: `${text(`policies/people/${user}.yaml`)}delegations: [{ to: ${to}, from: 2026-11-20, until: 2027-01-03 }]\n`,
  });

  test('as a stand-in', async () => {
    const files = {
      ...approvals('  - { id: a, stages: [{ approvers: [manager] }] }\n'),
      ...away('rui.alves', 'sofia.lopes'),
    };
    expect((await ask({}, files)).out).toContain(
      '1. Rui Alves (rui.alves) or Sofia Lopes (sofia.lopes; for Rui Alves, until 3 January 2027), as manager\n',
    );
    const { stages } = await answer({}, files);
    expect(stages[0].indirect).toEqual([
      { user: 'sofia.lopes', standsInFor: 'rui.alves', until: '2027-01-03' },
    ]);
  });

  test('not where the policy names them too', async () => {
    const files = {
      ...approvals('  - { id: a, stages: [{ approvers: [system-owner] }] }\n'),
      ...away('rui.alves', 'marta.dias'),
    };
    expect((await ask({}, files)).out).toContain(
      '1. Rui Alves (rui.alves) or Marta Dias (marta.dias), as system-owner\n',
    );
  });

  test('through the escalation, where nobody is left', async () => {
    const files = {
      ...approvals(
        '  - { id: a, stages: [{ approvers: [manager] }], escalation: { after: 1d, to: ["group:security"] } }\n',
      ),
      ...away('sofia.lopes', 'marta.dias'),
    };
    expect((await ask({ requestedBy: 'rui.alves' }, files)).out).toContain(
      '1. Sofia Lopes (sofia.lopes; through the escalation) or Marta Dias (marta.dias; for Sofia Lopes, until 3 January 2027; through the escalation), as manager',
    );
    expect((await ask({}, files)).out).toContain(
      'not counted: Sofia Lopes (sofia.lopes) or Marta Dias (marta.dias; for Sofia Lopes, until 3 January 2027) too.\n',
    );
  });
});

test('an emergency says how soon afterwards it is looked at', async () => {
  const files = approvals(`
  - { id: night, when: { emergency: true }, stages: [{ approvers: [everyone] }], postReview: { within: 3d } }
  - { id: day, stages: [{ approvers: [manager] }] }
`);
  const emergency = { role: 'admin', emergency: true };
  expect((await ask(emergency, files)).out).toContain('  Afterwards it is looked at, within 3 days.\n');
  expect((await answer(emergency, files)).postReview).toEqual({ within: '3d' });
  expect((await answer({}, files)).postReview).toBe(null);
});

test('a team and a whole job function are said in the words of the policy', async () => {
  const files = approvals(`
  - id: a
    stages:
      - approvers: ["github-team:acme/payroll"]
      - approvers: ["job-function:director"]
      - approvers: [everyone]
`);
  const { out } = await ask({}, files);
  expect(out).toContain('1. a member of @acme/payroll, as github-team:acme/payroll\n');
  expect(out).toContain('2. anybody with the job function `director`\n');
  expect(out).toContain('3. anybody else who works here\n');
});

describe('not possible is said first, with the reason, and is status 1', () => {
  test.each([
    ['outside of the role matrix', { subject: 'sofia.lopes' }, {}, 'role-outside-matrix'],
    ['somebody who may not ask', { requestedBy: 'sofia.lopes' }, {}, 'requester-not-allowed'],
    [
      'somebody who has left',
      {},
      {
        'policies/people/ana.costa.yaml': text('policies/people/ana.costa.yaml').replace(
          'active: true',
          'active: false',
        ),
      },
      'inactive-subject',
    ],
    ['an emergency where the role knows none', { emergency: true }, {}, 'emergency-not-allowed'],
    ['a training that is missing', {}, withRole('requiresTraining: [privacy]'), 'missing-training'],
    [
      'a role that is kept apart from one that the person holds',
      { role: 'releaser' },
      grantFile({ role: 'editor', ticket: 'FIN-1' }),
      'conflicting-roles',
    ],
    [
      'no policy for it',
      {},
      approvals('  - { id: a, when: { risk: [low] }, stages: [{ approvers: [manager] }] }\n'),
      'no-matching-approval',
    ],
    [
      'nobody who could approve',
      { requestedBy: 'rui.alves' },
      approvals('  - { id: a, stages: [{ approvers: [manager] }] }\n'),
      'nobody-can-approve',
    ],
  ] as const)('%s', async (_title, options, files, rule) => {
    const { status, possible, findings } = await answer(options, files);
    expect({ status, possible, rules: findings.map((finding: { rule: string }) => finding.rule) }).toEqual({
      status: 1,
      possible: false,
      rules: [rule],
    });
    const { out } = await ask(options, files);
    expect(out).toMatch(/^not possible: .*\n {2}GB\d{3} .*\n {4}= help: /);
  });
});

test('an exception makes it possible, and is shown', async () => {
  const run = await ask(
    { subject: 'sofia.lopes' },
    {
      'policies/exceptions/audit.yaml': `version: 1
rule: role-outside-matrix
subject: sofia.lopes
reason: The audit of this winter needs one look.
compensatingControl: A director sits beside her.
owner: marta.dias
validUntil: 2026-12-31
`,
    },
  );
  expect(run.status).toBe(0);
  expect(run.out).toMatch(
    /^possible: .*\n {2}GB106 .*\n {4}= exception: `audit` allows this until 2026-12-31\n/,
  );
});

test.each([
  ['the matrix', { role: 'viewer' }, {}, { kind: 'limited', duration: '30d', from: 'matrix' }],
  ['a stricter role', {}, withRole('maxDuration: 2w'), { kind: 'limited', duration: '2w', from: 'role' }],
  [
    'renewals that add up',
    {},
    {
      [examplePaths.matrix]: text(examplePaths.matrix).replace(
        'viewer: { maxDuration: 30d }',
        'viewer: { maxDuration: 30d, maxTotal: 90d }',
      ),
    },
    { kind: 'limited', duration: '30d', from: 'matrix', total: '90d' },
  ],
  ['no end', { subject: 'rui.alves' }, {}, { kind: 'standing' }],
  ['an emergency', { role: 'admin', emergency: true }, {}, { kind: 'limited', duration: '4h', from: 'role' }],
] as const)('for how long: %s', async (_title, options, files, longest) => {
  expect((await answer(options, files)).longest).toEqual(longest);
});

test.each([
  ['removed', ['ana.costa', 'rui.alves', 'marta.dias', 'sofia.lopes'], true],
  ['reduced', ['ana.costa', 'rui.alves', 'marta.dias', 'sofia.lopes'], true],
  ['extended', ['rui.alves', 'marta.dias'], false],
  ['reviewed', ['rui.alves', 'marta.dias'], false],
] as const)('what is %s', async (change, candidates, authorCounts) => {
  const { stages, ...rest } = await answer({ change });
  expect(rest).toMatchObject({ status: 0, possible: true, authorCounts });
  expect(stages).toMatchObject([{ candidates }]);
});

describe('a name that nobody knows is status 2, with the one that was meant', () => {
  test.each([
    [{ subject: 'Ana Costa' }, 'there is no person `Ana Costa`; did you mean `ana.costa`?\n'],
    [{ requestedBy: 'rui.alvez' }, 'there is no person `rui.alvez`; did you mean `rui.alves`?\n'],
    [{ system: 'payrol' }, 'there is no system `payrol`; did you mean `payroll`?\n'],
    [{ role: 'Administrator' }, 'there is no role `Administrator` in `payroll`; did you mean `admin`?\n'],
    [
      { role: 'stranger' },
      'there is no role `stranger` in `payroll`; there are `viewer`, `editor`, `releaser`, `admin`\n',
    ],
  ])('%o', async (options, err) => {
    expect(await ask(options)).toEqual({ status: 2, out: '', err });
  });

  test('a file that cannot be read is not held against the name', async () => {
    const run = await ask({}, { 'policies/people/ana.costa.yaml': 'displayName: [\n' });
    expect(run).toEqual({
      status: 2,
      out: '',
      err: '`policies/people/ana.costa.yaml` could not be read; `grantbook check` says why\n',
    });
  });
});

test('a removal names only groups that are there', async () => {
  const said = async (groups: string) =>
    (
      await ask(
        { change: 'removed' },
        { [examplePaths.settings]: text(examplePaths.settings).replace(/groups:\n(?: .*\n)+/, groups) },
      )
    ).out;
  expect(await said('')).toContain('as subject or manager or system-owner\n');
  expect(await said('groups:\n  hr: [sofia.lopes]\n')).toContain(
    'as subject or manager or system-owner or group:hr\n',
  );
});
