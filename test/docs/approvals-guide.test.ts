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
const [first = '', second = '', tests = ''] = blocks('yaml');
const [approversOutput = ''] = blocks('console');

const cli = resolve('dist/cli.js');
const dir = temporaryFolder();
const grantbook = (...args: string[]) => {
  const run = spawnSync(process.execPath, [cli, ...args], {
    cwd: dir,
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
  });

  test('names every key of `when` and every kind of approver', () => {
    const known = JSON.parse(readFileSync('schemas/approvals.schema.json', 'utf8'));
    const keys = Object.keys(known.properties.policies.items.properties.when.properties);
    expect(keys.length).toBeGreaterThan(5);
    for (const key of keys) expect(guide).toMatch(new RegExp(`\`${key}\`.*\\|`));
  });
});
