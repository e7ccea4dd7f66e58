import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exampleCompany, examplePaths } from '../../src/rules/example-company.ts';
import { repository, temporaryFolder, writeFiles } from '../support/repository.ts';
import { filesOf, grantbook } from '../support/site.ts';

const company = () => {
  const made = repository();
  made.commit(exampleCompany);
  return made;
};
const out = () => join(temporaryFolder(), 'pages');

test('writes a site, and the same one again', () => {
  const { dir } = company();
  const folder = out();
  const args = ['site', '--out', folder, '--now', '2026-11-23T10:00:00Z'];
  expect(grantbook(dir, ...args)).toMatchObject({ status: 0, stderr: '' });
  const first = filesOf(folder);
  writeFileSync(join(folder, 'systems/gone.html'), 'of a system that is gone');
  expect(grantbook(dir, ...args).status).toBe(0);
  expect([...filesOf(folder)]).toEqual([...first]);
});

test('leaves a folder alone that holds something else', () => {
  const folder = temporaryFolder();
  writeFiles(folder, { 'salaries.txt': 'mine' });
  const { status, stderr } = grantbook(company().dir, 'site', '--out', folder);
  expect([status, stderr]).toEqual([
    2,
    `\`${folder}\` holds other files; name a folder that is new or empty\n`,
  ]);
  expect(existsSync(join(folder, 'index.html'))).toBe(false);
});

test('writes nothing where a policy could not be read, since the site would say less than there is', () => {
  const made = company();
  made.commit({ [examplePaths.payroll]: 'version: 1\nname: [' });
  const folder = out();
  const { status, stderr } = grantbook(made.dir, 'site', '--out', folder);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^policies\/systems\/payroll\.yaml:\d+: .+ `check`|check` says more\n$/);
  expect(existsSync(folder)).toBe(false);
});

test('writes nothing where an id would name somebody', () => {
  const made = company();
  const system = exampleCompany[examplePaths.payroll] ?? '';
  made.commit({ 'policies/systems/ana.costa.yaml': system });
  const folder = out();
  const { status, stderr } = grantbook(made.dir, 'site', '--out', folder);
  expect([status, stderr]).toEqual([
    2,
    expect.stringMatching(
      /^nothing was written, since `.*` would name somebody: an id .*; rename one of them\n$/,
    ),
  ]);
  expect(existsSync(folder)).toBe(false);
  expect(grantbook(made.dir, 'site', '--out', folder, '--include-people').status).toBe(0);
});

test('knows the repository and its branch from `origin`, and does without', () => {
  const made = company();
  const dataIn = (folder: string) => readFileSync(join(folder, 'assets/data.js'), 'utf8');
  const [without, withOrigin] = [out(), out()];
  grantbook(made.dir, 'site', '--out', without);
  expect(dataIn(without)).not.toContain('"repository"');
  made.git('remote', 'add', 'origin', 'git@github.com:acme/access.git');
  grantbook(made.dir, 'site', '--out', withOrigin);
  expect(dataIn(withOrigin)).toContain(
    '"repository":{"url":"https://github.com/acme/access","branch":"main"}',
  );
});

test('a system that is called like a list of pages takes nobody’s place', () => {
  const made = company();
  const system = exampleCompany[examplePaths.payroll] ?? '';
  const named = (name: string) => system.replace('name: Payroll', `name: ${name}`);
  made.commit({
    'policies/systems/index.yaml': named('The index'),
    'policies/systems/readme.yaml': named('The readme'),
  });
  const folder = out();
  expect(grantbook(made.dir, 'site', '--out', folder).status).toBe(0);
  const page = (path: string) => readFileSync(join(folder, path), 'utf8');
  const list = page('runbooks/index.html');
  for (const [file, name] of [
    ['payroll.html', 'Payroll'],
    ['index-.html', 'The index'],
    ['readme-.html', 'The readme'],
  ] as const) {
    expect(list).toContain(`<a href="${file}">${name}</a>`);
    expect(page(`runbooks/${file}`)).toContain(`<h1>${name}</h1>`);
  }
  expect(page('systems/index.html')).toContain('href="../runbooks/index-.html"');
  expect(grantbook(made.dir, 'runbooks').status).toBe(0);
  const written = readdirSync(join(made.dir, 'docs/runbooks'));
  expect(new Set(written.map((name) => name.toLowerCase())).size).toBe(written.length);
  const index = readFileSync(join(made.dir, 'docs/runbooks/README.md'), 'utf8');
  expect(index).toContain('[Access to The readme](readme-.md), or [the page to print](readme-.html)');
});
