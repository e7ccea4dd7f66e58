/** The questions of `init`, in a real pseudo-terminal: `script` of util-linux gives one. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundleAlone } from '../support/new-repository.ts';

const { dir } = bundleAlone();
const enter = '\r';
const control = { c: '\u0003', u: '\u0015' };
const down = '\u001b[B';

type Answers = readonly (readonly [question: string, keys: string])[];

/** Types each answer once its question stands there. */
function typing(folder: string, answers: Answers, ...flags: readonly string[]) {
  const command = `stty cols 100 rows 40; exec '${process.execPath}' dist/cli.js init ${folder} ${flags.join(' ')}`;
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    cwd: dir,
    env: { PATH: process.env.PATH ?? '', HOME: dir, TERM: 'xterm', SHELL: '/bin/sh', NO_COLOR: '1' },
  });
  const left = [...answers];
  let [said, unread] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk;
    unread += chunk;
    const [question, keys] = left[0] ?? [];
    if (question === undefined || keys === undefined || !unread.includes(question)) return;
    left.shift();
    unread = '';
    child.stdin.write(keys);
  });
  return new Promise<{ status: number | null; said: string; left: Answers }>((done) => {
    child.on('close', (status) => done({ status, said, left }));
  });
}

const policies = (folder: string, path: string) => readFileSync(join(dir, folder, 'policies', path), 'utf8');
const hasTerminal = spawnSync('script', ['--version']).status === 0;

describe.skipIf(!hasTerminal)('in a terminal', () => {
  test('a few questions are enough, and a wrong answer is asked again', async () => {
    const { status, said, left } = await typing('asked', [
      ['What is your organization called?', `Example Bakery${enter}`],
      ['In which time zone are days counted?', `${control.u}Mars/Olympus${enter}`],
      ['Write one such as Europe/Lisbon', `${control.u}Europe/Lisbon${enter}`],
      ['Who approves?', enter],
      ['Who are you?', `Marta Dias, marta-dias, 1001${enter}`],
      ['Who else answers for the policies?', `Ana Costa, ana-costa, 1002${enter}`],
      ['Which system do people get access to', `Payroll${enter}`],
    ]);
    expect({ status, left }, said).toEqual({ status: 0, left: [] });
    expect(said).toContain('Checked 0 grants, 2 people and 1 system: no problems.');
    expect(policies('asked', 'grantbook.yaml')).toMatch(
      /organization: Example Bakery\ntimeZone: Europe\/Lisbon\n/,
    );
    expect(policies('asked', 'approvals.yaml')).toContain('- manager');
  });

  test('whoever gave a flag is not asked about it, and nobody is needed beside the founder', async () => {
    const { status, said, left } = await typing(
      'flags',
      [
        ['Who approves?', `${down}${enter}`],
        ['Who are you?', `Marta Dias, marta-dias, 1001${enter}`],
        ['Is there a second person?', 'n'],
      ],
      ...["--organization 'One'", '--time-zone UTC', '--system Wiki'],
    );
    expect({ status, left }, said).toEqual({ status: 0, left: [] });
    expect(said).not.toContain('What is your organization called?');
    expect(policies('flags', 'grantbook.yaml')).toContain('secondPerson: where-there-is-one');
  });

  test('Ctrl+C ends it, and nothing is written', async () => {
    const { status, said } = await typing('broken-off', [['What is your organization called?', control.c]]);
    expect(status, said).toBe(2);
    expect(said).toContain('Nothing was written.');
    expect(existsSync(join(dir, 'broken-off'))).toBe(false);
  });
});
