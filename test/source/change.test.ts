import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EnvironmentFailure } from '../../src/model/failure.ts';
import { compareSources, mergeChange } from '../../src/source/change.ts';
import { folder } from '../../src/source/folder.ts';
import { commitOf, gitAt, repositoryRoot } from '../../src/source/git.ts';
import { gitTree } from '../../src/source/git-tree.ts';
import { repository, type TestRepository, temporaryFolder, writeFiles } from '../support/repository.ts';

const start = {
  'policies/a.yaml': 'a: 1\nb: 1\nc: 1\nd: 1\n',
  'access-grants/s/r/ana.yaml': 'x\n',
  'notes.md': 'n\n',
};

/** A repository with a branch `request` beside `main`. */
function branched(): TestRepository {
  const repo = repository();
  repo.commit(start);
  repo.git('branch', 'request');
  return repo;
}

const change = (repo: TestRepository, base = 'main', head = 'request') => {
  const git = gitAt(repo.dir);
  const place = (name: string) => ({ commit: commitOf(git, name) ?? '', label: `\`${name}\`` });
  return mergeChange(git, place(base), place(head));
};

const sentence = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(EnvironmentFailure);
    return (error as Error).message;
  }
  throw new Error('nothing was said');
};

const on = (repo: TestRepository, branch: string, files: Parameters<TestRepository['commit']>[0]) => {
  repo.git('checkout', '--quiet', branch);
  return repo.commit(files);
};

describe('the change of a branch', () => {
  test('lists the head as its own tree would, whatever happened on the base since', () => {
    const repo = branched();
    on(repo, 'request', { 'access-grants/s/r/rui.yaml': 'new\n', 'notes.md': 'm\n' });
    repo.git('checkout', '--quiet', 'main');
    repo.git('rm', '--quiet', 'access-grants/s/r/ana.yaml');
    symlinkSync('a.yaml', join(repo.dir, 'policies/link.yaml'));
    on(repo, 'main', { 'access-grants/s/r/\u{1f600}.yaml': 'x\n', 'access-grants/s/r/\ufffd.yaml': 'x\n' });
    const { head } = change(repo);
    repo.git('merge', '--quiet', 'request');
    const merged = gitTree(gitAt(repo.dir), 'main', 'main').list();
    expect(head.list()).toEqual(merged);
    expect(merged.map(({ type }) => type)).toContain('symlink');
    expect(merged.map(({ path }) => path)).not.toContain('access-grants/s/r/ana.yaml');
  });

  test('is what merging it would change, also where the base has moved on', () => {
    const repo = branched();
    on(repo, 'request', {
      'access-grants/s/r/rui.yaml': 'new\n',
      'policies/a.yaml': 'a: 2\nb: 1\nc: 1\nd: 1\n',
    });
    on(repo, 'main', {
      'access-grants/s/r/eva.yaml': 'other\n',
      'policies/a.yaml': 'a: 1\nb: 1\nc: 1\nd: 2\n',
    });
    const { changed, head } = change(repo);
    expect(changed).toEqual(['access-grants/s/r/rui.yaml', 'policies/a.yaml']);
    expect([...head.read(['policies/a.yaml'])]).toEqual([
      ['policies/a.yaml', Buffer.from('a: 2\nb: 1\nc: 1\nd: 2\n')],
    ]);
    expect(head.list(['access-grants']).map(({ path }) => path)).toHaveLength(3);
  });

  test('is nothing where the base has the same already', () => {
    const repo = branched();
    for (const branch of ['request', 'main']) on(repo, branch, { 'access-grants/s/r/rui.yaml': 'new\n' });
    expect(change(repo).changed).toEqual([]);
  });

  test('is nothing where the branch undoes what it did', () => {
    const repo = branched();
    on(repo, 'request', { 'notes.md': 'changed\n' });
    on(repo, 'request', { 'notes.md': 'n\n' });
    expect(change(repo).changed).toEqual([]);
  });

  test('names a rename as a removal and a new file', () => {
    const repo = branched();
    on(repo, 'request', { 'access-grants/s/r/ana.yaml': null, 'access-grants/s/admin/ana.yaml': 'x\n' });
    expect(change(repo).changed).toEqual(['access-grants/s/admin/ana.yaml', 'access-grants/s/r/ana.yaml']);
  });

  test('sees a file that becomes a link, or executable', () => {
    const repo = branched();
    on(repo, 'request', { 'access-grants/s/r/ana.yaml': null, 'notes.md': null });
    on(repo, 'request', { 'access-grants/s/r/ana.yaml': { link: 'x' }, 'notes.md': { script: 'n\n' } });
    expect(change(repo).changed).toEqual(['access-grants/s/r/ana.yaml', 'notes.md']);
  });

  test('lists paths as they are called', () => {
    const repo = branched();
    on(repo, 'request', { 'a "b"\n\u0142.md': '1' });
    expect(change(repo).changed).toEqual(['a "b"\n\u0142.md']);
  });

  test('leaves the folder, the index and the branches alone', () => {
    const repo = branched();
    on(repo, 'request', { 'access-grants/s/r/rui.yaml': 'new\n' });
    const before = repo.git('for-each-ref');
    change(repo);
    expect(repo.git('status', '--porcelain')).toBe('');
    expect(repo.git('for-each-ref')).toBe(before);
  });

  test('does not listen to the variables of a hook', () => {
    const repo = branched();
    on(repo, 'request', { 'access-grants/s/r/rui.yaml': 'new\n' });
    const elsewhere = repository();
    process.env.GIT_DIR = `${elsewhere.dir}/.git`;
    process.env.GIT_INDEX_FILE = `${elsewhere.dir}/index`;
    try {
      expect(change(repo).changed).toEqual(['access-grants/s/r/rui.yaml']);
    } finally {
      delete process.env.GIT_DIR;
      delete process.env.GIT_INDEX_FILE;
    }
  });

  test('does not listen to grafts, which could show another history', () => {
    const repo = branched();
    on(repo, 'request', { 'access-grants/s/r/rui.yaml': 'new\n' });
    const main = on(repo, 'main', { 'notes.md': 'm\n' });
    writeFiles(repo.dir, { '.git/info/grafts': `${main}\n` });
    expect(change(repo).changed).toEqual(['access-grants/s/r/rui.yaml']);
  });
});

describe('where there is no telling what merging would do', () => {
  test('a conflict is one sentence that names the file and what to do', () => {
    const repo = branched();
    for (const [branch, text] of [
      ['request', '2'],
      ['main', '3'],
    ] as const)
      on(repo, branch, { 'policies/a.yaml': `a: ${text}\n` });
    expect(sentence(() => change(repo))).toBe(
      '`request` cannot be merged into `main`: both changed `policies/a.yaml`; merge `main` into the branch and settle it there',
    );
  });

  test('a file that one side edits and the other deletes is a conflict too', () => {
    const repo = branched();
    on(repo, 'request', { 'access-grants/s/r/ana.yaml': 'y\n' });
    on(repo, 'main', { 'access-grants/s/r/ana.yaml': null });
    expect(sentence(() => change(repo))).toContain('`access-grants/s/r/ana.yaml`');
  });

  test('a conflict in many files names a few and counts the rest', () => {
    const repo = branched();
    for (const branch of ['request', 'main'])
      on(repo, branch, Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${i}.md`, branch])));
    expect(sentence(() => change(repo))).toMatch(/`f0\.md`.* and 20 more; merge/);
  });

  test('histories without a common beginning are told, with what to run', () => {
    const repo = branched();
    repo.git('checkout', '--quiet', '--orphan', 'other');
    repo.commit({ 'x.md': 'x' });
    expect(sentence(() => change(repo, 'main', 'other'))).toBe(
      '`main` and `other` have no common history here; in a shallow clone, run `git fetch --unshallow` first',
    );
  });

  test('so is a shallow clone that lacks the beginning', () => {
    const origin = branched();
    on(origin, 'request', { 'x.md': 'x' });
    on(origin, 'main', { 'y.md': 'y' });
    const clone = repository();
    const fetch = [
      'fetch',
      '--quiet',
      '--depth=1',
      `file://${origin.dir}`,
      '+refs/heads/*:refs/heads/copy/*',
    ];
    clone.git(...fetch);
    expect(sentence(() => change(clone, 'copy/main', 'copy/request'))).toContain('`git fetch --unshallow`');
  });
});

describe('two places of any kind', () => {
  test('are compared by path and content', () => {
    const repo = branched();
    const commit = on(repo, 'main', { 'policies/large.yaml': '#'.repeat(1024 * 1024 + 5) });
    const base = gitTree(gitAt(repo.dir), commit, 'main');
    expect(compareSources(base, folder(repo.dir)).changed).toEqual([]);
    writeFiles(repo.dir, {
      'policies/a.yaml': 'other\n',
      'access-grants/s/r/ana.yaml': null,
      'policies/b.yaml': '',
    });
    expect(compareSources(base, folder(repo.dir)).changed).toEqual([
      'access-grants/s/r/ana.yaml',
      'policies/a.yaml',
      'policies/b.yaml',
    ]);
  });
});

describe('a revision', () => {
  const repo = branched();
  const git = gitAt(repo.dir);
  test.each([
    'main',
    'HEAD',
    'refs/heads/request',
    'main^{tree}~0',
    'nothing',
    '--all',
    '-h',
    '',
    'main:notes.md',
  ])('%j', (name) => {
    const known = ['main', 'HEAD', 'refs/heads/request'].includes(name);
    expect(commitOf(git, name)).toEqual(known ? expect.stringMatching(/^[0-9a-f]{40}$/) : undefined);
  });

  test('a folder that is no repository, or is not there', () => {
    expect(repositoryRoot(temporaryFolder())).toBeUndefined();
    expect(sentence(() => repositoryRoot('/nowhere/at/all'))).toBe('there is no folder `/nowhere/at/all`');
  });

  test('a machine without git', () => {
    const path = process.env.PATH;
    process.env.PATH = temporaryFolder();
    try {
      expect(sentence(() => repositoryRoot(repo.dir))).toBe('git was not found; install git 2.38 or later');
    } finally {
      process.env.PATH = path;
    }
  });
});
