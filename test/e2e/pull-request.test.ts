import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Company, organization, repository, startCompany } from '../support/company.ts';
import { nodes } from '../support/node24.ts';
import { type ActionRun, actionMetadata, runAction } from '../support/runner.ts';

const day = (fromToday: number) => new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10);
const path = 'access-grants/crm/exporter/andrei.popescu.yaml';

const wrong = `version: 1
subject: andrei.popescu
system: crm
role: exporter
justification: need access
ticket: MKT-1
validUntil: ${day(90)}
`;

const repaired = `version: 1
subject: andrei.popescu
system: crm
role: exporter
justification: Download the shops around Porto once for the tasting invitations
ticket: CRM-701
validUntil: ${day(10)}
`;

let company: Company;
let node: string;

beforeAll(async () => {
  expect(existsSync(actionMetadata.runs.main), 'run `npm run build` first').toBe(true);
  company = await startCompany();
  node = nodes.at(-1)?.[1] ?? process.execPath;
});
afterAll(() => company.close());
afterEach(() => {
  expect(company.github.violations).toEqual([]);
});

const judge = (
  number: number,
  more: { event?: string; inputs?: Record<string, string>; node?: string } = {},
): Promise<ActionRun> =>
  runAction({
    node: more.node ?? node,
    url: company.github.url,
    repository: `${organization}/access`,
    token: company.workflowToken,
    event: more.event ?? 'pull_request_target',
    payload: { pull_request: { number }, repository: { full_name: `${organization}/access` } },
    ...(more.inputs ? { inputs: more.inputs } : {}),
  });

const branch = async (name: string) => {
  await company.git('fetch', '--quiet', 'origin');
  await company.git('checkout', '--quiet', '-B', name, 'origin/main');
};

async function checkOf(sha: string) {
  const { data } = await company
    .as('qa-ana')
    .rest.checks.listForRef({ ...repository, ref: sha, check_name: 'grantbook', filter: 'latest' });
  const [run] = data.check_runs;
  const annotations = run
    ? (
        await company
          .as('qa-ana')
          .rest.checks.listAnnotations({ ...repository, check_run_id: run.id, per_page: 100 })
      ).data
    : [];
  return { runs: data.check_runs.length, run, annotations };
}

const commentsOf = async (number: number) =>
  (await company.as('qa-ana').rest.issues.listComments({ ...repository, issue_number: number })).data;

describe.each(nodes)('a pull request, from mistakes to waiting for approval, on %s', (name, binary) => {
  test('three annotations on the right lines, one comment, and the same comment after the repair', async () => {
    await branch(`request/${name.replaceAll(/\W/g, '-')}`);
    const first = await company.push('Customer lists for the tasting', { [path]: wrong });
    const number = await company.openPullRequest(
      await company.git('branch', '--show-current'),
      'Customer lists for Andrei',
    );

    const before = await judge(number, { node: binary });
    expect(before.log).toContain('3 things to repair before anybody can approve');
    expect(before.status).toBe(1);
    expect(before.outputs).toMatchObject({ verdict: 'rejected', errors: '3' });
    const failed = await checkOf(first);
    expect(failed.run).toMatchObject({ status: 'completed', conclusion: 'failure' });
    expect(
      failed.annotations.map((annotation) => [
        annotation.path,
        annotation.start_line,
        annotation.annotation_level,
        annotation.title,
      ]),
    ).toEqual([
      [path, 5, 'failure', 'GB110 missing-justification'],
      [path, 6, 'failure', 'GB111 missing-ticket'],
      [path, 7, 'failure', 'GB203 expiry-exceeds-maximum'],
    ]);
    const [comment, ...others] = await commentsOf(number);
    expect(others).toEqual([]);
    expect(comment?.user).toMatchObject({ login: 'github-actions[bot]', type: 'Bot' });
    expect(comment?.body).toContain('3 things to repair');

    const second = await company.push('Say why, until when and under which ticket', { [path]: repaired });
    const after = await judge(number, { node: binary });
    expect(after.status).toBe(0);
    expect(after.outputs).toMatchObject({ verdict: 'pending', errors: '0', findings: '[]' });
    const waiting = await checkOf(second);
    expect(waiting.run).toMatchObject({ status: 'in_progress', conclusion: null });
    expect(waiting.annotations).toEqual([]);
    const [same, ...more] = await commentsOf(number);
    expect(more).toEqual([]);
    expect(same?.id).toBe(comment?.id);
    expect(same?.body).toContain('Nothing to repair; waiting for Camille Laurent or Helena Duarte');
    expect(same?.body).toContain('**Camille Laurent**');
    expect(after.summary).toContain('Andrei Popescu');
  });
});

test('running it again changes nothing and asks GitHub a small number of times', async () => {
  await branch('request/again');
  await company.push('One grant', { [path]: repaired });
  const number = await company.openPullRequest('request/again', 'Again');
  await judge(number);
  const start = company.github.requests.length;
  await judge(number);
  const requests = company.github.requests
    .slice(start)
    .filter((request) => request.operationId?.includes('/'));
  expect(requests.map((request) => request.operationId).toSorted()).toEqual([
    'checks/create',
    'issues/list-comments',
    'issues/list-events-for-timeline',
    'pulls/get',
    'pulls/list-commits',
    'pulls/list-reviews',
    'repos/list-activities',
  ]);
});

describe('each state of a pull request gets its own answer', () => {
  test('a draft is judged, and nobody is asked yet', async () => {
    await branch('request/draft');
    await company.push('A draft', { [path]: repaired });
    const number = await company.openPullRequest('request/draft', 'Draft', { draft: true });
    const run = await judge(number);
    expect(run.outputs.verdict).toBe('pending');
    expect((await commentsOf(number))[0]?.body).toContain('a draft, so nobody is asked yet');
  });

  test('a closed one is left alone', async () => {
    await branch('request/closed');
    const sha = await company.push('Closed', { [path]: repaired });
    const number = await company.openPullRequest('request/closed', 'Closed');
    await company.as('qa-ana').rest.pulls.update({ ...repository, pull_number: number, state: 'closed' });
    const run = await judge(number);
    expect(run).toMatchObject({ status: 0, outputs: { verdict: 'ignored' } });
    expect((await checkOf(sha)).runs).toBe(0);
    expect(await commentsOf(number)).toEqual([]);
  });

  test('one that goes into another branch never passes, and passes on once it is retargeted', async () => {
    await branch('other-base');
    await company.push('Another base', { 'notes.txt': 'x\n' });
    await branch('request/retarget');
    const sha = await company.push('Retargeted', { [path]: repaired });
    const number = await company.openPullRequest('request/retarget', 'Retarget', { base: 'other-base' });
    const elsewhere = await judge(number);
    expect(elsewhere).toMatchObject({ status: 1, outputs: { verdict: 'not evaluated' } });
    expect((await checkOf(sha)).run?.conclusion).toBe('failure');
    await company.as('qa-ana').rest.pulls.update({ ...repository, pull_number: number, base: 'main' });
    expect((await judge(number)).outputs.verdict).toBe('pending');
    expect((await checkOf(sha)).run?.status).toBe('in_progress');
    expect(await commentsOf(number)).toHaveLength(1);
  });

  test('a second one with the same commit into another branch leaves the check of the first alone', async () => {
    await branch('request/twice');
    const sha = await company.push('Twice', { [path]: repaired });
    const number = await company.openPullRequest('request/twice', 'Twice');
    expect((await judge(number)).outputs.verdict).toBe('pending');
    await branch('another-base');
    await company.push('Another base', { 'notes.txt': 'x\n' });
    const second = await company.openPullRequest('request/twice', 'Aside', { base: 'another-base' });
    expect((await judge(second)).outputs.verdict).toBe('not evaluated');
    expect(await checkOf(sha)).toMatchObject({ runs: 1, run: { status: 'in_progress' } });
    expect((await commentsOf(second))[0]?.body).toContain('access is only ever decided on `main`');
  });

  test('a policy file that goes is named as deleted', async () => {
    await branch('request/deletes');
    await company.git('rm', '--quiet', 'policies/runbooks/payroll.yaml');
    await company.push('Delete a runbook', {});
    const number = await company.openPullRequest('request/deletes', 'Delete');
    await judge(number);
    expect((await commentsOf(number))[0]?.body).toContain('`policies/runbooks/payroll.yaml` is **deleted**');
  });

  test('an empty one is never a yes', async () => {
    await branch('request/empty');
    await company.git('commit', '--quiet', '--allow-empty', '-m', 'Nothing');
    await company.git('push', '--quiet', 'origin', 'HEAD');
    const number = await company.openPullRequest('request/empty', 'Empty');
    const run = await judge(number);
    expect(run).toMatchObject({ status: 1, outputs: { verdict: 'not evaluated' } });
    expect((await commentsOf(number))[0]?.body).toContain('changes nothing');
  });

  test('one from a fork is judged like any other', async () => {
    const { github } = company;
    const fork = github.createRepository({
      owner: 'qa-rui',
      name: 'access',
      private: true,
      defaultBranch: 'main',
      forkOf: `${organization}/access`,
    });
    await branch('request/fork');
    await company.git('fetch', '--quiet', 'origin');
    await company.git(
      'push',
      '--quiet',
      fork.cloneUrl(github.tokenOf('qa-rui')),
      'origin/main:refs/heads/main',
    );
    await company.git('commit', '--quiet', '--allow-empty', '-m', 'start');
    const sha = await company.push('From a fork', { [path]: wrong });
    await company.git(
      'push',
      '--quiet',
      fork.cloneUrl(github.tokenOf('qa-rui')),
      'HEAD:refs/heads/request/fork',
    );
    const { data } = await company
      .as('qa-rui')
      .rest.pulls.create({ ...repository, head: 'qa-rui:request/fork', base: 'main', title: 'From a fork' });
    const run = await judge(data.number);
    expect(run.outputs).toMatchObject({ verdict: 'rejected', errors: '3' });
    expect((await checkOf(sha)).annotations).toHaveLength(3);
  });

  test('a conflict blocks and says where', async () => {
    await branch('request/conflict');
    const existing = 'access-grants/payroll/viewer/ana.costa.yaml';
    await company.push('Conflict', { [existing]: 'version: 1\n' });
    const number = await company.openPullRequest('request/conflict', 'Conflict');
    await branch('main-moves');
    await company.push('The default branch moves', { [existing]: 'version: 1\nsubject: x\n' });
    await company.git('push', '--quiet', 'origin', 'HEAD:main');
    const run = await judge(number);
    expect(run.outputs.verdict).toBe('not evaluated');
    expect(run.log).toContain(existing);
  });
});

test.each(['pull_request', 'pull_request_review', 'merge_group', 'push'])(
  'nothing is decided on `%s`, whose workflow file a pull request can change',
  async (event) => {
    const run = await judge(1, { event });
    expect(run.status).toBe(1);
    expect(run.log).toContain('a decision is never made on');
  },
);

test('a policy change must not bring grants along', async () => {
  await branch('request/both');
  const matrix = await company.git('show', 'origin/main:policies/role-matrix/marketing.yaml');
  await company.push('Both at once', {
    [path]: repaired,
    'policies/role-matrix/marketing.yaml': `${matrix.replace('exporter: {maxDuration: 14d', 'exporter: {maxDuration: 90d')}\n`,
  });
  const number = await company.openPullRequest('request/both', 'Both');
  const run = await judge(number);
  expect(run.outputs.verdict).toBe('rejected');
  expect(run.outputs.findings).toContain('policy-and-grants-together');
  // Whoever approves a policy sees what it would do to people.
  const body = (await commentsOf(number))[0]?.body;
  expect(body).toContain('What the new policies would do');
  expect(body).toMatch(/may ask for .* for longer: at most 14 days.* → at most 30 days/);
});
