/** The demonstration, as its own process from the bundle alone: no `node_modules`, no repository around it. */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { nodes } from '../support/node24.ts';
import { temporaryFolder } from '../support/repository.ts';
import { inTerminal } from '../support/terminal.ts';

const folder = temporaryFolder();
const temporary = join(folder, 'tmp');

beforeAll(() => {
  cpSync('dist', join(folder, 'dist'), { recursive: true });
  mkdirSync(temporary);
});

const grantbook = (node: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  spawnSync(node, ['dist/cli.js', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', HOME: folder, TMPDIR: temporary, ...env },
  });

describe.each(nodes)('%s', (_name, node) => {
  let said = '';
  test('plays to its end, and leaves nothing behind', () => {
    const { status, stdout, stderr } = grantbook(node, ['demo']);
    expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' });
    expect(readdirSync(temporary)).toEqual([]);
    said = stdout;
  });

  test.each<[string, RegExp]>([
    [
      'a form is refused, with what to write instead',
      /`2027-02-28` is too far away: .*\n.*write `2026-12-22` or earlier/,
    ],
    ['the repaired form becomes a file', /\$ git show .*ana\.costa\.yaml\n[\s\S]*duration: 30d/],
    ['the approver sees what it is about', /waiting for Rui Alves[\s\S]*Why: Reconcile the fourth quarter/],
    ['who approved stands in the history', /Approved-by: rui\.alves \(@rui-alves, review \d+\)/],
    ['the access is in force', /\$ grantbook who ana\.costa\n.*\n.*payroll +viewer +2026-12-23/],
    ['the decision is written down', /outcome: approved\n[\s\S]*added access-grants\/payroll\/viewer\/ana/],
    ['she is reminded', /write here `\/renew payroll\/viewer 30d because …`/],
    ['it ends by itself', /No access on 2026-12-23[\s\S]*Remove 1 grant that has ended \(#\d+\)/],
    [
      'the ledger is sound',
      /\$ grantbook ledger verify\n +The ledger is sound, as far as it was looked at: 2 decisions\./,
    ],
  ])('%s', (_, expected) => {
    expect(said).toMatch(expected);
  });

  test('it ends with what to try next, and each of it is there', () => {
    const next = said.split('What to try next\n')[1] ?? '';
    const commands = [...next.matchAll(/^ {3}node dist\/cli\.js ([a-z]+)/gm)].map(([, name = '']) => name);
    expect(commands.length).toBeGreaterThan(3);
    for (const name of commands)
      expect(grantbook(node, [name, '--help']).stdout).toContain(`Usage: grantbook ${name}`);
  });
});

test('colours are for those who want them', () => {
  const node = process.execPath;
  expect(grantbook(node, ['demo'], { FORCE_COLOR: '1', NO_COLOR: '1' }).stdout).not.toContain('\u001b');
});

test('`--step` needs somebody who can press Enter', () => {
  const { status, stderr } = grantbook(process.execPath, ['demo', '--step']);
  expect(status).toBe(2);
  expect(stderr).toBe('`--step` waits for Enter, and no terminal is there to press it\n');
});

test('without git it says what is missing', () => {
  const { status, stderr, stdout } = grantbook(process.execPath, ['demo'], { PATH: temporary });
  expect({ status, stderr }, stdout).toEqual({
    status: 2,
    stderr: 'git was not found; install git 2.38 or later\n',
  });
});

test('the rest of the command line does not load it', () => {
  const text = readFileSync('dist/cli.js', 'utf8');
  expect(text).not.toContain('Ribeira Books');
  expect(text).not.toContain('git-receive-pack');
});

describe('stopped in the middle', () => {
  const stopped = join(folder, 'stopped');
  beforeAll(() => mkdirSync(stopped));
  const env = { PATH: process.env.PATH ?? '', HOME: folder, TMPDIR: stopped };

  // Closing the window of a terminal is a SIGHUP.
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('by %s, it leaves nothing behind', async (signal, expected) => {
    const child = spawn(process.execPath, ['dist/cli.js', 'demo'], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const status = await new Promise((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        // The first step is told when the folder, the server and the process of the jobs are there.
        if (text.includes('1. ')) {
          expect(readdirSync(stopped)).toHaveLength(1);
          child.kill(signal);
        }
      });
      child.on('exit', resolve);
    });
    expect(status).toBe(expected);
    expect(readdirSync(stopped)).toEqual([]);
  });

  test.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('by %s in place of Enter, too, without a word of a mistake', async (_, key) => {
    const args = [resolve(folder, 'dist/cli.js'), 'demo', '--step'];
    const { screen, status } = await inTerminal(args, [['(Enter goes on)', key]], env);
    expect(status).toBe(130);
    expect(screen).not.toMatch(/mistake|Error|Warning/);
    expect(readdirSync(stopped)).toEqual([]);
  });
});

test('several at once do not get into each other’s way', async () => {
  const together = join(folder, 'together');
  mkdirSync(together);
  const run = () =>
    new Promise<number | null>((done) => {
      const child = spawn(process.execPath, ['dist/cli.js', 'demo', '--fast'], {
        cwd: folder,
        env: { PATH: process.env.PATH ?? '', HOME: folder, TMPDIR: together },
        stdio: 'ignore',
      });
      child.on('exit', done);
    });
  expect(await Promise.all([run(), run(), run()])).toEqual([0, 0, 0]);
  expect(readdirSync(together)).toEqual([]);
}, 120_000);
