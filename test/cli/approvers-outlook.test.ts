import { describe, expect, test } from 'vitest';
import { type ApproversOptions, approvers } from '../../src/commands/approvers.ts';
import { exampleCompany, examplePaths } from '../../src/rules/example-company.ts';
import { runHere } from '../support/command.ts';
import type { Files } from '../support/impact.ts';
import { temporaryFolder, writeFiles } from '../support/repository.ts';

const text = (path: string) => exampleCompany[path] ?? '';
const approvals = (...policies: readonly string[]): Files => ({
  [examplePaths.approvals]: `version: 1\npolicies:\n${policies.map((policy) => `  - ${policy}\n`).join('')}`,
});
const away = (user: string, to: string): Files => ({
  [`policies/people/${user}.yaml`]: `${text(`policies/people/${user}.yaml`)}delegations: [{ to: ${to}, from: 2026-11-20, until: 2027-01-03 }]\n`,
});
/** One more accountant. */
const colleague = (name: string, id: number): Files => ({
  [`policies/people/${name.toLowerCase().replace(' ', '.')}.yaml`]: text('policies/people/ana.costa.yaml')
    .replace('Ana Costa', name)
    .replace('ana-costa', name.toLowerCase().replace(' ', '-'))
    .replace('101', `${id}`),
});
const requesters = (who: string): Files => ({
  [examplePaths.payroll]: text(examplePaths.payroll).replace(
    '  viewer:\n',
    `  viewer:\n    requesters: ${who}\n`,
  ),
});

/** `grantbook approvers` for Ana as a viewer of the payroll, unless it says otherwise. */
const ask = (files: Files, options: Partial<ApproversOptions> = {}) => {
  const dir = temporaryFolder();
  const present = Object.entries({ ...exampleCompany, [examplePaths.grant]: null, ...files }).filter(
    ([, content]) => content !== null,
  );
  writeFiles(dir, Object.fromEntries(present));
  const defaults = { system: 'payroll', role: 'viewer', subject: 'ana.costa', change: 'added' } as const;
  return runHere(dir, (context) =>
    approvers({ ...defaults, emergency: false, now: '2026-11-23', format: 'text', ...options }, context),
  );
};
const answer = async (files: Files, options: Partial<ApproversOptions> = {}) =>
  JSON.parse((await ask(files, { ...options, format: 'json' })).out);

const emergency = { role: 'admin', emergency: true };

test('where there are no approval policies at all, nobody can approve', async () => {
  const { status, out } = await ask({ [examplePaths.approvals]: null });
  expect(status).toBe(1);
  expect(out).toContain('No approval policy matches, so nobody can approve it.\n');
  // What makes access smaller needs no policy.
  expect((await ask({ [examplePaths.approvals]: null }, { change: 'removed' })).out).toContain(
    'No approval policy speaks of it, so that the built-in one decides.\n',
  );
});

describe('how long nobody has to answer', () => {
  const night =
    '{ id: night, when: { emergency: true }, stages: [{ approvers: [manager] }], escalation: { after: 2h, to: [policy-owner] } }';

  test('goes by the clock in an emergency', async () => {
    expect((await ask(approvals(night), emergency)).out).toContain(
      '  After 2 hours without an answer: Sofia Lopes (sofia.lopes) too.\n',
    );
    expect((await answer(approvals(night), emergency)).escalation).toMatchObject({ workingDays: false });
  });

  test('goes by working days where the policy is for both', async () => {
    const both = night.replace('when: { emergency: true }, ', '');
    expect((await ask(approvals(both), emergency)).out).toContain(
      '  After 2 hours without an answer, Saturdays and Sundays not counted: Sofia Lopes (sofia.lopes) too.\n',
    );
  });
});

test('what is no emergency is not looked at afterwards', async () => {
  const files = approvals('{ id: a, stages: [{ approvers: [manager] }], postReview: { within: 3d } }');
  expect((await answer(files)).postReview).toBe(null);
  expect((await ask(files)).out).not.toContain('Afterwards');
  expect((await answer(files, emergency)).postReview).toEqual({ within: '3d' });
});

test('an emergency has the longest time that the role says, whatever the matrix says', async () => {
  expect((await answer({}, { ...emergency, subject: 'sofia.lopes' })).longest).toEqual({
    kind: 'limited',
    duration: '4h',
    from: 'role',
  });
  expect((await answer({}, { emergency: true })).longest).toBe(null);
});

describe('who stands in for whom, when nobody answers', () => {
  test('each for their own', async () => {
    const files = {
      ...approvals(
        '{ id: a, stages: [{ approvers: [manager] }], escalation: { after: 1d, to: ["group:security", "user:marta.dias"] } }',
      ),
      ...away('sofia.lopes', 'tiago.nunes'),
      ...away('marta.dias', 'eva.reis'),
      ...colleague('Tiago Nunes', 105),
      ...colleague('Eva Reis', 106),
    };
    expect((await ask(files)).out).toContain(
      'not counted: Sofia Lopes (sofia.lopes), Tiago Nunes (tiago.nunes; for Sofia Lopes, until 3 January 2027), Marta Dias (marta.dias) or Eva Reis (eva.reis; for Marta Dias, until 3 January 2027) too.\n',
    );
    const until = { until: '2027-01-03', escalated: true };
    expect((await answer(files)).escalation.indirect).toEqual([
      { user: 'tiago.nunes', standsInFor: 'sofia.lopes', ...until },
      { user: 'eva.reis', standsInFor: 'marta.dias', ...until },
    ]);
  });

  test('once, where they come to each stage', async () => {
    const files = {
      ...approvals(
        '{ id: a, stages: [{ approvers: [manager] }, { approvers: [system-owner] }], escalation: { after: 1d, to: ["group:security"] } }',
      ),
      ...away('sofia.lopes', 'eva.reis'),
      ...colleague('Eva Reis', 106),
    };
    expect((await answer(files)).escalation.indirect).toEqual([
      { user: 'eva.reis', standsInFor: 'sofia.lopes', until: '2027-01-03', escalated: true },
    ]);
  });

  test('nobody, where a stage has all of them already', async () => {
    const files = approvals(
      '{ id: a, stages: [{ approvers: ["group:security"] }, { approvers: [manager] }], escalation: { after: 1d, to: ["group:security"] } }',
    );
    expect((await answer(files)).escalation).toMatchObject({
      people: ['sofia.lopes'],
      stages: [[], ['sofia.lopes']],
      indirect: [],
    });
  });
});

test.each([
  [
    'where the role does not say it',
    {},
    [
      { expression: 'self', people: ['ana.costa'] },
      { expression: 'manager', people: ['rui.alves'] },
    ],
    'Ana Costa (ana.costa); or Rui Alves (rui.alves), as manager',
  ],
  [
    'where only others may',
    requesters('["group:security", system-owner]'),
    [
      { expression: 'group:security', people: ['sofia.lopes'] },
      { expression: 'system-owner', people: ['rui.alves', 'marta.dias'] },
    ],
    'Sofia Lopes (sofia.lopes), as group:security; or Rui Alves (rui.alves) or Marta Dias (marta.dias), as system-owner',
  ],
  [
    'where nobody has that job',
    requesters('["job-function:auditor"]'),
    [{ expression: 'job-function:auditor', people: [] }],
    'job-function:auditor (nobody at present)',
  ],
])('who may ask, %s', async (_title, files, named, line) => {
  expect((await answer(files)).requesters).toEqual(named);
  expect((await ask(files)).out).toContain(`Who may ask: ${line}.\n`);
});
