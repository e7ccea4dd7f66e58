/** Whatever goes past the approvers, or at the ledger itself, is found and named: the bundle as its own process. */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Company, organization, repository, startCompany } from '../support/company.ts';
import { other, requestsIn } from '../support/requests.ts';

let company: Company;
beforeAll(async () => {
  company = await startCompany();
  await job('start-ledger');
});
afterAll(() => company.close());
afterEach(() => {
  expect(company.github.violations).toEqual([]);
});

const { judge, job, ask, review, askedIn } = requestsIn(() => company);

const branch = 'grantbook-ledger';
const cli = resolve('dist/cli.js');

/** What `ledger verify` says in the clone, after a fetch. */
async function verify(...more: string[]) {
  await company.git(
    'fetch',
    '--quiet',
    '--force',
    'origin',
    'main',
    `+${branch}:refs/remotes/origin/${branch}`,
  );
  await company.git('remote', 'set-head', 'origin', 'main');
  const where = ['--repository', `${organization}/access`, '--api-url', company.github.url];
  const run = promisify(execFile)(
    process.execPath,
    [cli, '-C', company.clone, 'ledger', 'verify', ...(more.includes('--offline') ? [] : where), ...more],
    { env: { PATH: process.env.PATH ?? '', GITHUB_TOKEN: company.jobToken } },
  );
  return run.then(
    ({ stdout }) => ({ status: 0, out: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      status: error.code,
      out: error.stdout + error.stderr,
    }),
  );
}

const onMain = async (message: string, files: Record<string, string | null>) => {
  await company.git('fetch', '--quiet', 'origin');
  await company.git('checkout', '--quiet', '-B', 'main', 'origin/main');
  return company.push(message, files);
};

/** Changes the ledger as somebody with a clone and a token can. */
async function tamper(change: (dir: string) => void, how: 'push' | 'rewrite' = 'push') {
  const dir = `${company.clone}-ledger`;
  await company.git('fetch', '--quiet', '--force', 'origin', `+${branch}:refs/remotes/origin/${branch}`);
  await company.git('worktree', 'add', '--quiet', '--force', '-B', 'tampered', dir, `origin/${branch}`);
  const before = await company.git('rev-parse', `origin/${branch}`);
  const git = (...args: string[]) => company.git('-C', dir, ...args);
  change(dir);
  await git('add', '-A');
  await git('commit', '--quiet', ...(how === 'rewrite' ? ['--amend'] : []), '-m', 'Tidy up');
  await git('push', '--quiet', '--force', 'origin', `HEAD:${branch}`);
  await company.git('worktree', 'remove', '--force', dir);
  return async () => {
    await company.git('push', '--quiet', '--force', 'origin', `${before}:${branch}`);
  };
}

const month = new Date().toISOString().slice(0, 7);
const file = (dir: string) => join(dir, 'records', `${month}.jsonl`);

describe('a sound ledger', () => {
  test('is said to be sound, and what could not be checked offline', async () => {
    const { number } = await ask('request/sound', other('viewer'));
    await judge(number);
    const [approver = ''] = await askedIn(number);
    await review(approver, number);
    await judge(number);
    const sound = await verify();
    expect(sound).toMatchObject({ status: 0 });
    expect(sound.out).toMatch(/\nThe ledger is sound, as far as it was looked at: 1 decision\.\n$/);
    const offline = await verify('--offline');
    expect(offline.out).toContain('UNKNOWN who signed the commits of the ledger');
    expect(offline.out).toMatch(/Nobody has signed yet for what was found at .*payroll/);
    expect(offline).toMatchObject({ status: 0 });
  });
});

const incidents = async (state: 'open' | 'closed' = 'open') =>
  (await company.as('qa-ana').rest.issues.listForRepo({ ...repository, state })).data.filter(({ title }) =>
    title.startsWith('Not approved'),
  );

describe('what went past the approvers', () => {
  test('a grant pushed straight to the default branch, before and after it is written down', async () => {
    const sha = await onMain('Quickly', other('analyst'));
    const path = 'access-grants/analytics/analyst/andrei.popescu.yaml';
    const early = await verify();
    expect(early.status).toBe(1);
    expect(early.out).toContain(
      `NOT OK ${sha.slice(0, 10)}: this commit has no record, and it changed \`${path}\``,
    );
    await job('record');
    expect((await verify()).out).toContain(
      `NOT OK ${sha.slice(0, 10)}: it changed \`${path}\`, and was not approved: it came by no pull request`,
    );

    // It is an incident, with its reversal ready, once.
    await job('record');
    const [incident, ...more] = await incidents();
    expect(more).toEqual([]);
    expect(incident?.title).toBe(`Not approved: what ${sha.slice(0, 10)} brought`);
    expect(incident?.body).toContain('1 grant of it gives no access');
    const [, number] = /#(\d+) undoes it/.exec(incident?.body ?? '') ?? [];
    const at = { ...repository, pull_number: Number(number) };
    const { data } = await company.as('qa-ana').rest.pulls.listFiles(at);
    expect(data).toMatchObject([{ filename: path, status: 'removed' }]);
    expect((await judge(Number(number))).outputs.verdict).toBe('pending');
    await review('qa-andrei-popescu', Number(number));
    expect((await judge(Number(number))).outputs.verdict).toBe('approved');
    await job('record');
    expect(await incidents()).toEqual([]);
    expect(await incidents('closed')).toHaveLength(1);
  });

  test('a pull request merged by an administrator without its approvals', async () => {
    const { number, at } = await ask('request/by-force', other('admin'));
    const { data } = await company.as('qa-rui').rest.pulls.merge({ ...at, merge_method: 'squash' });
    const [approver = 'qa-camille-laurent'] = await askedIn(number);
    // What comes after the merge does not count.
    await review(approver, number);
    await job('record');
    const { out, status } = await verify();
    expect(status).toBe(1);
    expect(out).toContain(`NOT OK ${data.sha.slice(0, 10)}: it changed`);
    expect(out).toMatch(/not everybody whom the policy names approved/);
  });
});

describe('a ledger that somebody has been at', () => {
  test.each<[title: string, how: 'push' | 'rewrite', change: (dir: string) => void, expected: RegExp]>([
    [
      'a record that was edited',
      'push',
      (dir) =>
        writeFileSync(file(dir), readFileSync(file(dir), 'utf8').replace('"unapproved"', '"approved"')),
      /it took away or changed lines of `records\/.*`/,
    ],
    [
      'a month that is gone',
      'push',
      (dir) => rmSync(file(dir)),
      /no line says when the ledger began|took away or changed lines/,
    ],
    [
      'a forged record',
      'push',
      (dir) => {
        const lines = readFileSync(file(dir), 'utf8').trimEnd().split('\n');
        writeFileSync(
          file(dir),
          `${lines.join('\n')}\n${(lines.at(-1) ?? '').replace('"unapproved"', '"approved"')}\n`,
        );
      },
      /does not follow on the one before it/,
    ],
    [
      'half a line',
      'push',
      (dir) => writeFileSync(file(dir), `${readFileSync(file(dir), 'utf8')}{"version":1,`),
      /this line was never finished/,
    ],
    [
      'a file that does not belong there',
      'push',
      (dir) => {
        mkdirSync(join(dir, 'notes'));
        writeFileSync(join(dir, 'notes/todo.md'), 'x\n');
      },
      /notes\/todo\.md: this file is no part of a ledger/,
    ],
    [
      'a branch that was rewritten',
      'rewrite',
      (dir) =>
        writeFileSync(file(dir), readFileSync(file(dir), 'utf8').replace('"unapproved"', '"approved"')),
      /it was rewritten by a force push by `qa-ana`/,
    ],
  ])('%s', async (_title, how, change, expected) => {
    const restore = await tamper(change, how);
    const { out, status } = await verify();
    expect(status).toBe(1);
    expect(out).toMatch(expected);
    expect(out).toContain('GitHub did not sign it, so anybody may have written it');
    await restore();
  });

  test('goes on behind a line that was never finished, and says what the clock does not fit', async () => {
    const restore = await tamper((dir) =>
      writeFileSync(file(dir), `${readFileSync(file(dir), 'utf8')}{"version":1,`),
    );
    await onMain('More', { 'notes.md': 'x\n' });
    const run = await job('record');
    expect(run.outputs.title, run.log).toMatch(/^One commit was written down/);
    await restore();
    const future = await tamper((dir) =>
      writeFileSync(
        file(dir),
        readFileSync(file(dir), 'utf8').replaceAll(/"recordedAt":"20\d\d/g, '"recordedAt":"2090'),
      ),
    );
    const refused = await job('record');
    expect(refused.status).toBe(1);
    expect(refused.log).toMatch(/which this machine’s clock has not reached yet/);
    await future();
  });
});
