/** The documents keep their word: the files to copy work, the links lead somewhere, the commands exist. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { requirementsOf } from '../../src/approvals/requirements.ts';
import type { IssueForm } from '../../src/model/issue-form.ts';
import { judgeTree } from '../../src/rules/judge.ts';
import { isNeeded } from '../support/form-fields.ts';
import { repository, writeFiles } from '../support/repository.ts';
import { noon, workspaceOf } from '../support/workspace.ts';

const readme = readFileSync('README.md', 'utf8');

/** What the command line prints, findings first. */
function grantbook(...args: string[]): string {
  const run = spawnSync(process.execPath, ['dist/cli.js', ...args], { encoding: 'utf8' });
  return run.stderr + run.stdout;
}

/** The text between the two marks of a name. */
const marked = (name: string) =>
  readme.split(`<!-- ${name}:start -->`)[1]?.split(`<!-- ${name}:end -->`)[0] ?? '';

/** The files of a block: each begins with a comment that is its path. */
function filesOf(text: string): Record<string, string> {
  const parts = text
    .replaceAll(/^```.*\n/gm, '')
    .split(/^# ((?:policies|access-grants)\/\S+\.yaml)\n/m)
    .slice(1);
  return Object.fromEntries(parts.flatMap((part, i) => (i % 2 === 0 ? [[part, parts[i + 1] ?? '']] : [])));
}

describe('the first files to copy', () => {
  const files = filesOf(marked('first-files'));
  const findings = (changes: Record<string, string | null> = {}) =>
    judgeTree(workspaceOf({ ...files, ...changes }), { now: noon('2026-11-23') });

  test('are accepted without a finding', () => {
    expect(findings()).toEqual([]);
  });

  test.each(Object.keys(files))('none of them can be left out: %s', (path) => {
    if (path.startsWith('access-grants/')) expect(findings({ [path]: null })).toEqual([]);
    else expect(findings({ [path]: null })).not.toEqual([]);
  });

  test('let each policy owner change the policies, with the leave of another', () => {
    const workspace = workspaceOf(files);
    for (const owner of workspace.settings?.value.policyOwners ?? ['nobody']) {
      const [required] = requirementsOf(
        { grants: [], policies: ['policies/approvals.yaml'], others: [] },
        { workspace, now: noon('2026-11-23'), timeZone: 'UTC', mayNot: (user) => user === owner },
      );
      expect(required?.stages.map(({ candidates }) => candidates.length)).toEqual([1]);
    }
  });

  test('are one of each kind, and two people', () => {
    expect(Object.keys(files).map((path) => path.split('/').slice(0, 2).join('/'))).toEqual([
      'policies/grantbook.yaml',
      'policies/approvals.yaml',
      'policies/role-matrix.yaml',
      'policies/people',
      'policies/people',
      'policies/systems',
      'access-grants/wiki',
    ]);
  });
});

test('the fields of the forms are as many as the table says', () => {
  const folder = '.github/ISSUE_TEMPLATE';
  const kinds = new Map<string, { name: string; needed: Set<number>; free: Set<number> }>();
  for (const file of readdirSync(folder)) {
    const { name, body } = parse(readFileSync(`${folder}/${file}`, 'utf8')) as IssueForm;
    const kind = file.startsWith('access-') ? 'access' : file;
    const counted = kinds.get(kind) ?? { name, needed: new Set(), free: new Set() };
    kinds.set(kind, counted);
    const fields = body.flatMap((each) => (each.type === 'markdown' ? [] : [each]));
    const needed = fields.filter(isNeeded).length;
    counted.needed.add(needed);
    counted.free.add(fields.length - needed);
  }
  const rows = [...marked('fields').matchAll(/^\| .+ \| \*(.+?)\*.* \| (.+) \| (.+) \|$/gm)];
  const numbers = (text = '') => new Set((text.match(/\d+/g) ?? []).map(Number));
  const told = rows.map(([, name = '', needed, free]) => {
    const isAccess = name === 'Access to …';
    return [isAccess ? 'access' : name, numbers(needed), numbers(free)];
  });
  const counted = [...kinds]
    // By these two nobody asks for access.
    .filter(([kind]) => kind !== 'tool-is-down.yml' && kind !== 'undo-a-mistake.yml')
    .map(([kind, { name, needed, free }]) => [kind === 'access' ? kind : name, needed, free]);
  const byName = (all: typeof told) => all.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  expect(byName(told)).toEqual(byName(counted as typeof told));
});

describe.each([
  'README.md',
  '.github/CONTRIBUTING.md',
  '.github/SECURITY.md',
  'CHANGELOG.md',
  'docs/connectors.md',
])('%s', (path) => {
  const text = readFileSync(path, 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '');
  const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
  const relative = links.filter((link) => !/^[a-z]+:/.test(link));

  test('links to files and headings that are there', () => {
    const broken = relative.filter((link) => {
      const [file = '', heading] = link.split('#');
      const target = file === '' ? path : join(dirname(path), file);
      return !existsSync(target) || (heading !== undefined && !headingsOf(target).includes(heading));
    });
    expect(broken).toEqual([]);
  });
});

/** The headings of a document, as GitHub writes them into an address. */
const headingsOf = (path: string) =>
  [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

test('the sample output is what the program says of those three lines', () => {
  const repo = repository();
  for (const root of ['policies', 'access-grants']) cpSync(root, `${repo.dir}/${root}`, { recursive: true });
  repo.commit({});
  const path = 'access-grants/payroll/viewer/ana.costa.yaml';
  const [, prose = '', sample = ''] =
    /^## What a mistake looks like\n([\s\S]*?)```console\n\$ [^\n]*\n…\n([\s\S]*?)```/m.exec(readme) ?? [];
  const lines = [...prose.matchAll(/`((\w+): [^`]+)`/g)];
  expect(lines).toHaveLength(3);
  const grant = lines.reduce(
    (text, [, line = '', key]) => text.replace(new RegExp(`^${key}: .*$`, 'm'), line),
    readFileSync(path, 'utf8'),
  );
  writeFiles(repo.dir, { [path]: grant });
  // The commit differs from run to run.
  const steady = (text: string) => text.replace(/HEAD \(\w+\)/, 'HEAD');
  const said = steady(grantbook('-C', repo.dir, 'check', '--base', 'HEAD', '--now', '2026-11-23'));
  expect(said.slice(-steady(sample).length)).toBe(steady(sample));
});

describe('the table of commands', () => {
  const help = (...args: string[]) => grantbook(...args, '--help');
  /** Those of the program, or of one of its commands. */
  const commandsIn = (...group: string[]): string[] =>
    [...(help(...group).split('\nCommands:\n')[1] ?? '').matchAll(/^ {2}([a-z-]+)/gm)].flatMap(
      ([, name = '']) => (name === 'help' ? [] : [[...group, name].join(' ')]),
    );
  const known = commandsIn().flatMap((name) => {
    const own = commandsIn(name);
    return own.length > 0 ? own : [name];
  });
  const row = new RegExp(`^\\| \`(${known.join('|')}|[a-z-]+)[^\`]*\` \\| .+ \\| .+ \\|$`, 'gm');
  const rows = [...readme.matchAll(row)].map(([row, name = '']) => ({
    name,
    row,
  }));
  const names = [...new Set(rows.map(({ name }) => name))];

  test('names every command that there is, and no other', () => {
    expect(names.toSorted()).toEqual(known.toSorted());
  });

  test.each(names)('%s has the options and formats that the table says', (name) => {
    const said = rows.filter((row) => row.name === name).map(({ row }) => row);
    const text = help(...name.split(' '));
    for (const [option] of said.join('\n').matchAll(/--[a-z]+/g)) expect(text).toContain(option);
    const [, formats = ''] = /\| ([^|]+) \|$/.exec(said[0] ?? '') ?? [];
    for (const [, format] of formats.matchAll(/`([a-z]+)`/g)) expect(text).toContain(`"${format}"`);
  });
});
