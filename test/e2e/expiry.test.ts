/** What has ended goes by itself: the bundle as its own process, against the sandbox. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Company, organization, repository, startCompany } from '../support/company.ts';
import { request, requestsIn } from '../support/requests.ts';

const expired = (role: string) => ({
  [`access-grants/analytics/${role}/andrei.popescu.yaml`]: request()
    .replace('crm', 'analytics')
    .replace('exporter', role)
    .replace('ticket: CRM-701\n', '')
    .replace(/validUntil: .*/, 'validUntil: 2026-01-31'),
});
const viewer = 'access-grants/analytics/viewer/andrei.popescu.yaml';

let company: Company;
beforeAll(async () => {
  company = await startCompany();
});
afterAll(() => company.close());
afterEach(() => {
  expect(company.github.violations).toEqual([]);
});

const { job, run, pull } = requestsIn(() => company);

const onMain = async (message: string, files: Record<string, string | null>) => {
  await company.git('fetch', '--quiet', 'origin');
  await company.git('checkout', '--quiet', '-B', 'main', 'origin/main');
  return company.push(message, files);
};
const pulls = async () =>
  (
    await company.as('qa-ana').rest.pulls.list({
      ...repository,
      state: 'all',
      head: `${organization}:grantbook/expire`,
    })
  ).data;
const onTip = async (path: string) => {
  await company.git('fetch', '--quiet', 'origin');
  return (await company.git('ls-tree', '-r', '--name-only', 'origin/main')).split('\n').includes(path);
};
const titleOf = async (command: string) => {
  const { outputs, log } = await job(command);
  expect(outputs.title, log).toBeDefined();
  return outputs.title;
};

describe('the expiry job', () => {
  test('has nothing to do where nothing has ended', async () => {
    expect(await titleOf('expire')).toBe('Nothing has ended');
    expect(await pulls()).toEqual([]);
  });

  test('removes what has ended in one pull request, which is merged at once, and says so in the ledger', async () => {
    await job('start-ledger');
    await onMain('Old access', expired('viewer'));
    await job('record');
    const title = await titleOf('expire');
    expect(title).toMatch(/^1 grant ended; #\d+ removes them, and is merged$/);
    const [only, ...more] = await pulls();
    expect(more).toEqual([]);
    expect(only).toMatchObject({ title: 'Remove 1 grant that has ended', state: 'closed' });
    expect(only?.body).toContain('| Andrei Popescu | Viewer in');
    expect(only?.body).toContain('2026-01-31');
    expect(await onTip(viewer)).toBe(false);
    expect(await titleOf('expire')).toBe('Nothing has ended');
    expect(await titleOf('record')).toBe('Every commit has its record');
    await company.git('fetch', '--quiet', 'origin', 'grantbook-ledger');
    expect(await company.git('log', '-1', '--format=%s', 'FETCH_HEAD')).toMatch(/^Approved: .* \(#\d+\)$/);
  });

  test('waits for a person where the settings say so, is kept current, and closes itself', async () => {
    await onMain('By hand', {
      ...expired('viewer'),
      'policies/grantbook.yaml': (await company.git('show', 'origin/main:policies/grantbook.yaml'))
        .concat('\n')
        .replace(/^merge: .*$/m, 'merge: person'),
    });
    expect(await titleOf('expire')).toMatch(/is approved$/);
    const [open] = await pulls();
    expect(open).toMatchObject({ state: 'open' });
    const before = await pull(open?.number ?? 0);
    expect(await titleOf('expire')).toMatch(/is approved$/);
    expect((await pull(before.number)).head.sha).toBe(before.head.sha);

    await onMain('Another one', expired('analyst'));
    await titleOf('expire');
    expect(await pull(before.number)).toMatchObject({
      title: 'Remove 2 grants that have ended',
      state: 'open',
    });

    // Renewed meanwhile: it drops out.
    await onMain('Renewed', {
      [viewer]: (expired('viewer')[viewer] ?? '').replace('2026-01-31', '2027-01-31'),
    });
    await titleOf('expire');
    expect(await pull(before.number)).toMatchObject({ title: 'Remove 1 grant that has ended' });
    await onMain('Gone', { 'access-grants/analytics/analyst/andrei.popescu.yaml': null });
    expect(await titleOf('expire')).toBe('Nothing has ended');
    expect(await pull(before.number)).toMatchObject({ state: 'closed', merged: false });
    expect((await pulls()).filter(({ state }) => state === 'open')).toEqual([]);
  });

  test('does not open again what a person has closed, until something else has ended', async () => {
    await onMain('Ended', expired('analyst'));
    await titleOf('expire');
    const [open] = await pulls();
    const { number = 0 } = open ?? {};
    await company.as('qa-rui').rest.pulls.update({ ...repository, pull_number: number, state: 'closed' });
    expect(await titleOf('expire')).toMatch(new RegExp(`somebody closed #${number}.*not opened again`));
    expect((await pulls()).filter(({ state }) => state === 'open')).toEqual([]);
    await onMain('One more', expired('admin'));
    await titleOf('expire');
    expect((await pulls()).find(({ state }) => state === 'open')?.title).toBe(
      'Remove 2 grants that have ended',
    );
  });

  test('stops where there are too many, and leaves what it cannot read', async () => {
    await onMain('Few at once', {
      'policies/grantbook.yaml': (await company.git('show', 'origin/main:policies/grantbook.yaml'))
        .concat('\n')
        .replace(/maxRemovalsPerRun: \d+/, 'maxRemovalsPerRun: 1'),
      'access-grants/crm/exporter/andrei.popescu.yaml': 'version: 1\nsubject: [\n',
    });
    const stopped = await job('expire');
    expect(stopped.status, stopped.log).toBe(1);
    expect(stopped.outputs.title).toMatch(
      /^2 grants have ended, more than one run may remove: issue #\d+ asks/,
    );
    const [, number] = /#(\d+)/.exec(stopped.outputs.title ?? '') ?? [];
    const issue = async () =>
      (await company.as('qa-ana').rest.issues.get({ ...repository, issue_number: Number(number) })).data;
    expect((await issue()).body).toContain('crm/exporter/andrei.popescu.yaml');
    expect((await job('expire')).outputs.title).toBe(stopped.outputs.title);
    await onMain('Many again', {
      'policies/grantbook.yaml': (await company.git('show', 'origin/main:policies/grantbook.yaml'))
        .concat('\n')
        .replace(/maxRemovalsPerRun: \d+/, 'maxRemovalsPerRun: 20'),
    });
    expect(await titleOf('expire')).toMatch(/1 file could not be judged$/);
    expect(await issue()).toMatchObject({ state: 'closed' });
    expect(await onTip('access-grants/crm/exporter/andrei.popescu.yaml')).toBe(true);
  });

  test('starts only where the workflow is that of the default branch', async () => {
    const { status, log } = await run('pull_request', {}, undefined, { command: 'expire' });
    expect(status).toBe(1);
    expect(log).toContain('never');
  });
});
