/** A clean folder is read from git, and says just what its files say; anything else in it, and its files are read. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cleanFolder } from '../../src/source/clean-folder.ts';
import { folder } from '../../src/source/folder.ts';
import type { Source } from '../../src/source/source.ts';
import { repository, type TestRepository, temporaryFolder, writeFiles } from '../support/repository.ts';

const grant = 'access-grants/payroll/viewer/ana.costa.yaml';

function company(): TestRepository {
  const repo = repository();
  repo.commit({
    [grant]: 'one\n',
    'policies/grantbook.yaml': 'two\n',
    'docs/x.md': 'x\n',
    '.gitignore': '*.bak\n',
  });
  return repo;
}

const saidBy = (source: Source | undefined) =>
  source && {
    label: source.label,
    listed: source.list().map(({ path, type, objectId }) => ({ path, type, objectId })),
    read: [...source.read([grant, 'policies/grantbook.yaml'])].map(([path, content]) => [
      path,
      content instanceof Uint8Array ? Buffer.from(content).toString('utf8') : content,
    ]),
    folders: source.topFolders().filter((name) => name !== '.git'),
  };

describe('a folder', () => {
  test('that is as committed says from git what its files say', () => {
    const { dir } = company();
    const clean = saidBy(cleanFolder(dir, 'here'));
    expect(clean?.listed).toHaveLength(2);
    const read = folder(dir, 'here', { withIds: true });
    const files = saidBy(read);
    expect(clean).toEqual(files);
    // The ids are of what was read, not of what stands there later.
    writeFiles(dir, { [grant]: 'other\n' });
    expect(read.list().find(({ path }) => path === grant)?.objectId).toBe(
      files?.listed.find(({ path }) => path === grant)?.objectId,
    );
  });

  test.each<[string, (repo: TestRepository) => void]>([
    ['with an edit', ({ dir }) => appendFileSync(join(dir, grant), 'more\n')],
    [
      'with a file that is staged',
      (repo) => {
        writeFiles(repo.dir, { [grant]: 'more\n' });
        repo.git('add', '-A');
      },
    ],
    [
      'with a new file',
      ({ dir }) => writeFiles(dir, { 'access-grants/payroll/viewer/rui.alves.yaml': 'x\n' }),
    ],
    ['with a new folder of a misspelt name', ({ dir }) => writeFiles(dir, { 'access-grant/x.yaml': 'x\n' })],
    ['with a file that git ignores', ({ dir }) => writeFiles(dir, { 'access-grants/payroll/x.bak': 'x\n' })],
    [
      'with an edit that git was told not to see',
      (repo) => {
        repo.git('update-index', '--assume-unchanged', grant);
        appendFileSync(join(repo.dir, grant), 'more\n');
      },
    ],
    ['of which only a part is there', (repo) => repo.git('update-index', '--skip-worktree', grant)],
  ])('%s is read as it is', (_, change) => {
    const repo = company();
    change(repo);
    expect(cleanFolder(repo.dir, 'here')).toBeUndefined();
  });

  test('that is no repository of its own is read as it is', () => {
    const repo = company();
    mkdirSync(join(repo.dir, 'docs/policies'));
    expect(cleanFolder(join(repo.dir, 'docs'), 'here')).toBeUndefined();
    expect(cleanFolder(temporaryFolder(), 'here')).toBeUndefined();
    expect(cleanFolder(repository().dir, 'here')).toBeUndefined();
  });
});
