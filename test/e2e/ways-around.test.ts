/** Ways around the approvers that somebody tried on the whole: branches, bases, groups and second pull requests. */
import { Octokit } from '@octokit/rest';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Company, organization, repository, startCompany } from '../support/company.ts';
import { other, request, requestsIn } from '../support/requests.ts';

let company: Company;
beforeAll(async () => {
  company = await startCompany();
});
afterAll(() => company.close());
afterEach(() => {
  company.github.faults.clear();
  expect(company.github.violations).toEqual([]);
});

const { judge, decideGroup, ask, review, checkOf, commentOn, pull, askedIn } = requestsIn(() => company);

async function start(branch: string, from = 'origin/main') {
  await company.git('fetch', '--quiet', 'origin');
  await company.git('checkout', '--quiet', '-B', branch, from);
}
/** What an administrator does on the default branch, or another pull request did. */
async function onMain(files: Record<string, string | null>) {
  await start('main');
  return company.push('On the default branch', files);
}
const update = (number: number, change: { base?: string; state?: 'open' | 'closed' }) =>
  company.as('qa-ana').rest.pulls.update({ ...repository, pull_number: number, ...change });
const holdMerges = () =>
  company.github.faults.add({
    match: { operationId: 'pulls/merge' },
    kind: 'status',
    status: 403,
    times: 99,
  });
const exporterOf = (subject: string) => ({
  [`access-grants/crm/exporter/${subject}.yaml`]: request().replace('andrei.popescu', subject),
});

test('what was approved for another base is not approved here', async () => {
  await start('staging');
  await company.push('Staged', other('viewer', 'nina.hoffmann'));
  await start('tidy', 'staging');
  await company.push('A dashboard to read', other('viewer', 'isabel.ortega'));
  const number = await company.openPullRequest('tidy', 'Isabel reads dashboards', { base: 'staging' });
  await review('qa-mateus-oliveira', number);
  await update(number, { base: 'main' });
  expect((await judge(number)).outputs.verdict).toBe('pending');
  expect(await commentOn(number)).toMatch(/`qa-mateus-oliveira` does not count: .*another base/);
  expect((await pull(number)).merged).toBe(false);
});

test('what was revoked does not come back by an approval from before', async () => {
  const viewer = other('viewer', 'nina.hoffmann');
  const [path = ''] = Object.keys(viewer);
  const exporter = exporterOf('nina.hoffmann');
  await onMain(viewer);
  const { number } = await ask('revoked', exporter);
  await judge(number);
  await review('qa-andrei-popescu', number);
  await onMain({ [path]: null });
  await company.git('checkout', '--quiet', 'revoked');
  await company.git('fetch', '--quiet', 'origin');
  await company.git('merge', '--quiet', '-m', 'Update', 'origin/main');
  await company.push('As it was', { ...viewer, [Object.keys(exporter)[0] ?? '']: null });
  const back = await judge(number);
  expect(back.outputs.verdict, back.log).toBe('pending');
  expect((await pull(number)).merged).toBe(false);
});

test('a second pull request of the same commit decides nothing, and a closed one leaves no success', async () => {
  const first = await ask('same/one', other('viewer', 'isabel.ortega'));
  await judge(first.number);
  const [one = '', two = ''] = await askedIn(first.number);
  await review(one, first.number, 'REQUEST_CHANGES', { body: 'No.' });
  expect((await judge(first.number)).outputs.verdict).toBe('rejected');
  await company.git('push', '--quiet', 'origin', `${first.sha}:refs/heads/same/two`);
  const second = await company.openPullRequest('same/two', 'Again');
  await review(two, second);
  const around = await judge(second);
  expect(around.outputs.verdict, around.log).toBe('not evaluated');
  expect(around.log).toContain(`#${first.number} asks for the very same commit`);
  expect((await checkOf(first.sha))?.conclusion).not.toBe('success');

  await update(first.number, { state: 'closed' });
  holdMerges();
  expect((await judge(second)).outputs.verdict).toBe('approved');
  expect((await checkOf(first.sha))?.conclusion).toBe('success');
  await update(second, { state: 'closed' });
  expect((await judge(second)).outputs.verdict).toBe('ignored');
  expect((await checkOf(first.sha))?.conclusion).toBe('failure');
});

test('two that are fine alone, and one too many together, do not pass as a group', async () => {
  await start('main');
  const crm = await company.git('show', 'HEAD:policies/systems/crm.yaml');
  await onMain({ 'policies/systems/crm.yaml': `${crm.replace('maxHolders: 3', 'maxHolders: 2')}\n` });
  const [one, two] = [
    await ask('group/one', exporterOf('isabel.ortega')),
    await ask('group/two', exporterOf('nina.hoffmann')),
  ];
  holdMerges();
  for (const { number } of [one, two]) {
    for (const login of ['qa-andrei-popescu', 'qa-katarzyna-wrona']) await review(login, number);
    const decided = await judge(number);
    expect(decided.outputs.verdict, decided.log).toBe('approved');
  }
  const first = company.github.enqueue(`${organization}/access`, one.number);
  const both = company.github.enqueue(`${organization}/access`, two.number, first);
  expect((await decideGroup(first)).outputs.verdict).toBe('approved');
  const together = await decideGroup(both);
  expect(together.outputs.verdict, together.log).toBe('rejected');
  expect((await checkOf(both.headSha))?.conclusion).toBe('failure');

  // A queue of another branch, in which anything may stand before the approved one.
  const elsewhere = both.headRef.replace('/main/', '/staging/');
  await company.git('fetch', '--quiet', 'origin', first.headRef);
  await company.git('push', '--quiet', 'origin', `FETCH_HEAD:${elsewhere}`);
  const aside = await decideGroup({ headRef: elsewhere, headSha: first.headSha });
  expect(aside.outputs.verdict, aside.log).toBe('not evaluated');
});

test('for whom a machine asks is believed of the configured App alone, and of its own commits', async () => {
  const message = 'Access for somebody\n\nRequested-by: qa-pedro-figueira (1)';
  const rest = (token: string) => new Octokit({ auth: token, baseUrl: company.github.url }).rest;
  const openBy = async (token: string, head: string) =>
    (await rest(token).pulls.create({ ...repository, head, base: 'main', title: 'Asked for', body: '' }))
      .data;
  /** A branch with a commit that GitHub signs for an app. */
  const branchOf = async (token: string, branch: string, files: Record<string, string>) => {
    const { git } = rest(token);
    const { object } = (await git.getRef({ ...repository, ref: 'heads/main' })).data;
    const base = await git.getCommit({ ...repository, commit_sha: object.sha });
    const tree = await git.createTree({
      ...repository,
      base_tree: base.data.tree.sha,
      tree: Object.entries(files).map(([path, content]) => ({ path, content, mode: '100644', type: 'blob' })),
    });
    const parents = [object.sha];
    const made = await git.createCommit({ ...repository, message, tree: tree.data.sha, parents });
    await git.createRef({ ...repository, ref: `refs/heads/${branch}`, sha: made.data.sha });
  };
  const files = other('viewer', 'aoife.kelly');

  const { token: foreign } = company.github.addApp({
    slug: 'deploy-bot',
    permissions: { contents: 'write', pull_requests: 'write' },
  });
  await branchOf(foreign, 'foreign', files);
  const byForeign = await openBy(foreign, 'foreign');
  expect((await judge(byForeign.number)).outputs.verdict).toBe('rejected');
  expect(await commentOn(byForeign.number)).toContain('nobody can tell for whom');

  await start('forged');
  await company.push(message, files);
  const forged = await openBy(company.workflowToken, 'forged');
  expect((await judge(forged.number)).outputs.verdict).toBe('rejected');
  expect(await commentOn(forged.number)).toContain('nobody can tell for whom');
});
