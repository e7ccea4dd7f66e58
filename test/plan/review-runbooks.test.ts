/** When a runbook is to be looked at again, and by whom. */
import { expect, test } from 'vitest';
import { dueReviews } from '../../src/plan/review-runbooks.ts';
import { exampleCompany } from '../../src/rules/example-company.ts';
import { workspaceOf } from '../support/workspace.ts';

const timeZone = 'Europe/Lisbon';
const text = (owner: string, last: string, every = '90d') =>
  `version: 1\ntitle: A\nobjective: B\naudience: [C]\nowner: ${owner}\nreviewEvery: ${every}\nlastReviewed: ${last}\n`;
const due = (files: Record<string, string>, now: string) =>
  dueReviews(
    workspaceOf({
      ...exampleCompany,
      ...Object.fromEntries(
        Object.entries(files).map(([id, each]) => [`policies/runbooks/${id}.yaml`, each]),
      ),
    }),
    { now: Date.parse(now), timeZone },
  ).map(({ runbook, dueOn, asked, owner }) => [runbook.id, dueOn, asked.join(), owner]);

const payroll = { payroll: text('rui.alves', '2026-10-15') };

test.each([
  ['not yet, eight days before', '2027-01-05T12:00:00Z', []],
  ['from a week before, to the minute', '2027-01-05T23:59:00Z', []],
  ['a week before', '2027-01-06T00:00:00Z', [['payroll', '2027-01-13', 'rui.alves', 'is asked']]],
  ['for as long as nobody has', '2028-01-01T00:00:00Z', [['payroll', '2027-01-13', 'rui.alves', 'is asked']]],
])('%s', (_, now, expected) => {
  expect(due(payroll, now)).toEqual(expected);
});

test('the earliest comes first', () => {
  const files = { b: text('rui.alves', '2026-09-01'), a: text('rui.alves', '2026-10-01', '30d') };
  expect(due(files, '2027-06-01T00:00:00Z').map(([id]) => id)).toEqual(['a', 'b']);
});

test('the policy owners are asked where the owner is gone', () => {
  expect(due({ payroll: text('tom.gone', '2025-01-01') }, '2026-11-23T12:00:00Z')).toEqual([
    ['payroll', '2025-04-01', 'sofia.lopes,rui.alves', 'has left'],
  ]);
});

test('they are asked too where the owner cannot answer here', () => {
  const rui = 'policies/people/rui.alves.yaml';
  const workspace = workspaceOf({
    ...exampleCompany,
    [rui]: (exampleCompany[rui] ?? '').replace(/github:.*\n/, ''),
    'policies/runbooks/payroll.yaml': text('rui.alves', '2026-01-01'),
  });
  const [review] = dueReviews(workspace, { now: Date.parse('2026-11-23T12:00:00Z'), timeZone });
  expect([review?.asked, review?.owner]).toEqual([['sofia.lopes', 'rui.alves'], 'has no account']);
});
