/** Whatever fails in a job, one clean run later nothing is lost and nothing is there twice. */
import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chainProblems } from '../../src/ledger/chain.ts';
import { type Company, organization, repository, startCompany } from '../support/company.ts';
import { type Jobs, startJobs } from '../support/jobs.ts';
import { read } from '../support/ledger.ts';
import { other, request, requestsIn } from '../support/requests.ts';

let company: Company;
let jobs: Jobs;
beforeAll(async () => {
  company = await startCompany();
  await company.push('Found on the first day too', other('viewer', 'yusuf.demir'));
  jobs = startJobs(company, Date.now);
  await jobs.ask({ job: 'start-ledger' });
});
afterAll(async () => {
  jobs.stop();
  await company.close();
});
afterEach(() => {
  company.github.faults.clear();
  expect(company.github.violations).toEqual([]);
});

const [foundToo = ''] = Object.keys(other('viewer', 'yusuf.demir'));
const path = (role: string) => `access-grants/analytics/${role}/andrei.popescu.yaml`;
const ended = (role: string, day: number) =>
  request()
    .replace('crm', 'analytics')
    .replace('exporter', role)
    .replace('ticket: CRM-701\n', '')
    .replace(/validUntil: .*/, `validUntil: 2026-01-${String(day).padStart(2, '0')}`);
const onMain = async (message: string, files: Record<string, string | null>) => {
  await company.git('fetch', '--quiet', 'origin');
  await company.git('checkout', '--quiet', '-B', 'main', 'origin/main');
  return company.push(message, files);
};
/** How often each commit stands in the ledger, whose chain has to hold. */
async function recorded(): Promise<Map<string, number>> {
  await company.git('fetch', '--quiet', 'origin', '+grantbook-ledger:refs/remotes/origin/grantbook-ledger');
  const files = new Map<string, string>();
  for (const file of (await company.git('ls-tree', '-r', '--name-only', 'origin/grantbook-ledger')).split(
    '\n',
  ))
    files.set(file, `${await company.git('show', `origin/grantbook-ledger:${file}`)}\n`);
  const lines = read(files);
  expect(chainProblems(lines)).toEqual([]);
  const times = new Map<string, number>();
  for (const { record } of lines)
    if (record?.kind === 'decision') times.set(record.commit, (times.get(record.commit) ?? 0) + 1);
  return times;
}
const openPulls = async (branch: string) =>
  (
    await company
      .as('qa-ana')
      .rest.pulls.list({ ...repository, state: 'open', head: `${organization}:${branch}` })
  ).data;

test('two runs at once lose nothing, and write nothing twice', async () => {
  const first = await onMain('One', { [path('viewer')]: ended('viewer', 1) });
  const another = startJobs(company, Date.now);
  let second = '';
  company.github.faults.add({
    kind: 'meanwhile',
    match: { operationId: 'git/update-ref' },
    run: async () => {
      second = await onMain('Two', { [path('viewer')]: null });
      await another.ask({ job: 'record' });
    },
  });
  expect(await jobs.ask({ job: 'record' })).toMatchObject({ failed: false });
  another.stop();
  await jobs.ask({ job: 'record' });
  const times = await recorded();
  expect([times.get(first), times.get(second)]).toEqual([1, 1]);
});

describe.each(['status', 'lost answer'] as const)('every call of a job failing in turn (%s)', (kind) => {
  test.each(Array.from({ length: 12 }, (_, index) => index + 1))('call %i', async (nth) => {
    const role = nth % 2 === 0 ? 'viewer' : 'analyst';
    const sha = await onMain(`Push ${kind} ${nth}`, { [path(role)]: ended(role, nth) });
    for (const job of ['record', 'expire']) {
      company.github.faults.add({ kind, status: 502, nth });
      await jobs.ask({ job });
      company.github.faults.clear();
      expect((await openPulls('grantbook/expire')).length).toBeLessThanOrEqual(1);
      expect(await jobs.ask({ job })).toMatchObject({ failed: false });
    }
    expect(await jobs.ask({ job: 'record' })).toMatchObject({ failed: false });
    const times = await recorded();
    expect(times.get(sha)).toBe(1);
    expect([...times.values()].every((count) => count === 1)).toBe(true);
    // What nobody approved and what has ended is gone, by one pull request.
    await company.git('fetch', '--quiet', 'origin');
    expect(await company.git('ls-tree', '--name-only', 'origin/main', path(role))).toBe('');
    expect(await openPulls('grantbook/expire')).toEqual([]);
    const issues = await company.as('qa-ana').rest.issues.listForRepo({ ...repository, state: 'open' });
    expect(issues.data.filter(({ title }) => title.startsWith('Not approved'))).toEqual([]);
  });
});

describe('provisioning, with every call failing in turn', () => {
  // Removals that a person has to make: each asks for one line, whatever fails on the way.
  const faults = [
    ...Array.from({ length: 9 }, (_, index) => ['status', index + 1] as const),
    ...Array.from({ length: 6 }, (_, index) => ['lost answer', index + 4] as const),
  ];
  const byHand = ['analytics', 'expenses', 'hr-records', 'payroll', 'training'];
  const grants = byHand.flatMap((system) =>
    readdirSync(`access-grants/${system}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => ({
        system,
        path: `access-grants/${system}/${file}`,
        who: `${dirname(file)} ${basename(file, '.yaml')}`,
      })),
  );
  const steps = async () => {
    const files = new Map<string, string>();
    await company.git('fetch', '--quiet', 'origin', '+grantbook-ledger:refs/remotes/origin/grantbook-ledger');
    for (const file of (await company.git('ls-tree', '-r', '--name-only', 'origin/grantbook-ledger')).split(
      '\n',
    ))
      files.set(file, `${await company.git('show', `origin/grantbook-ledger:${file}`)}\n`);
    return read(files).flatMap(({ record }) =>
      record?.kind === 'provisioned' ? record.steps.map((step) => ({ ...step, system: record.system })) : [],
    );
  };
  test.each(faults.map(([kind, nth], index) => [kind, nth, index] as const))(
    '%s of call %i',
    async (kind, nth, index) => {
      const { system, path: grant, who } = grants[index] ?? { system: '', path: '', who: '' };
      await onMain(`Take away ${grant}`, { [grant]: null });
      expect(await jobs.ask({ job: 'record' })).toMatchObject({ failed: false });
      company.github.faults.add({ kind, status: 502, nth });
      await jobs.ask({ job: 'apply' });
      company.github.faults.clear();
      for (const _ of [1, 2]) expect(await jobs.ask({ job: 'apply' })).toMatchObject({ failed: false });
      const asked = (await steps()).filter(
        (step) => step.system === system && `${step.role} ${step.subject}` === who,
      );
      expect(asked).toMatchObject([{ action: 'revoke', result: 'asked' }]);
      const { data } = await company
        .as('qa-ana')
        .rest.issues.listForRepo({ ...repository, state: 'open', per_page: 100 });
      const tasks = data.filter(({ body }) => body?.startsWith(`<!-- grantbook:task ${system} -->`));
      expect(tasks).toHaveLength(1);
      expect(tasks[0]?.body).toContain(`**${asked[0]?.line}**`);
      await recorded();
    },
  );

  test('a step whose answer was lost is not asked for again, though somebody wrote right after it', async () => {
    await onMain('Not needed any more', { [foundToo]: null });
    expect(await jobs.ask({ job: 'record' })).toMatchObject({ failed: false });
    const another = startJobs(company, Date.now);
    const match = { operationId: 'git/update-ref' };
    company.github.faults.add({ kind: 'lost answer', status: 502, match });
    company.github.faults.add({
      kind: 'meanwhile',
      match,
      nth: 2,
      run: async () => {
        await onMain('Somebody else', { 'docs/notes.md': 'Unrelated.\n' });
        await another.ask({ job: 'record' });
      },
    });
    // The bundle: it tries again after a server's fault, as on GitHub.
    const run = await requestsIn(() => company).job('apply');
    expect(run.status, run.log).toBe(0);
    company.github.faults.clear();
    another.stop();
    const asked = (await steps()).filter(({ subject }) => subject === 'yusuf.demir');
    expect(asked).toMatchObject([{ action: 'revoke', result: 'asked' }]);
    await recorded();
  });
});
