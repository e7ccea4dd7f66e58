/** A branch that somebody checks out may hold symbolic links: nothing that Grantbook writes goes through one. */
import { readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exampleCompany, examplePaths } from '../../src/rules/example-company.ts';
import { repository, temporaryFolder, writeFiles } from '../support/repository.ts';
import { grantbook } from '../support/site.ts';

const mine = 'what stood here before';

/** A company on the branch of somebody who put a link to our own file or folder into it. */
function company(path: string, to: 'file' | 'folder') {
  const elsewhere = temporaryFolder();
  writeFiles(elsewhere, { 'mine.txt': mine });
  const { dir, commit } = repository();
  const { [examplePaths.grant]: _, ...without } = exampleCompany;
  commit(without);
  writeFiles(dir, { [path]: { link: to === 'file' ? join(elsewhere, 'mine.txt') : elsewhere } });
  return { dir, elsewhere };
}

const isUntouched = (elsewhere: string) => {
  expect(readdirSync(elsewhere)).toEqual(['mine.txt']);
  expect(readFileSync(join(elsewhere, 'mine.txt'), 'utf8')).toBe(mine);
};

const request = ['--system', 'payroll', '--role', 'viewer', '--for', '14d', '--as', 'ana.costa', '--yes'];
const why = ['--why', 'Reconcile the fourth quarter salary run'];

describe('nothing is written through a link', () => {
  test.each([
    ['runbooks', 'docs/runbooks/payroll.md', 'file', []],
    ['runbooks', 'docs/training', 'folder', []],
    ['runbooks', 'docs', 'folder', []],
    ['forms', '.github/ISSUE_TEMPLATE/access-payroll.yml', 'file', []],
    ['forms', '.github', 'folder', []],
    ['codeowners', '.github/CODEOWNERS', 'file', []],
    ['codeowners', '.github', 'folder', []],
    ['request', 'access-grants', 'folder', [...request, ...why]],
    ['request', 'access-grants/payroll/viewer', 'folder', [...request, ...why]],
  ] as const)('%s, with a link at %s', (command, path, to, more) => {
    const { dir, elsewhere } = company(path, to);
    const { status, stderr } = grantbook(dir, command, ...more);
    expect([status, stderr]).toEqual([
      2,
      `\`${path}\` is a symbolic link, and nothing is written through one; delete it, and try again\n`,
    ]);
    isUntouched(elsewhere);
  });
});

describe('the folder of a site', () => {
  const site = (make: (folder: string, elsewhere: string) => void) => {
    const { dir, elsewhere } = company('unused', 'folder');
    const folder = join(temporaryFolder(), 'pages');
    expect(grantbook(dir, 'site', '--out', folder)).toMatchObject({ status: 0, stderr: '' });
    make(folder, elsewhere);
    return { elsewhere, folder, run: () => grantbook(dir, 'site', '--out', folder) };
  };
  const replace = (path: string, by: string) => {
    rmSync(path, { recursive: true });
    symlinkSync(by, path);
  };

  test.each(['index.html', 'assets/core.js', 'assets/data.js'])('with a link in place of %s', (page) => {
    const { elsewhere, folder, run } = site((made, other) =>
      replace(join(made, page), join(other, 'mine.txt')),
    );
    expect(run()).toMatchObject({
      status: 2,
      stderr: `\`${folder}/${page}\` is a symbolic link, and nothing is written through one; delete it, and try again\n`,
    });
    isUntouched(elsewhere);
  });

  test('with a link in place of a folder of it', () => {
    const { elsewhere, run } = site((made, other) => replace(join(made, 'systems'), other));
    expect(run().stderr).toMatch(/systems` is a symbolic link, and nothing is written/);
    isUntouched(elsewhere);
  });

  test('that is a file is said to be one', () => {
    const { dir } = company('unused', 'folder');
    writeFiles(dir, { pages: 'a file' });
    expect(grantbook(dir, 'site', '--out', 'pages')).toMatchObject({
      status: 2,
      stderr: '`pages` is a file; name a folder that is new or empty\n',
    });
  });
});
