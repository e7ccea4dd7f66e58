/** A runbook is looked at again each quarter: the bundle as its own process, against the sandbox. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Company, repository, startCompany } from '../support/company.ts';
import { requestsIn } from '../support/requests.ts';

let company: Company;
const day = (fromToday: number) => new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10);
const folder = 'policies/runbooks';
const runbook = (id: string, lastReviewed: string) => ({
  [`${folder}/${id}.yaml`]: readFileSync(`${folder}/${id}.yaml`, 'utf8')
    .replace(/lastReviewed: .*/, `lastReviewed: ${lastReviewed}`)
    .replace(/reviewEvery: .*/, 'reviewEvery: 90d'),
});
/** Never the synchronous way: GitHub lives in this very process, and would answer nobody meanwhile. */
const cli = (...args: string[]) =>
  promisify(execFile)(process.execPath, [resolve('dist/cli.js'), '-C', company.clone, ...args]);

beforeAll(async () => {
  company = await startCompany();
  const ids = readdirSync(folder).flatMap((name) =>
    name.endsWith('.yaml') ? [name.replace('.yaml', '')] : [],
  );
  const late = ['payroll', 'hr-records', 'crm'];
  await company.push('Runbooks, three of them long ago, and who keeps the staff records right has left', {
    ...Object.assign({}, ...ids.map((id) => runbook(id, day(late.includes(id) ? -100 : -10)))),
    'policies/people/tomas.novak.yaml': readFileSync('policies/people/tomas.novak.yaml', 'utf8').replace(
      'active: true',
      'active: false',
    ),
  });
  await cli('runbooks');
  await company.push('Their pages', {});
});
afterAll(() => company.close());
afterEach(() => {
  expect(company.github.violations).toEqual([]);
});

const { job, judge, review, writeInIssue, pull } = requestsIn(() => company);
const issues = async (state: 'open' | 'closed' = 'open') =>
  (await company.as('qa-ana').rest.issues.listForRepo({ ...repository, state, per_page: 100 })).data.filter(
    ({ title }) => title.startsWith('Is this runbook right still'),
  );
const about = async (id: string, state: 'open' | 'closed' = 'open') =>
  (await issues(state)).find(({ body }) => body?.startsWith(`<!-- grantbook:runbook ${id} `));
const pulls = async () =>
  (await company.as('qa-ana').rest.pulls.list({ ...repository, state: 'open' })).data.map(
    ({ number }) => number,
  );
const comments = async (number: number) =>
  (await company.as('qa-ana').rest.issues.listComments({ ...repository, issue_number: number })).data.map(
    ({ body }) => body ?? '',
  );
const ask = async () => {
  const run = await job('runbooks');
  expect(run.status, run.log).toBe(0);
  return run.outputs.title;
};

describe('a runbook that has to be looked at again', () => {
  test('is laid before its owner, once', async () => {
    expect(await ask()).toBe('3 runbooks of 8 to be looked at');
    const before = await issues();
    expect(before).toHaveLength(3);
    const { body } = (await about('payroll')) ?? {};
    expect(body).toContain('@qa-leonor-pinto: you keep this runbook right.');
    expect(body).toContain('/blob/main/docs/runbooks/payroll.md)');
    expect(body).toContain('/edit/main/policies/runbooks/payroll.yaml)');
    expect(body).toContain('Two-step sign-in is switched on for the account');
    await ask();
    expect((await issues()).map(({ number, updated_at: at }) => [number, at])).toEqual(
      before.map(({ number, updated_at: at }) => [number, at]),
    );
  });

  test('is confirmed by nobody else', async () => {
    const { number = 0 } = (await about('payroll')) ?? {};
    expect(await writeInIssue('qa-ana', number, '/confirm')).toContain(
      'only whoever keeps this runbook right can confirm it: Leonor Pinto.',
    );
    expect(await pulls()).toEqual([]);
  });

  test('is confirmed by its owner with a pull request that somebody else approves, and is done then', async () => {
    const { number = 0 } = (await about('payroll')) ?? {};
    const answer = await writeInIssue('qa-leonor-pinto', number, '/confirm');
    const [, pullRequest = ''] = /thank you\. #(\d+) notes it/.exec(answer) ?? [];
    const at = Number(pullRequest);
    expect(await pulls()).toEqual([at]);
    expect((await comments(number)).join('\n')).toMatch(/It waits for the approval of .*Ilse van den Berg/);
    const files = await company.as('qa-ana').rest.pulls.listFiles({ ...repository, pull_number: at });
    expect(files.data.map(({ filename }) => filename).toSorted()).toEqual([
      'docs/runbooks/payroll.html',
      'docs/runbooks/payroll.md',
      'policies/runbooks/payroll.yaml',
    ]);
    await company.git('fetch', '--quiet', 'origin');
    const patch = await company.git(
      'diff',
      '-U0',
      'origin/main',
      'origin/grantbook/runbook-payroll',
      '--',
      folder,
    );
    const [gone, come, ...more] = patch.match(/^[+-][a-zA-Z].*/gm) ?? [];
    expect(gone).toBe(`-lastReviewed: ${day(-100)}`);
    // Lisbon may be a day ahead of the machine.
    expect([day(0), day(1)].map((today) => `+lastReviewed: ${today}`)).toContain(come);
    expect(more).toEqual([]);

    // Asked once more, it is the same pull request.
    expect(await writeInIssue('qa-leonor-pinto', number, '/confirm')).toContain(`#${at} notes it`);
    expect(await pulls()).toEqual([at]);

    // Her own word is not enough.
    await review('qa-leonor-pinto', at);
    await judge(at);
    expect((await pull(at)).merged).toBe(false);
    await review('qa-ilse-vandenberg', at);
    const run = await judge(at);
    expect(run.status, run.log).toBe(0);
    expect((await comments(number)).at(-1)).toContain(`when somebody with *Write* access merges #${at}.`);
    // A change of the policies is merged by a person.
    await company.as('qa-rui').rest.pulls.merge({ ...repository, pull_number: at, merge_method: 'squash' });
    expect(await ask()).toBe('2 runbooks of 8 to be looked at');
    expect(await about('payroll')).toBeUndefined();
    expect((await about('payroll', 'closed'))?.number).toBe(number);

    await company.git('pull', '--quiet', 'origin', 'main');
    const page = readFileSync(`${company.clone}/docs/runbooks/payroll.html`, 'utf8');
    expect(page).toContain('Leonor Pinto');
    expect((await cli('runbooks', '--check')).stdout).toContain('are what the policies give');
    expect(await writeInIssue('qa-leonor-pinto', number, '/confirm')).toMatch(/was looked at on .* already/);
    await ask();
    expect(await about('payroll')).toBeUndefined();
  });

  test('is laid before the policy owners where its owner has left', async () => {
    const { number = 0, body } = (await about('hr-records')) ?? {};
    expect(body).toContain('Tomáš Novák, who kept this runbook right, does not work here any more');
    expect(body).toContain('@qa-ilse-vandenberg, @qa-stefan-keller, @qa-karin-vogel: ');
    expect(await writeInIssue('qa-tomas-novak', number, '/confirm')).toMatch(
      /only whoever keeps this runbook right can confirm it: .*since its owner does not work here any more/,
    );
    expect(await pulls()).toEqual([]);
    expect(await writeInIssue('qa-stefan-keller', number, '/confirm')).toMatch(/thank you\. #\d+ notes it/);
  });

  test('stays closed where a person closed it', async () => {
    const { number = 0 } = (await about('crm')) ?? {};
    await company.as('qa-rui').rest.issues.update({ ...repository, issue_number: number, state: 'closed' });
    await ask();
    expect(await about('crm')).toBeUndefined();
  });

  test('of a command in an issue of somebody else nothing is believed', async () => {
    const { data } = await company.as('qa-ana').rest.issues.create({
      ...repository,
      title: 'Mine',
      body: `<!-- grantbook:runbook crm ${day(-100)} -->\n`,
    });
    expect(await writeInIssue('qa-leonor-pinto', data.number, '/confirm')).toBe('/confirm');
  });
});
