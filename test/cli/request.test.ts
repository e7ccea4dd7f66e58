/** Asking for access from a terminal and from a script: the bundle as its own process, and what stands in the folder then. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { repository, type TestFiles } from '../support/repository.ts';
import { inTerminal, keys, type Step } from '../support/terminal.ts';

const today = '2026-11-23';
const path: string = examplePaths.grant;
const editor = 'access-grants/payroll/editor/ana.costa.yaml';
const releaser = 'access-grants/payroll/releaser/ana.costa.yaml';
const why = 'Reconcile the fourth quarter salary run';
const cli = resolve('dist/cli.js');

/** A clone of the example company, in which Ana works. */
function company(files: TestFiles = {}) {
  const repo = repository();
  const ana = `${exampleCompany['policies/people/ana.costa.yaml']}email: ana@example.com\n`;
  const { [examplePaths.grant]: _, ...without } = exampleCompany;
  repo.commit({ ...without, 'policies/people/ana.costa.yaml': ana, ...files });
  repo.git('config', 'user.email', 'Ana@Example.com');
  return repo;
}
const envOf = (dir: string) => ({ PATH: process.env.PATH ?? '', HOME: dir, NO_COLOR: '1' });
function request(dir: string, ...args: string[]) {
  const all = [cli, '-C', dir, 'request', '--now', today, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, {
    encoding: 'utf8',
    env: { ...envOf(dir), GIT_CONFIG_NOSYSTEM: '1' },
  });
  return { status, out: stdout, err: stderr };
}
const viewer = ['--system', 'payroll', '--role', 'viewer', '--why', why, '--for', '14d'];
const read = (dir: string, file = path) => readFileSync(join(dir, file), 'utf8');

describe('in a script', () => {
  test('writes the one file, and says who approves, the days, and what to do next', () => {
    const { dir, git } = company();
    const run = request(dir, ...viewer, '--yes');
    expect(run).toMatchObject({ status: 0, err: '' });
    expect(run.out).toContain('Ana Costa: Viewer in Payroll (payroll/viewer)\nSees payslips.\n');
    expect(run.out).toContain('First day  as soon as it is approved\n');
    expect(run.out).toContain('Last day   7 December 2026, if it is approved today: 14 days after');
    expect(run.out).toContain(
      'Approval   Rui Alves (rui.alves) or Marta Dias (marta.dias), as manager or system-owner\n',
    );
    expect(run.out).toContain(`  git add ${path}\n`);
    expect(git('status', '--short', '--untracked-files=all')).toBe(`?? ${path}`);
    expect(read(dir)).toBe(
      `version: 1\nsubject: ana.costa\nsystem: payroll\nrole: viewer\njustification: ${why}\nrequestedAt: ${today}\nduration: 14d\n`,
    );
  });

  test('the lines that it prints are taken by git', () => {
    const { dir, git } = company();
    const { out } = request(dir, ...viewer, '--yes');
    const lines = out.match(/^ {2}git (?!push).*/gm) ?? [];
    expect(lines).toHaveLength(3);
    for (const line of lines)
      expect(
        spawnSync('sh', ['-c', line], {
          cwd: dir,
          env: { ...process.env, GIT_AUTHOR_NAME: 'Ana', GIT_COMMITTER_NAME: 'Ana' },
        }).status,
        line,
      ).toBe(0);
    expect(git('show', '--stat', '--format=%s', 'HEAD')).toContain('Ask for payroll/viewer for ana.costa');
  });

  test('everything that is asked for stands in the file', () => {
    const { dir } = company();
    const run = request(
      dir,
      ...[
        '--system',
        'payroll',
        '--role',
        'editor',
        '--why',
        why,
        '--ticket',
        'FIN-4821',
        '--from',
        '1 Dec 2026',
      ],
      ...[
        '--until',
        '2026-12-20',
        '--permissions',
        'see payslips, salaries.change',
        '--yes',
        '--format',
        'json',
      ],
    );
    expect(run).toMatchObject({ status: 0, err: '' });
    expect(JSON.parse(run.out)).toMatchObject({
      written: true,
      files: [{ path: editor, text: read(dir, editor) }],
      firstDay: '1 December 2026',
      lastDay: '20 December 2026',
    });
    expect(read(dir, editor)).toContain(
      'ticket: FIN-4821\nrequestedAt: 2026-11-23\nvalidFrom: 2026-12-01\npermissions:\n  - payslips.read\n  - salaries.change\nvalidUntil: 2026-12-20\n',
    );
  });

  test('a length with a first day becomes its last day', () => {
    const { dir } = company();
    expect(request(dir, ...viewer, '--from', '2026-12-01', '--yes')).toMatchObject({ status: 0 });
    expect(read(dir)).toContain('validFrom: 2026-12-01\nvalidUntil: 2026-12-14\n');
  });

  test('a manager asks for somebody else, and is named in the file', () => {
    const { dir } = company();
    expect(request(dir, ...viewer, '--as', 'rui.alves', '--subject', 'Ana Costa', '--yes')).toMatchObject({
      status: 0,
    });
    expect(read(dir)).toContain('requestedBy: rui.alves\n');
  });

  test('whoever works alone is not told to ask anybody else', () => {
    const others = ['rui.alves', 'marta.dias', 'sofia.lopes'];
    const { dir, commit } = company();
    commit({
      ...Object.fromEntries(others.map((user) => [`policies/people/${user}.yaml`, null])),
      'policies/grantbook.yaml':
        'version: 1\norganization: Solo\ntimeZone: Europe/Lisbon\npolicyOwners: [ana.costa]\nsecondPerson: where-there-is-one\n',
      'policies/approvals.yaml':
        'version: 1\npolicies:\n  - id: any\n    stages: [{ approvers: [everyone] }]\n',
      'policies/people/ana.costa.yaml': `${exampleCompany['policies/people/ana.costa.yaml']}`.replace(
        /manager: .*\n/,
        'email: ana@example.com\n',
      ),
      [examplePaths.payroll]: (exampleCompany[examplePaths.payroll] ?? '').replace(
        /owners: .*/,
        'owners: [ana.costa]',
      ),
    });
    const run = request(dir, ...viewer, '--yes');
    expect(run.out + run.err).toContain(
      'Approval   nobody else works here, so that nobody else could; the ledger',
    );
    expect(run.out + run.err).not.toMatch(/anybody else|everyone/);
  });

  test('a system and a role go by the names that people see', () => {
    const { dir } = company();
    const named = [
      '--system',
      'Payroll',
      '--role',
      'editor',
      '--ticket',
      'FIN-4821',
      '--why',
      why,
      '--for',
      '14d',
    ];
    expect(request(dir, ...named, '--role', 'Editor', '--yes')).toMatchObject({ status: 0, err: '' });
    expect(read(dir, editor)).toContain('system: payroll\nrole: editor\n');
    // What is missing is known as well as with the ids.
    expect(request(dir, '--system', 'PAYROLL', '--role', 'Editor', '--yes').err).toContain('`--ticket`');
  });

  test('a name that two systems have is nobody’s', () => {
    const salaries = (exampleCompany[examplePaths.payroll] ?? '').replace('name: Payroll', 'name: Salaries');
    const asked = (files: TestFiles) =>
      request(company(files).dir, ...viewer, '--system', 'Salaries', '--yes');
    const [first, second] = ['policies/systems/old.yaml', 'policies/systems/new.yaml'];
    expect(asked({ [first]: salaries }).err).not.toContain('is not a system');
    expect(asked({ [first]: salaries, [second]: salaries })).toMatchObject({
      status: 2,
      err: expect.stringContaining('`Salaries` is not a system'),
    });
  });

  test('all that is missing is named at once', () => {
    const { dir, git } = company();
    expect(request(dir, '--role', 'editor', '--system', 'payroll')).toEqual({
      status: 2,
      out: '',
      err: 'Nothing was written, because these are missing: `--why`, one of `--for`, `--until` or `--standing`, `--ticket` (such as `FIN-4821`), `--yes`. In a terminal you are asked for what is missing.\n',
    });
    expect(JSON.parse(request(dir, '--format', 'json', '--yes').out)).toEqual({
      written: false,
      problems: [],
      missing: ['--system', '--role', '--why', 'one of --for, --until or --standing'],
    });
    expect(git('status', '--short')).toBe('');
  });

  test('without `--yes`, what it would be is shown, and nothing is written', () => {
    const { dir, git } = company();
    const run = request(dir, ...viewer);
    expect(run).toMatchObject({ status: 2, out: '' });
    expect(run.err).toMatch(/this is missing: `--yes`[\s\S]*Ana Costa: Viewer in Payroll/);
    expect(git('status', '--short')).toBe('');
  });

  test('all that is wrong is said at once, with what to write instead', () => {
    const { dir } = company();
    const run = request(
      dir,
      ...['--system', 'payrol', '--role', 'viewer', '--why', why, '--for', '14 days', '--from', '31.02.2027'],
      ...['--subject', 'Ana Kosta', '--yes'],
    );
    expect(run).toEqual({
      status: 2,
      out: '',
      err: `error: \`--system\`: \`payrol\` is not a system
  = help: did you mean \`payroll\`?
error: \`--subject\`: nobody here is called \`Ana Kosta\`; did you mean \`ana.costa\`?
error: \`--from\`: \`31.02.2027\` is not a day
  = help: write year, month and day, such as \`2026-12-23\`
error: \`--for\`: \`14 days\` is not a length of time
  = help: write \`14d\`
`,
    });
  });

  test.each<[string, readonly string[], RegExp]>([
    ['two ends', ['--until', '2026-12-20'], /the end is named more than once\n {2}= help: keep one of/],
    [
      'a role that is none',
      ['--role', 'vewer'],
      /`vewer` is not a role of `payroll`\n {2}= help: did you mean `viewer`\?/,
    ],
    [
      'a permission that is none',
      ['--permissions', 'fly'],
      /`fly` is nothing that this role allows; there are `See payslips`/,
    ],
  ])('%s', (_, args, expected) => {
    const { dir } = company();
    const run = request(dir, ...viewer, ...args, '--yes');
    expect(run).toMatchObject({ status: 2, out: '' });
    expect(run.err).toMatch(expected);
  });

  test('what could not be approved is not written, and said by the same rules as a pull request', () => {
    const { dir, git } = company();
    const run = request(
      dir,
      ...[
        '--system',
        'payroll',
        '--role',
        'editor',
        '--ticket',
        'fin-1',
        '--why',
        'work',
        '--for',
        '60d',
        '--yes',
      ],
    );
    expect(run).toMatchObject({ status: 1, out: '' });
    expect(run.err).toMatch(/^Not written, because a pull request with it could not be approved:/);
    for (const code of ['GB110', 'GB111', 'GB203']) expect(run.err).toContain(`error[${code}]`);
    expect(git('status', '--short')).toBe('');
  });

  test('what is held already is renewed, and its file is not written over', () => {
    const { dir } = company(grantFile());
    const before = read(dir);
    const run = request(dir, ...viewer, '--yes');
    expect(run).toMatchObject({ status: 2, out: '' });
    expect(run.err).toContain(`= help: renew it: \`node `);
    expect(run.err).toContain(` renew ${path} --for 30d --because "…"\``);
    expect(read(dir)).toBe(before);
  });

  test('what has ended is asked for anew, in its file', () => {
    const { dir } = company({
      [path]: `# The first of its kind.\n${grantFile({ validUntil: '2026-11-01' })[path]}`,
    });
    expect(request(dir, ...viewer, '--yes')).toMatchObject({ status: 0 });
    expect(read(dir)).toMatch(/^# The first of its kind\.\n[\s\S]*requestedAt: 2026-11-23\nduration: 14d\n$/);
  });

  test('is judged without what else is being worked on, and leaves it alone', () => {
    const repo = company();
    const other = 'access-grants/payroll/releaser/rui.alves.yaml';
    spawnSync('sh', ['-c', `mkdir -p access-grants/payroll/releaser && echo 'version: [' > ${other}`], {
      cwd: repo.dir,
    });
    expect(request(repo.dir, ...viewer, '--yes')).toMatchObject({ status: 0, err: '' });
    expect(read(repo.dir, other)).toBe('version: [\n');
  });

  test.each<[string, readonly string[], string]>([
    [
      'an e-mail address that nobody has',
      [],
      'nobody in the list of people has the e-mail address `who@example.com`; name yourself with `--as <userName>`, or ask Sofia Lopes or Rui Alves to enter you\n',
    ],
    [
      'a person whom nobody knows',
      ['--as', 'ana.kosta'],
      'there is no person `ana.kosta`; did you mean `ana.costa`?\n',
    ],
  ])('%s goes no further', (_, args, expected) => {
    const { dir, git } = company();
    git('config', 'user.email', 'who@example.com');
    expect(request(dir, ...viewer, '--yes', ...args)).toEqual({ status: 2, out: '', err: expected });
  });

  test('somebody who left goes no further', () => {
    const { dir } = company({
      'policies/people/ana.costa.yaml': (exampleCompany['policies/people/ana.costa.yaml'] ?? '').replace(
        'active: true',
        'active: false',
      ),
    });
    expect(request(dir, ...viewer, '--as', 'ana.costa', '--yes').err).toContain(
      '`ana.costa` does not work here any more',
    );
  });
});

/** `script` of other systems takes other options. */
describe.skipIf(process.platform !== 'linux')('in a terminal', () => {
  const talk = (dir: string, steps: readonly Step[], ...args: string[]) =>
    inTerminal([cli, '-C', dir, 'request', '--now', today, ...args], steps, { ...envOf(dir), NO_COLOR: '' });

  test('asks for what this person may have, judges each answer at once, and shows it before it is written', async () => {
    const { dir, git } = company();
    const { screen, status } = await talk(dir, [
      ['Which role in Payroll?', keys.down + keys.enter],
      ['What is it needed for?', `work${keys.enter}`],
      ['at least 15 are asked for', `${keys.erase.repeat(4)}${why}${keys.enter}`],
      ['From which day?', keys.enter],
      ['For how long?', keys.down + keys.enter],
      ['Under which ticket?', `FIN${keys.enter}`],
      ['is not a ticket for the role', `-4821${keys.enter}`],
      ['Write the file?', keys.enter],
    ]);
    expect(status, screen).toBe(0);
    expect(screen).toContain('You are Ana Costa (ana.costa).');
    expect(screen).not.toContain('<U+');
    expect(screen).toContain('Which system? Payroll: Pays the salaries.');
    expect(screen).toContain('For whom? myself (ana.costa)');
    expect(screen).toMatch(/Last day\s+30 November 2026, if it is approved today: 7 days after the approval/);
    expect(screen).toMatch(/Approval\s+Rui Alves \(rui\.alves\) or Marta Dias/);
    expect(screen.indexOf('Approval')).toBeLessThan(screen.indexOf('Write the file?'));
    // No more than the role matrix lets an accountant have.
    expect(screen).toContain('30 days');
    expect(screen).not.toMatch(/90 days|No end/);
    expect(git('status', '--short', '--untracked-files=all')).toBe(`?? ${editor}`);
    expect(read(dir, editor)).toBe(
      `version: 1\nsubject: ana.costa\nsystem: payroll\nrole: editor\njustification: ${why}\nticket: FIN-4821\nrequestedAt: ${today}\nduration: 7d\n`,
    );
  });

  test('asks only for what no option said, such as the last day', async () => {
    const { dir } = company();
    const { screen, status } = await talk(
      dir,
      [
        ['From which day?', `1 Dec 2026${keys.enter}`],
        ['For how long?', keys.down.repeat(4) + keys.enter],
        ['The last day?', `2027-12-31${keys.enter}`],
        ['is too far away', `${keys.erase.repeat(10)}2026-12-24${keys.enter}`],
        ['Write the file?', keys.enter],
      ],
      ...['--role', 'releaser', '--why', why],
    );
    expect(status, screen).toBe(0);
    expect(read(dir, releaser)).toContain('validFrom: 2026-12-01\nvalidUntil: 2026-12-24\n');
  });

  test('a terminal that does not know how wide it is gets whole lines', async () => {
    const { dir } = company();
    const { screen, status } = await inTerminal(
      [cli, '-C', dir, 'request', '--now', today, '--system', 'payroll', '--role', 'Viewer'],
      [
        ['What is it needed for? One sentence that somebody understands', `${why}${keys.enter}`],
        ['From which day?', keys.enter],
        ['For how long?', keys.enter],
        ['Write the file?', keys.enter],
      ],
      { ...envOf(dir), NO_COLOR: '' },
      { columns: 0, rows: 0 },
    );
    expect(status, screen).toBe(0);
    expect(screen).toContain('Ana Costa: Viewer in Payroll (payroll/viewer)');
  });

  test('a manager chooses for whom', async () => {
    const { dir } = company();
    const { screen, status } = await talk(
      dir,
      [
        ['For whom?', keys.down + keys.enter],
        ['Write the file?', keys.enter],
      ],
      ...['--as', 'rui.alves', '--role', 'viewer', '--why', why, '--from', today, '--for', '7d'],
    );
    expect(status, screen).toBe(0);
    expect(read(dir)).toContain('requestedBy: rui.alves\n');
  });

  test('somebody whom git does not name says who they are', async () => {
    const { dir, git } = company();
    git('config', 'user.email', 'who@example.com');
    const { screen, status } = await talk(
      dir,
      [
        ['What is your user name?', `ana${keys.enter}`],
        ['did you mean', `.costa${keys.enter}`],
        ['Write the file?', keys.enter],
      ],
      ...['--role', 'viewer', '--why', why, '--from', today, '--for', '7d'],
    );
    expect(status, screen).toBe(0);
    expect(existsSync(join(dir, path))).toBe(true);
  });

  test('what is held already is renewed instead, if wanted', async () => {
    const { dir } = company(grantFile({ validUntil: '2026-12-01' }));
    const { screen, status } = await talk(
      dir,
      [
        ['Renew it instead', keys.enter],
        ['For how long?', keys.down.repeat(3) + keys.enter],
        ['Write the file?', keys.enter],
      ],
      ...['--role', 'viewer', '--why', 'Closing of the year, which takes until January'],
    );
    expect(status, screen).toBe(0);
    // Who approves is said before anything is written.
    expect(screen).toMatch(/would be renewed here[\s\S]*Rui Alves \(rui\.alves\)[\s\S]*Write the file\?/);
    expect(screen).toContain(`\`${path}\` is renewed here.`);
    expect(read(dir)).toContain('validUntil: 2026-12-22\n');
  });

  test.each<[string, readonly Step[]]>([
    ['stopping in the middle', [['Which role in Payroll?', keys.interrupt]]],
    [
      'saying no in the end',
      [
        ['Which role in Payroll?', keys.enter],
        ['What is it needed for?', `${why}${keys.enter}`],
        ['From which day?', keys.enter],
        ['For how long?', keys.enter],
        ['Write the file?', `n${keys.enter}`],
      ],
    ],
  ])('%s writes nothing', async (_, steps) => {
    const { dir, git } = company();
    const { screen, status } = await talk(dir, steps);
    expect(status, screen).toBe(2);
    expect(screen).toContain('Nothing was written.');
    expect(git('status', '--short')).toBe('');
  });

  test('whoever may ask for nothing is told whom to ask', async () => {
    const { dir } = company();
    const { screen, status } = await talk(dir, [], '--as', 'sofia.lopes');
    expect(status).toBe(2);
    expect(screen).toContain('by the policies there is nothing that you may ask for now');
  });
});
