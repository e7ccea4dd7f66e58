import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { judgeEach, startingElsewhere } from '../../src/commands/judge-each.ts';
import { connect } from '../../src/github/client.ts';
import { type Company, organization, repository, startCompany } from '../support/company.ts';
import { temporaryFolder } from '../support/repository.ts';
import { runAction } from '../support/runner.ts';

let company: Company;
let shas: readonly string[];
beforeAll(async () => {
  company = await startCompany();
  const pushed: string[] = [];
  for (const name of ['one', 'two', 'three']) {
    await company.git('checkout', '--quiet', '-B', name, 'origin/main');
    pushed.push(await company.push(name, { [`${name}.md`]: 'a note\n' }));
    await company.openPullRequest(name, name);
  }
  shas = pushed;
});
afterAll(() => company.close());
afterEach(() => {
  expect(company.github.violations).toEqual([]);
});

const checksOf = async (sha: string) => {
  const { data } = await company.as('qa-ana').rest.checks.listForRef({ ...repository, ref: sha });
  return data.check_runs.map(({ conclusion, output }) => [conclusion, output.title]);
};

/** A program that does this with pull request 2, and has an answer for the others. */
function program(second: string): string {
  const path = join(temporaryFolder(), 'program.mjs');
  writeFileSync(
    path,
    `const number = process.env['INPUT_PULL-REQUEST'];
if (number === '2') ${second}
else process.send({ result: { verdict: 'pending', title: 'judged ' + number, summary: '', findings: [] } }, () => process.disconnect());
`,
  );
  return path;
}

const never = () => new AbortController().signal;

async function judged(second: string, limit: (number: number) => AbortSignal = never) {
  const log: string[] = [];
  const results = await judgeEach(
    [1, 2, 3],
    {
      repository,
      token: company.workflowToken,
      client: connect({ token: company.workflowToken, baseUrl: company.github.url }),
      clock: Date.now,
      serverUrl: company.github.url,
      log: (message) => log.push(message),
    },
    { program: program(second), limit },
  );
  expect(log).toEqual(results.map(({ title }, index) => `#${index + 1}: ${title}`));
  return results.map(({ verdict, title }) => [verdict, title]);
}

const withSecond = (title: string) => [
  ['pending', 'judged 1'],
  ['not evaluated', title],
  ['pending', 'judged 3'],
];

describe('one of several pull requests', () => {
  test('that never ends is stopped, fails its check, and keeps nobody waiting', async () => {
    const gone = new AbortController();
    gone.abort();
    const results = await judged('for (;;);', (number) => (number === 2 ? gone.signal : never()));
    expect(results).toEqual(withSecond('Could not evaluate: it took longer than 4 minutes, and was stopped'));
    expect(await checksOf(shas[1] ?? '')).toEqual([['failure', 'Could not evaluate']]);
    expect(await checksOf(shas[0] ?? '')).toEqual([]);
  });

  test('whose process falls over fails its check', async () => {
    expect(await judged("process.kill(process.pid, 'SIGKILL');")).toEqual(
      withSecond(
        'Could not evaluate: its process ended without an answer (SIGKILL); it may have needed more memory than there is',
      ),
    );
    expect((await checksOf(shas[1] ?? ''))[0]).toEqual(['failure', 'Could not evaluate']);
  });

  test('that fails says why', async () => {
    const failing = "process.send({ failed: 'GitHub is away' }, () => process.disconnect());";
    expect(await judged(failing)).toEqual(withSecond('Could not evaluate: GitHub is away'));
  });

  test('that not even its failure can be published of is no more than its own trouble', async () => {
    company.github.faults.add({ match: { path: /\/pulls\/2$/ }, kind: 'status', status: 403, times: 20 });
    expect(await judged('process.exit(1);')).toEqual(
      withSecond(expect.stringMatching(/^Could not evaluate: pull request #2 could not be read: .*403/)),
    );
    company.github.faults.clear();
  });
});

test('a schedule decides all that it can reach, and fails for the one that it cannot', async () => {
  company.github.faults.add({ match: { path: /\/pulls\/2$/ }, kind: 'status', status: 403, times: 20 });
  const run = await runAction({
    node: process.execPath,
    url: company.github.url,
    repository: `${organization}/access`,
    token: company.workflowToken,
    event: 'schedule',
    payload: {},
  });
  company.github.faults.clear();
  expect(run.status).toBe(1);
  expect(run.log).toMatch(/::error::Could not evaluate: pull request #2 could not be read/);
  for (const sha of [shas[0], shas[2]]) expect(await checksOf(sha ?? '')).toHaveLength(1);
});

test('nothing more is published for a run that is gone', async () => {
  const start = company.github.requests.length;
  const run = await runAction({
    node: process.execPath,
    url: company.github.url,
    repository: `${organization}/access`,
    token: company.workflowToken,
    event: 'schedule',
    payload: {},
    inputs: { 'pull-request': '1' },
    abandoned: true,
  });
  expect(run.log).toBe('');
  expect(company.github.requests.slice(start).filter(({ method }) => method !== 'GET')).toEqual([]);
});

describe('where a run begins', () => {
  const items = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

  test('loses nothing and changes no order', () => {
    for (let run = 0; run < 50; run += 1) {
      const list = startingElsewhere(items, run);
      expect(list.indexOf('a') === 0 ? 'g' : list[list.indexOf('a') - 1]).toBe('g');
      expect([...list].sort()).toEqual(items);
    }
    expect(startingElsewhere([], 3)).toEqual([]);
    // Outside of GitHub a run has no number.
    expect(startingElsewhere(items, Number.NaN)).toEqual(items);
  });

  test.each([1, 2, 7, 8, 96])(
    'is sooner or later at each of them, where only one run in %i decides',
    (step) => {
      const first = new Set(
        Array.from({ length: 20 * items.length }, (_, index) => startingElsewhere(items, index * step)[0]),
      );
      expect([...first].sort()).toEqual(items);
    },
  );
});
