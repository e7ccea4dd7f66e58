/** Whoever may write gets in the way of the automations: the bundle as its own process, against the sandbox. */
import { writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Company, repository, startCompany } from '../support/company.ts';
import { other, requestsIn } from '../support/requests.ts';

let company: Company;
beforeAll(async () => {
  company = await startCompany();
});
afterAll(() => company.close());
afterEach(() => {
  company.github.faults.clear();
  expect(company.github.violations.splice(0)).toEqual([]);
});

const { job, pull, writeInIssue } = requestsIn(() => company);
const day = (fromToday: number) => new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10);
const onMain = async (message: string, files: Record<string, string | null>) => {
  await company.git('fetch', '--quiet', 'origin');
  await company.git('checkout', '--quiet', '-B', 'main', 'origin/main');
  return company.push(message, files);
};
/** What ana puts on a branch of an automation, and opens as her own. */
const openAsAna = async (branch: string) => {
  await company.git('fetch', '--quiet', 'origin');
  await company.git('checkout', '--quiet', '-B', branch, 'origin/main');
  const sha = await company.push('Mine', { 'README.md': `${branch}\n` });
  return { sha, number: await company.openPullRequest(branch, 'Mine') };
};
const commentsIn = async (number: number) =>
  (await company.as('qa-ana').rest.issues.listComments({ ...repository, issue_number: number })).data.map(
    ({ body }) => body ?? '',
  );
const issues = async (prefix: string) => {
  const { data } = await company
    .as('qa-ana')
    .rest.issues.listForRepo({ ...repository, state: 'open', per_page: 100 });
  return data.filter((issue) => !issue.pull_request && issue.body?.startsWith(`<!-- grantbook:${prefix}`));
};
const onTip = async (path: string) => {
  await company.git('fetch', '--quiet', 'origin');
  return (await company.git('ls-tree', '-r', '--name-only', 'origin/main', path)) !== '';
};
const ofAna = 'access-grants/analytics/viewer/ana.costa.yaml';
const grant = (until: string) =>
  (other('viewer', 'ana.costa')[ofAna] ?? '').replace(/validUntil: .*/, `validUntil: ${until}`);

describe('a pull request of somebody’s own from the branch of an automation', () => {
  test('does not keep a manager from ending access', async () => {
    await onMain('Ends soon', { [ofAna]: grant(day(9)) });
    await job('remind');
    const [issue] = await issues('reminder ana.costa');
    const mine = await openAsAna('grantbook/end-analytics-viewer-ana.costa');
    expect(await writeInIssue('qa-rui', issue?.number ?? 0, '/end analytics/viewer')).toMatch(
      /done\. #\d+ took .* away/,
    );
    expect(await onTip(ofAna)).toBe(false);
    expect(await pull(mine.number)).toMatchObject({ state: 'closed', merged: false });
    expect((await commentsIn(mine.number)).at(-1)).toContain(
      `git push origin ${mine.sha}:refs/heads/another-name`,
    );
  });

  test('does not stop the clearing away of what has ended', async () => {
    await onMain('Ended', { [ofAna]: grant('2026-01-31') });
    const mine = await openAsAna('grantbook/expire');
    expect((await job('expire')).outputs.title).toMatch(/^1 grant ended; #\d+ removes them, and is merged$/);
    expect(await onTip(ofAna)).toBe(false);
    expect(await pull(mine.number)).toMatchObject({ state: 'closed', merged: false });
  });
});

describe('what nobody approved is told', () => {
  const reversal = /#(\d+) undoes it/;

  test('although the issue for it cannot be written, the owners are asked to sign, and the job fails', async () => {
    await job('start-ledger');
    await onMain('Past everybody', other('analyst', 'nina.hoffmann'));
    company.github.faults.add({ match: { operationId: 'issues/create' }, kind: 'status', status: 422 });
    const run = await job('record');
    expect(run.status, run.log).toBe(1);
    expect(run.outputs.title).toMatch(/; an issue could not be written .*: GitHub answered 422/);
    expect(await issues('incident')).toEqual([]);
    expect((await issues('found')).length).toBeGreaterThan(2);
  });

  test('although a branch `grantbook` is in the way of every reversal', async () => {
    const branches = (await company.git('ls-remote', '--heads', 'origin', 'grantbook/*')).split('\n');
    for (const line of branches) {
      const [, ref = ''] = line.split('\t');
      if (ref !== '') await company.git('push', '--quiet', 'origin', `:${ref}`);
    }
    await company.git('push', '--quiet', 'origin', 'origin/main:refs/heads/grantbook');
    await onMain('And again', other('viewer', 'nina.hoffmann'));
    const run = await job('record');
    expect(run.status, run.log).toBe(0);
    expect(run.log).toMatch(/cannot be undone by a pull request: the branch `grantbook\/undo-\w+` could not/);
    const bodies = async () => (await issues('incident')).map(({ body }) => body);
    // With its branch, the one from before was closed.
    const closed = expect.stringMatching(/Somebody closed #\d+, which would undo it/);
    expect(await bodies()).toEqual([
      expect.stringMatching(
        /could not be opened: the branch `grantbook\/undo-\w+` could not be written .*GitHub answered 422.*\. The next run tries again\. Where a branch is in its way/,
      ),
      closed,
    ]);
    await company.git('push', '--quiet', 'origin', ':refs/heads/grantbook');
    await job('record');
    expect(await bodies()).toEqual([expect.stringMatching(reversal), closed]);
  });

  test('although a path is not UTF-8, and names more files than an issue can', async () => {
    const before = (await issues('incident')).length;
    await company.git('fetch', '--quiet', 'origin');
    await company.git('checkout', '--quiet', '-B', 'main', 'origin/main');
    writeFileSync(
      Buffer.concat([
        Buffer.from(`${company.clone}/policies/people/`),
        Buffer.from([0xff]),
        Buffer.from('.yaml'),
      ]),
      'version: 1\n',
    );
    await company.push('Not UTF-8', {});
    const long = 'x'.repeat(80);
    const many = await onMain(
      'Many',
      Object.fromEntries(
        Array.from({ length: 500 }, (_, index) => [
          `access-grants/${long}/${long}/${index}.yaml`,
          'version: 1\n',
        ]),
      ),
    );
    const run = await job('record');
    expect(run.status, run.log).toBe(0);
    const told = await issues('incident');
    expect(told.length).toBe(before + 2);
    expect(told.filter(({ body }) => !reversal.test(body ?? '')).map(({ body }) => body)).toEqual([
      expect.stringMatching(
        /could not be opened: it would change nothing: no file is there under just these/,
      ),
      expect.stringMatching(/Somebody closed/),
    ]);
    const ofMany = told.find(({ body }) => body?.includes(many))?.body ?? '';
    expect(ofMany).toMatch(/… and \d{3} more/);
    const [, number = ''] = reversal.exec(ofMany) ?? [];
    expect((await pull(Number(number))).changed_files).toBe(500);
  });
});
