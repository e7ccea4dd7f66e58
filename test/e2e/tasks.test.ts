/** What is done by hand: asked for in an issue, confirmed by whoever does it, kept by the ledger. The bundle as its own process. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ProvisioningStep } from '../../src/model/record.ts';
import { type Company, repository, startCompany } from '../support/company.ts';
import { startJobs } from '../support/jobs.ts';
import { read } from '../support/ledger.ts';
import { other, requestsIn } from '../support/requests.ts';

let now = Date.now();
let company: Company;
beforeAll(async () => {
  company = await startCompany([], () => now);
  await job('start-ledger');
});
afterAll(() => company.close());
afterEach(() => {
  expect(company.github.violations).toEqual([]);
});

const { job, judge, ask, review, pull, askedIn, writeInIssue } = requestsIn(() => company);
const apply = async (status = 0) => {
  const run = await job('apply');
  expect(run.status, run.log).toBe(status);
  return run;
};
const tasks = async (state: 'open' | 'closed' = 'open') =>
  (await company.as('qa-ana').rest.issues.listForRepo({ ...repository, state, per_page: 100 })).data.filter(
    ({ body }) => body?.startsWith('<!-- grantbook:task '),
  );
const about = async (system: string) =>
  (await tasks()).find(({ body }) => body?.startsWith(`<!-- grantbook:task ${system} -->`));
const day = 86_400_000;
let requests = 0;
/** Somebody of the help desk, who does the work at Panorama. */
const executor = 'qa-jonas-berg';
/** Asked for, approved by whoever is asked, merged and written down. */
async function grantViewer(subject: string): Promise<void> {
  requests += 1;
  const { number } = await ask(`viewer-${subject}-${requests}`, grantUntil(subject, now + 10 * day));
  await judge(number);
  for (const login of await askedIn(number)) await review(login, number);
  await judge(number);
  expect((await pull(number)).merged).toBe(true);
}
const grantUntil = (subject: string, until: number) =>
  Object.fromEntries(
    Object.entries(other('viewer', subject)).map(([path, text]) => [
      path,
      text.replace(/validUntil: .*/, `validUntil: ${new Date(until).toISOString().slice(0, 10)}`),
    ]),
  );
/** By a push: whoever takes access away needs nobody's leave. */
async function takeAway(subject: string): Promise<void> {
  await company.git('fetch', '--quiet', 'origin');
  await company.git('checkout', '--quiet', '-B', 'main', 'origin/main');
  await company.push('Not needed any more', { [`access-grants/analytics/viewer/${subject}.yaml`]: null });
  await job('record');
}
/** The steps of a system, as the ledger has them. */
async function steps(system: string): Promise<readonly ProvisioningStep[]> {
  await company.git('fetch', '--quiet', 'origin', 'grantbook-ledger');
  const [path = ''] = (await company.git('ls-tree', '-r', '--name-only', 'FETCH_HEAD')).split('\n');
  return read(new Map([[path, `${await company.git('show', `FETCH_HEAD:${path}`)}\n`]])).flatMap(
    ({ record }) => (record?.kind === 'provisioned' && record.system === system ? record.steps : []),
  );
}

describe('what is done by hand', () => {
  test('is not asked for where it was there on the first day', async () => {
    await apply();
    expect(await about('analytics')).toBeUndefined();
  });

  test('is asked of those who do it, once', async () => {
    await grantViewer('andrei.popescu');
    await apply();
    const task = await about('analytics');
    expect(task?.title).toBe('Panorama: give access to 1 person');
    expect(task?.body).toContain('Andrei Popescu');
    expect(task?.body).toMatch(/^@qa-/m);
    expect(await steps('analytics')).toMatchObject([
      { action: 'grant', subject: 'andrei.popescu', role: 'viewer', result: 'asked', line: 1 },
    ]);
    await apply();
    expect((await about('analytics'))?.updated_at).toBe(task?.updated_at);
    expect(await steps('analytics')).toHaveLength(1);
  });

  test('is not done because a stranger says so, nor whoever asked', async () => {
    const { number = 0 } = (await about('analytics')) ?? {};
    for (const login of ['qa-ana', 'qa-andrei-popescu'])
      expect(await writeInIssue(login, number, '/done')).toMatch(
        /only those who do the work at Panorama can say that it is done/,
      );
    await company.as('qa-rui').rest.issues.update({ ...repository, issue_number: number, state: 'closed' });
    await apply();
    // Closing it by hand is no proof: it is asked for again.
    expect((await about('analytics'))?.title).toBe('Panorama: give access to 1 person');
    expect(await steps('analytics')).toHaveLength(1);
  });

  test('is done when those who do it say so, with what they wrote as proof', async () => {
    const { number = 0 } = (await about('analytics')) ?? {};
    expect(await writeInIssue(executor, number, '/done 7')).toMatch(
      /there is no line 7 that waits; the one that waits is 1\. Nothing was written down/,
    );
    expect(await writeInIssue(executor, number, '/done all except 1')).toMatch(
      /name the lines that are done/,
    );
    expect(await writeInIssue(executor, number, '/done 1 because change 4711')).toMatch(
      /thank you\. The ledger keeps that you did line 1 \(gave `viewer`, Andrei Popescu\)/,
    );
    expect((await steps('analytics')).at(-1)).toMatchObject({
      action: 'grant',
      subject: 'andrei.popescu',
      result: 'done',
      line: 1,
      proof: 'change 4711',
      by: { user: executor },
    });
    expect(await about('analytics')).toBeUndefined();
    await apply();
    expect(await about('analytics')).toBeUndefined();
    expect(await writeInIssue(executor, number, '/done')).toMatch(/nothing waits here any more/);
  });

  test('is urgent where access is over', async () => {
    await takeAway('andrei.popescu');
    await apply();
    const task = await about('analytics');
    expect(task?.title).toBe('Urgent: Panorama: take access away from 1 person');
    expect(task?.body).toMatch(/\*\*2\*\* \| Andrei Popescu.*\| no grant any more \|/);
    await writeInIssue(executor, task?.number ?? 0, '/done');
    expect((await steps('analytics')).at(-1)).toMatchObject({ action: 'revoke', result: 'done', line: 2 });
  });

  test('that is not needed any more is taken back, and what may have been given is to be taken away', async () => {
    await grantViewer('andrei.popescu');
    await apply();
    expect((await about('analytics'))?.title).toBe('Panorama: give access to 1 person');
    await takeAway('andrei.popescu');
    const changes = [
      { result: 'void', action: 'grant', line: 3 },
      { result: 'asked', action: 'revoke', line: 4 },
    ];
    for (const _ of [1, 2]) {
      await apply();
      expect((await about('analytics'))?.title).toBe('Urgent: Panorama: take access away from 1 person');
      expect((await about('analytics'))?.body).toContain('if it was given already, take it away');
      expect((await steps('analytics')).slice(-2)).toMatchObject(changes);
    }
  });

  test('what nobody approved is never asked for', async () => {
    await company.git('fetch', '--quiet', 'origin');
    await company.git('checkout', '--quiet', '-B', 'main', 'origin/main');
    await company.push('Past everybody', other('admin', 'ana.costa'));
    await job('record');
    const before = await steps('analytics');
    await apply();
    expect(await steps('analytics')).toEqual(before);
  });

  test('nothing is given or taken away from a ledger that is not sound', async () => {
    await company.git('fetch', '--quiet', 'origin', 'grantbook-ledger');
    await company.git('checkout', '--quiet', '-B', 'forged', 'FETCH_HEAD');
    const sound = await company.git('rev-parse', 'HEAD');
    const paths = (await company.git('ls-tree', '-r', '--name-only', 'HEAD')).split('\n');
    const [path = ''] = paths;
    const before = await steps('analytics');
    const text = `${await company.git('show', `HEAD:${path}`)}\n`;
    const lines = text.trimEnd().split('\n');
    await company.push('A line is taken out', {
      [path]: `${[...lines.slice(0, -2), ...lines.slice(-1)].join('\n')}\n`,
    });
    await company.git('push', '--quiet', '--force', 'origin', 'HEAD:grantbook-ledger');
    const run = await apply(1);
    expect(run.log).toContain('nothing is given or taken away, since the ledger is not sound');
    // An empty one is without a fault in its chain, and would make everything look unapproved.
    await company.git('reset', '--quiet', '--hard', sound);
    await company.push(
      'It is emptied',
      Object.fromEntries(paths.map((each) => [each, each === path ? '' : null])),
    );
    await company.git('push', '--quiet', '--force', 'origin', 'HEAD:grantbook-ledger');
    expect((await apply(1)).log).toContain('no line of the ledger says when it began');
    await company.git('push', '--quiet', '--force', 'origin', `${sound}:grantbook-ledger`);
    expect(await steps('analytics')).toEqual(before);
  });

  test('is told to those who own the system where it is overdue, once', async () => {
    const { number = 0 } = (await about('analytics')) ?? {};
    const later = startJobs(company, () => now);
    try {
      now += 2 * day;
      for (const _ of [1, 2]) expect(await later.ask({ job: 'apply' })).toMatchObject({ failed: false });
    } finally {
      later.stop();
    }
    const { data } = await company
      .as('qa-ana')
      .rest.issues.listComments({ ...repository, issue_number: number });
    const told = data.filter(({ body }) => body?.includes('line 4 is overdue'));
    expect(told.map(({ body }) => body)).toEqual([
      expect.stringMatching(/^@qa-.*: somebody in Panorama has access that is over/),
    ]);
  });
});
