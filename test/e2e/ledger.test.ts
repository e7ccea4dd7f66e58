/** What reaches the default branch is written down: the bundle as its own process, against the sandbox. */
import { execFile } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chainProblems } from '../../src/ledger/chain.ts';
import type { DecisionRecord } from '../../src/model/record.ts';
import { type Company, startCompany } from '../support/company.ts';
import { read } from '../support/ledger.ts';
import { other, requestsIn } from '../support/requests.ts';

let company: Company;
beforeAll(async () => {
  company = await startCompany();
});
afterAll(() => company.close());
afterEach(() => {
  expect(company.github.violations).toEqual([]);
});

const { judge, job, ask, review, pull, askedIn } = requestsIn(() => company);

/** The ledger as anybody can fetch it. */
async function ledger() {
  await company.git('fetch', '--quiet', 'origin', 'grantbook-ledger');
  const paths = (await company.git('ls-tree', '-r', '--name-only', 'FETCH_HEAD')).split('\n');
  const files = new Map<string, string>();
  for (const path of paths) files.set(path, `${await company.git('show', `FETCH_HEAD:${path}`)}\n`);
  const lines = read(files);
  expect(chainProblems(lines)).toEqual([]);
  return lines.flatMap(({ record }) => record ?? []);
}
const decisions = async () =>
  (await ledger()).flatMap((record): DecisionRecord[] => (record.kind === 'decision' ? [record] : []));
const tip = async () => {
  await company.git('fetch', '--quiet', 'origin');
  return company.git('rev-parse', 'origin/main');
};

describe('the ledger', () => {
  test('is nothing before it is started, and is started once', async () => {
    expect((await job('record')).outputs.title).toMatch(/There is no branch `grantbook-ledger` yet/);
    const first = await job('start-ledger');
    expect(first.status, first.log).toBe(0);
    const [started, ...found] = await ledger();
    expect(started).toMatchObject({ kind: 'started', commit: await tip(), previous: null });
    expect(found.length).toBeGreaterThan(5);
    expect(found).toContainEqual(
      expect.objectContaining({
        kind: 'found',
        system: 'payroll',
        grants: expect.arrayContaining([
          expect.objectContaining({ path: 'access-grants/payroll/approver/leonor.pinto.yaml' }),
        ]),
      }),
    );
    const again = await job('start-ledger');
    expect(again).toMatchObject({ status: 1 });
    expect(again.log).toMatch(/a ledger is begun only once/);
    expect((await job('record')).outputs.title).toBe('Every commit has its record');
  });

  test('gets what is merged at once, with who approved it', async () => {
    const { number } = await ask('request/recorded', other('viewer'));
    await judge(number);
    const [approver = ''] = await askedIn(number);
    await review(approver, number, 'APPROVE', { body: 'She needs it for the fair.' });
    const run = await judge(number);
    expect(run, run.log).toMatchObject({ status: 0, outputs: { verdict: 'approved' } });
    expect((await pull(number)).merged).toBe(true);
    const [record, ...more] = await decisions();
    expect(more).toEqual([]);
    expect(record, run.log).toMatchObject({
      commit: await tip(),
      outcome: 'approved',
      pullRequest: number,
      reasons: [],
      changes: [{ kind: 'added', path: 'access-grants/analytics/viewer/andrei.popescu.yaml' }],
      times: { asked: expect.any(String), valid: expect.any(String), merged: expect.any(String) },
      firstCheck: { at: expect.any(String), errors: [] },
      decisions: [
        { user: approver, decision: 'approved', counted: true, reason: 'She needs it for the fair.' },
      ],
    });
    // Nothing is left for the jobs that come round.
    expect((await job('record')).outputs.title).toBe('Every commit has its record');
    expect(await decisions()).toHaveLength(1);
  });

  test('says of what was pushed past everybody that nobody approved it', async () => {
    await company.git('fetch', '--quiet', 'origin');
    await company.git('checkout', '--quiet', '-B', 'main', 'origin/main');
    const sha = await company.push('Just this once', other('analyst'));
    const run = await job('record');
    expect(run.outputs.title, run.log).toBe(
      'One commit was written down as not approved; 1 commit that nobody approved waits to be undone',
    );
    expect((await decisions()).at(-1)).toMatchObject({
      commit: sha,
      outcome: 'unapproved',
      reasons: ['it came by no pull request, so nobody approved it'],
    });
  });
});

describe('access', () => {
  test('is what the ledger holds as approved or found, and nothing else', async () => {
    await company.git('fetch', '--quiet', 'origin');
    await company.git('checkout', '--quiet', '-B', 'main', 'origin/main');
    const cli = resolve('dist/cli.js');
    const who = async (target: string) =>
      (await promisify(execFile)(process.execPath, [cli, '-C', company.clone, 'who', target, '--all']))
        .stdout;
    expect(await who('analytics/viewer')).toMatch(/Andrei Popescu .*has access/);
    expect(await who('analytics/analyst')).toMatch(/Andrei Popescu .*not approved/);
    expect(await who('payroll/approver')).toMatch(/Leonor Pinto .*has access/);
    const path = join(company.clone, 'access-grants/payroll/approver/leonor.pinto.yaml');
    appendFileSync(path, '# longer\n');
    expect(await who('payroll/approver')).toMatch(/Leonor Pinto .*not approved/);
    await company.git('checkout', '--quiet', '.');
  });
});
