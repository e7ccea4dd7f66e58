/** The command line as its own process: arguments, exit codes, streams. */
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { exampleCompany, grantFile } from '../../src/rules/example-company.ts';
import { version } from '../../src/version.ts';
import { temporaryFolder, writeFiles } from '../support/repository.ts';

/** The command line from source, bundled once: starting it through a loader each time would take a second. */
const bundle = temporaryFolder();

beforeAll(() =>
  build({
    entryPoints: ['src/cli.ts'],
    outdir: bundle,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  }),
);

const grantbook = (cwd: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${bundle}/cli.mjs`, ...args], {
    cwd,
    encoding: 'utf8',
    timeout: 30_000,
    env: { PATH: process.env.PATH ?? '', HOME: cwd },
  });
  return { status, stdout, stderr };
};

const company = temporaryFolder();
writeFiles(company, exampleCompany);

describe('wrong usage is status 2, in a sentence and without a stack trace', () => {
  test.each([
    ['an unknown command', ['chekc'], /unknown command 'chekc'\n\(Did you mean check\?\)/],
    ['an unknown option', ['check', '--bsae', 'main'], /unknown option '--bsae'\n\(Did you mean --base\?\)/],
    ['an unknown format', ['check', '--format', 'xml'], /Allowed choices are text, json, github, markdown/],
    ['an option without its value', ['check', '--base'], /'--base <rev\|dir>' argument missing/],
    ['an argument too many', ['check', 'payroll'], /too many arguments/],
    [
      'a renewal without a reason',
      ['renew', 'x', '--for', '30d'],
      /'--because <reason>' not specified\n\n?\(`grantbook renew --help` lists what there is\)/,
    ],
    ['an argument too few', ['who'], /missing required argument 'person\|system'/],
    ['a time that is none', ['check', '--now', 'nonsense'], /^`--now nonsense` is neither/],
    ['a folder that is not there', ['-C', 'nowhere', 'check'], /^there is no folder `nowhere`\n$/],
    [
      'a person whom nobody knows',
      ['who', 'ana.kosta'],
      /^there is no person or system `ana\.kosta`; did you mean `ana\.costa`\?\n$/,
    ],
    [
      'a rule that there is not',
      ['explain', 'xyzzyx'],
      /^there is no rule `xyzzyx`; `grantbook explain` lists them all\n$/,
    ],
    [
      'a rule that there nearly is',
      ['explain', 'missing-ends'],
      /^there is no rule `missing-ends`; did you mean `missing-end`\? `grantbook explain` lists them all\n$/,
    ],
    [
      'a part of a name',
      ['who', 'Dias'],
      /^there is no person or system `Dias`; did you mean `marta\.dias`\?\n$/,
    ],
    [
      'a part of several names',
      ['who', 'a'],
      /^there is no person or system `a`; did you mean (?:`[a-z.]+`,? )+or `[a-z.]+`\?\n$/,
    ],
    [
      'a role that nobody named',
      ['approvers', '--system', 'payroll'],
      /required option '--role <id>' not specified/,
    ],
    [
      'a kind of change that is none',
      ['approvers', '--system', 'payroll', '--role', 'viewer', '--subject', 'ana.costa', '--change', 'given'],
      /Allowed choices are added, extended, edited, reviewed, reduced, removed/,
    ],
    ['an impact of nothing', ['impact'], /required option '--base <rev\|dir>' not specified/],
    ['a code that is none', ['explain', 'GB999'], /^there is no rule `GB999`/],
  ])('%s', (_title, args, expected) => {
    const run = grantbook(company, ...args);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toMatch(expected);
    expect(run.stderr).not.toMatch(/\bat .*\(?(file|node):|Error:/);
  });
});

describe('what it is asked for is status 0', () => {
  test.each([
    ['the help', ['--help'], /^Usage: grantbook/],
    ['the help of a command', ['check', '--help'], /Exit status: 0 nothing stands in the way/],
    ['the version', ['--version'], new RegExp(`^${version.replaceAll('.', '\\.')}\n$`)],
    ['nothing at all', [], /^Usage: grantbook/],
    ['a check', ['check', '--now', '2026-11-23'], /no problems\.\n$/],
    ['a check of another folder', ['-C', '.', 'check', '--now', '2026-11-23'], /no problems\.\n$/],
    ['a rule', ['explain', 'gb010'], /^GB010 invalid-value\n/],
    ['all rules', ['explain'], /^GB001 {2}unreadable-file/],
    [
      'who would approve',
      [
        'approvers',
        '--system',
        'payroll',
        '--role',
        'viewer',
        '--subject',
        'ana.costa',
        '--now',
        '2026-11-23',
      ],
      /^possible: Ana Costa .*\n\nWho approves:\n {2}1\. Rui Alves/,
    ],
    [
      'an impact',
      ['impact', '--base', '.', '--head', '.'],
      /^Nobody may ask for, hold or approve anything else/,
    ],
    ['owners of paths', ['codeowners', '--out', '-'], /\n\/\.github\/CODEOWNERS @sofia-lopes @rui-alves\n$/],
    [
      'who has what',
      ['who', 'payroll', '--now', '2026-11-23'],
      /Ana Costa \(ana\.costa\) +payroll +viewer +2026-12-22/,
    ],
  ])('%s', (_title, args, expected) => {
    const run = grantbook(company, ...args);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toMatch(expected);
  });
});

test('errors are status 1, without colours or progress where no terminal is watching', () => {
  const dir = temporaryFolder();
  writeFiles(dir, { ...exampleCompany, ...grantFile({ validUntil: '2026-02-30' }) });
  const run = grantbook(dir, 'check', '--now', '2026-11-23');
  expect(run.status).toBe(1);
  expect(run.stdout + run.stderr).not.toContain('\u001b');
  expect(run.stderr).toMatch(/^error\[GB010\]/);
});

test('policy tests that are not there are status 0', () => {
  expect(grantbook(company, 'test')).toEqual({
    status: 0,
    stdout: 'There are no policy tests in `policies/tests/`, so nothing was tested.\n',
    stderr: '',
  });
});

test('help does not say of what is left out that it is left out', () => {
  const { stdout } = grantbook(company, 'request', '--help');
  expect(stdout).toMatch(/--yes +ask nothing, and write it\n/);
  expect(stdout).toContain('default: "text"');
  expect(grantbook(company, 'init', '--help').stdout).not.toMatch(/default: (?:false|\[\])/);
});

test('a folder without policies is called so by every command in the same words', () => {
  const empty = temporaryFolder();
  for (const command of [['check'], ['test'], ['forms', '--check'], ['who', 'ana.costa']])
    expect(grantbook(empty, ...command).stderr).toContain('there is no `policies/` folder in this folder');
});
