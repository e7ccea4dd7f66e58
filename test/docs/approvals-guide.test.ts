/** The way from an empty `approvals.yaml` to an enforced one in `policies/README.md`, gone step by step. */
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../support/repository.ts';

const [, guide = ''] =
  /^## From an empty `approvals\.yaml`.*?\n(.*?)^## /ms.exec(readFileSync('policies/README.md', 'utf8')) ??
  [];
const blocks = (language: string) =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, text = '']) => text);
const isWhole = (text: string) => text.startsWith('version: 1\n');
const [first = '', second = '', tests = ''] = blocks('yaml').filter(isWhole);
/** Parts of other files, each known by its first key. */
const part = (key: string) => blocks('yaml').find((text) => text.startsWith(`${key}:`)) ?? '';
const [approversOutput = ''] = blocks('console');

const cli = resolve('dist/cli.js');
const dir = temporaryFolder();
const grantbook = (...args: string[]) => grantbookIn(dir, ...args);
const grantbookIn = (cwd: string, ...args: string[]) => {
  const run = spawnSync(process.execPath, [cli, ...args], {
    cwd,
    encoding: 'utf8',
  });
  return { status: run.status, said: run.stdout + run.stderr };
};
const today = ['--now', '2026-11-23'];
const approve = (text: string) => writeFiles(dir, { 'policies/approvals.yaml': text });

beforeAll(() => {
  for (const folder of ['policies', 'access-grants']) cpSync(folder, join(dir, folder), { recursive: true });
  rmSync(join(dir, 'policies/tests'), { recursive: true });
});

describe('the guide to approvals', () => {
  test.each(['', 'version: 1\npolicies: []\n'])('begins where every request is blocked: %j', (empty) => {
    approve(empty);
    const { status, said } = grantbook('check', ...today);
    expect(status).toBe(1);
    expect(said).toMatch(
      /GB114\]: this grant and 29 others cannot be judged while `policies\/approvals\.yaml`/,
    );
  });

  test('step 1 and 2: one policy is accepted, and says who approves', () => {
    approve(first);
    expect(grantbook('check', ...today).status).toBe(0);
    const [command = '', ...lines] = approversOutput.split('\n');
    const run = grantbook(...command.replace('$ grantbook ', '').split(' '), ...today);
    expect(run.status).toBe(0);
    for (const line of lines.filter((each) => each !== '…')) expect(run.said).toContain(line);
  });

  test('step 3 and 4: stricter policies above it, and a test of what is expected', () => {
    approve(second);
    expect(grantbook('check', ...today).status).toBe(0);
    writeFiles(dir, { 'policies/tests/approvals.yaml': tests });
    expect(grantbook('test').said).toContain('1 policy test: 1 passed, 0 failed.');
    approve(first);
    expect(grantbook('test').status).toBe(1);
    // Two stages of one each are not one stage of two.
    approve(
      second
        .replace(/\n {6}- approvers: \[system-owner\]\n/, ', system-owner]\n        count: 2\n')
        .replace('manager-of-manager], ', 'manager-of-manager, '),
    );
    expect(grantbook('check', ...today).status).toBe(0);
    expect(grantbook('test').said).toContain('actual:   2 of manager or manager-of-manager or system-owner');
  });

  test('names every key of `when` and every kind of approver', () => {
    const known = JSON.parse(readFileSync('schemas/approvals.schema.json', 'utf8'));
    const keys = Object.keys(known.properties.policies.items.properties.when.properties);
    expect(keys.length).toBeGreaterThan(5);
    for (const key of keys) expect(guide).toMatch(new RegExp(`\`${key}\`.*\\|`));
  });
});

describe('the guide in a company of one’s own', () => {
  const own = temporaryFolder();
  const here = (...args: string[]) => grantbookIn(own, ...args, ...today);
  const readme = readFileSync('README.md', 'utf8');
  const [, firstFiles = ''] =
    /<!-- first-files:start -->\n```yaml\n([\s\S]*?)```\n<!-- first-files:end -->/.exec(readme) ?? [];
  const files = Object.fromEntries(
    [...firstFiles.matchAll(/^# (\S+\.yaml)\n([\s\S]*?)(?=^# \S+\.yaml\n|(?![\s\S]))/gm)].map(
      ([, path = '', text = '']) => [path, text],
    ),
  );
  const file = (path: string): string => files[path] ?? '';
  const settings = 'policies/grantbook.yaml';

  test('begins with the first files of the README, and its first policy', () => {
    writeFiles(own, { ...files, 'policies/approvals.yaml': first });
    expect(Object.keys(files).length).toBeGreaterThan(5);
    expect(here('check')).toMatchObject({ status: 0 });
  });

  test('the stricter policies need the groups that it shows', () => {
    writeFiles(own, { 'policies/approvals.yaml': second });
    expect(here('check')).toMatchObject({
      status: 1,
      said: expect.stringContaining('there is no group `on-call`'),
    });
    writeFiles(own, { [settings]: `${file(settings)}${part('groups')}` });
    expect(here('check')).toMatchObject({ status: 0 });
  });

  test('an emergency needs what it shows of a role', () => {
    const asked = ['--system', 'wiki', '--role', 'editor', '--subject', 'ana.costa', '--emergency'];
    expect(here('approvers', ...asked).status).toBe(1);
    const [, line = ''] = /^( {4}emergency: .*)$/m.exec(part('roles')) ?? [];
    const wiki = 'policies/systems/wiki.yaml';
    writeFiles(own, { [wiki]: file(wiki).replace(/^ {4}risk: .*$/m, `$&\n${line}`) });
    expect(here('approvers', ...asked)).toMatchObject({
      status: 0,
      said: expect.stringContaining('Afterwards it is looked at, within 3 days.'),
    });
  });

  test('a stand-in, and two of a group', () => {
    const marta = 'policies/people/marta.dias.yaml';
    const [, two = ''] = /^ {4}stages:\n( {6}- approvers: .*\n {8}count: 2.*\n)/m.exec(guide) ?? [];
    expect(two).not.toBe('');
    writeFiles(own, {
      [marta]: `${file(marta)}${part('delegations')}`,
      'policies/approvals.yaml': second.replace(/ {6}- approvers: \["group:on-call"\]\n/, two),
    });
    expect(here('check').said).not.toMatch(/error/);
  });
});
