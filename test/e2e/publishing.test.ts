import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkName, publishCheck } from '../../src/github/check-run.ts';
import { connect } from '../../src/github/client.ts';
import { type Company, organization, repository, startCompany } from '../support/company.ts';
import { diagnosticWith } from '../support/diagnostic.ts';
import { runAction } from '../support/runner.ts';

let company: Company;
beforeAll(async () => {
  company = await startCompany();
});
afterAll(() => company.close());

const grants = Object.fromEntries(
  Array.from({ length: 20 }, (_, index) => [
    `access-grants/crm/exporter/nobody-${index}.yaml`,
    `version: 1\nsubject: nobody-${index}\nsystem: crm\nrole: exporter\njustification: need access\nticket: none\n`,
  ]),
);

const judge = (number: number) =>
  runAction({
    node: process.execPath,
    url: company.github.url,
    repository: `${organization}/access`,
    token: company.workflowToken,
    event: 'pull_request_target',
    payload: { pull_request: { number } },
  });

async function open(name: string, files: Readonly<Record<string, string>>) {
  await company.git('checkout', '--quiet', '-B', name, 'origin/main');
  const sha = await company.push(name, files);
  return { sha, number: await company.openPullRequest(name, name) };
}

test('more findings than one request takes come in batches, and the check is completed by the last', async () => {
  const { sha, number } = await open('request/many', grants);
  const start = company.github.requests.length;
  const run = await judge(number);
  const errors = Number(run.outputs.errors);
  expect(errors).toBeGreaterThan(50);
  const operations = company.github.requests.slice(start).map((request) => request.operationId);
  expect(operations.filter((id) => id === 'checks/create' || id === 'checks/update')).toHaveLength(
    Math.ceil(errors / 50),
  );
  const { data } = await company.as('qa-ana').rest.checks.listForRef({ ...repository, ref: sha });
  expect(data.check_runs).toHaveLength(1);
  expect(data.check_runs[0]).toMatchObject({ conclusion: 'failure', output: { annotations_count: errors } });
  expect(company.github.violations).toEqual([]);
});

test('what the change has caused is annotated before old warnings, of which there may be too many', async () => {
  const { sha } = await open('request/old-warnings', { 'notes.md': 'one\n' });
  const client = connect({ token: company.workflowToken, baseUrl: company.github.url });
  const old = diagnosticWith({ severity: 'warning', notCausedByChange: 'before', message: 'old' });
  const findings = [old, { ...diagnosticWith({ severity: 'warning' }), message: 'new' }, diagnosticWith()];
  const report = {
    name: checkName,
    outcome: 'failure',
    title: 'Title',
    summary: 'Summary',
    findings,
  } as const;
  await publishCheck(client, repository, sha, report);
  const { checks } = company.as('qa-ana').rest;
  const { data } = await checks.listForRef({ ...repository, ref: sha });
  const notes = await checks.listAnnotations({ ...repository, check_run_id: data.check_runs[0]?.id ?? 0 });
  expect(
    notes.data.map(({ annotation_level, message }) => `${annotation_level} ${message?.split('\n')[0]}`),
  ).toEqual(['failure `2026-02-30` is not a day in the calendar', 'warning new', 'warning old']);
});

describe('annotations that GitHub does not take', () => {
  test.each([
    ['the first of them', 'checks/create', 0],
    ['some after the first', 'checks/update', 50],
  ] as const)('do not take the conclusion with them: %s', async (name, operationId, count) => {
    const { sha, number } = await open(`request/${name.replaceAll(' ', '-')}`, grants);
    company.github.faults.add({ match: { operationId }, kind: 'status', status: 422 });
    const run = await judge(number);
    company.github.faults.clear();
    expect(run.outputs.verdict).toBe('rejected');
    const { data } = await company.as('qa-ana').rest.checks.listForRef({ ...repository, ref: sha });
    expect(data.check_runs).toMatchObject([{ conclusion: 'failure', output: { annotations_count: count } }]);
    expect(data.check_runs[0]?.output.summary).toMatch(/GitHub did not take all of the annotations; .*\.$/);
    expect(run.log).not.toMatch(/could not be published/);
  });
});

test('a marker that a person typed does not make their comment ours', async () => {
  const { number } = await open('request/marker', { 'access-grants/crm/viewer/x.yaml': 'version: 1\n' });
  await company.as('qa-rui').rest.issues.createComment({
    ...repository,
    issue_number: number,
    body: '<!-- grantbook:check -->\n### Approved',
  });
  await judge(number);
  const { data } = await company
    .as('qa-ana')
    .rest.issues.listComments({ ...repository, issue_number: number });
  expect(data.map((comment) => [comment.user?.login, comment.body?.split('\n')[1]])).toEqual([
    ['qa-rui', '### Approved'],
    ['github-actions[bot]', expect.stringContaining('to repair before anybody can approve')],
  ]);
});

describe('an API that fails never ends in a yes', () => {
  const faults = [
    ['the pull request cannot be read', { match: { operationId: 'pulls/get' }, kind: 'status', status: 403 }],
    ['the pull request comes cut off', { match: { operationId: 'pulls/get' }, kind: 'cut off' }],
    [
      'the commits cannot be fetched',
      { match: { operationId: 'git-upload-pack' }, kind: 'status', status: 403 },
    ],
    ['the check run is refused', { match: { operationId: 'checks/create' }, kind: 'status', status: 403 }],
    [
      'the comments cannot be read',
      { match: { operationId: 'issues/list-comments' }, kind: 'status', status: 403 },
    ],
    [
      'the comment is refused',
      { match: { operationId: 'issues/create-comment' }, kind: 'status', status: 403 },
    ],
    ['the clock is an hour off', { match: { operationId: 'pulls/get' }, kind: 'skewed date', seconds: 3600 }],
    ['the answer has no date', { match: { operationId: 'pulls/get' }, kind: 'no date' }],
  ] as const;

  test.each(faults)('%s', async (name, fault) => {
    const { sha, number } = await open(`request/${name.replaceAll(' ', '-')}`, { 'notes.md': `${name}\n` });
    company.github.faults.add({ ...fault, times: 20 });
    const run = await judge(number);
    company.github.faults.clear();
    expect(run.status, run.log).toBe(1);
    expect(run.log).toMatch(/::error::/);
    expect(run.log).not.toMatch(/\n\s+at /);
    expect(run.log).not.toContain(company.workflowToken);
    const { data } = await company.as('qa-ana').rest.checks.listForRef({ ...repository, ref: sha });
    for (const check of data.check_runs) expect(check.conclusion).not.toBe('success');
  });
});
