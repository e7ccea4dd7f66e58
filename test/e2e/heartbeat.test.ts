/** A job that does not run is noticed by those that do: the bundle as its own process, against the sandbox. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { scheduledJobs } from '../../src/model/jobs.ts';
import { type Company, organization, repository, startCompany } from '../support/company.ts';
import { requestsIn } from '../support/requests.ts';

let company: Company;
beforeAll(async () => {
  company = await startCompany();
  const files = scheduledJobs.map(({ workflow }) => `.github/workflows/${workflow}`);
  await company.push(
    'Workflows',
    Object.fromEntries(files.map((path) => [path, readFileSync(path, 'utf8')])),
  );
});
afterAll(() => company.close());
afterEach(() => {
  expect(company.github.violations).toEqual([]);
});

const { job } = requestsIn(() => company);
const full = `${organization}/access`;
const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const ran = (workflow: string, hours: number) =>
  company.github.recordRun(full, { workflow, event: 'schedule', at: ago(hours) });

async function status(...more: string[]) {
  const args = ['dist/cli.js', 'status', '--repository', full, '--api-url', company.github.url, ...more];
  const env = { PATH: process.env.PATH ?? '', GITHUB_TOKEN: company.jobToken };
  return promisify(execFile)(process.execPath, [resolve(args[0] ?? ''), ...args.slice(1)], { env }).then(
    ({ stdout }) => ({ status: 0, out: stdout, err: '' }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      status: error.code,
      out: error.stdout,
      err: error.stderr,
    }),
  );
}
const missed = async (state: 'open' | 'closed') =>
  (await company.as('qa-ana').rest.issues.listForRepo({ ...repository, state })).data.filter(({ title }) =>
    title.includes('does not run'),
  );

describe('the heartbeat', () => {
  test('of a repository that cannot be read is one sentence', async () => {
    expect(await status('--repository', `${organization}/acces`)).toEqual({
      status: 2,
      out: '',
      err: `\`${organization}/acces\` could not be read: GitHub does not know it, or the token may not see it (404)\n`,
    });
  });

  test('of jobs that never ran yet is said, and alarms nobody', async () => {
    const never = await status();
    expect(never.status).toBe(1);
    expect(never.out).toContain('never ran');
    expect(never.out).toMatch(/\n\n`grantbook doctor` says how to repair this\.\n$/);
    expect((await job('record')).status).toBe(0);
    expect(await missed('open')).toEqual([]);
  });

  test('of a job that is late is an issue, until it has run again', async () => {
    for (const { workflow } of scheduledJobs) ran(workflow, workflow === 'grantbook-expire.yml' ? 30 : 2);
    const late = await status();
    expect(late.status).toBe(1);
    expect(late.out).toMatch(/grantbook-expire\.yml +removes what has ended .* late/);
    await job('record');
    await job('remind');
    const [issue, ...more] = await missed('open');
    expect(more).toEqual([]);
    expect(issue?.body).toContain('`grantbook-expire.yml`, which removes what has ended, last ran on');
    expect(issue?.body).not.toContain('grantbook-record.yml');

    ran('grantbook-expire.yml', 0);
    expect(await status('--format', 'json')).toMatchObject({ status: 0 });
    await job('record');
    expect(await missed('open')).toEqual([]);
    expect(await missed('closed')).toHaveLength(1);
  });
});
