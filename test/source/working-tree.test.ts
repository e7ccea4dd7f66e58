/** The working folder as the head of a change: what merging it would change, without a trace in the repository. */
import { chmodSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { changeOf } from '../../src/commands/places.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { checkHere } from '../support/command.ts';
import { repository, type TestRepository, temporaryFolder, writeFiles } from '../support/repository.ts';

// A worker of the tests is stopped before it could tidy up.
process.env.TMPDIR = temporaryFolder();

const eva = 'access-grants/s/r/eva.yaml';
const rui = 'access-grants/s/r/rui.yaml';

/** A branch on which somebody works, and a base that has moved on since. */
function behind(): TestRepository {
  const repo = repository();
  repo.commit({ 'policies/a.yaml': 'a: 1\n', 'access-grants/s/r/ana.yaml': 'x\n', 'notes.md': 'n\n' });
  repo.git('checkout', '--quiet', '-b', 'request');
  repo.commit({ [rui]: 'new\n' });
  repo.git('checkout', '--quiet', 'main');
  repo.commit({ [eva]: 'other\n', 'policies/a.yaml': 'a: 2\n' });
  repo.git('checkout', '--quiet', 'request');
  return repo;
}

const changed = (repo: TestRepository, head?: string) => changeOf('main', head, repo.dir).changed;

describe('the change of a folder', () => {
  test('is that of its branch where nothing was edited, although the base has moved on', () => {
    const repo = behind();
    expect(changed(repo)).toEqual([rui]);
    expect(changed(repo, '.')).toEqual([rui]);
    expect(changed(repo, 'request')).toEqual([rui]);
  });

  test('holds what is not committed: new, edited and deleted files, everywhere but where git ignores them', () => {
    const repo = behind();
    writeFiles(repo.dir, {
      '.gitignore': '*.bak\n',
      'access-grants/s/r/new.yaml': 'y\n',
      'access-grants/s/r/new.yaml.bak': 'y\n',
      'access-grants/s/r/ana.yaml': null,
      'notes.md': 'edited\n',
    });
    const change = changeOf('main', undefined, repo.dir);
    expect(change.changed).toEqual([
      '.gitignore',
      'access-grants/s/r/ana.yaml',
      'access-grants/s/r/new.yaml',
      rui,
      'notes.md',
    ]);
    expect(change.head.label).toBe('this folder');
    expect(change).toMatchObject({ baseCommit: repo.git('rev-parse', 'main') });
    expect(change.headCommit).toBeUndefined();
    expect([...change.head.read(['access-grants/s/r/new.yaml', 'policies/a.yaml'])]).toEqual([
      ['access-grants/s/r/new.yaml', Buffer.from('y\n')],
      ['policies/a.yaml', Buffer.from('a: 2\n')],
    ]);
  });

  test('leaves the repository as it is, also where something is staged', () => {
    const repo = behind();
    writeFiles(repo.dir, { 'notes.md': 'staged\n', [eva]: 'other\n' });
    repo.git('add', 'notes.md');
    writeFiles(repo.dir, {
      'notes.md': 'edited\n',
      '.git/hooks/post-index-change': { script: '#!/bin/sh\ntouch hooked\n' },
    });
    const state = () => [
      repo.git('for-each-ref'),
      readFileSync(join(repo.dir, '.git/index'), 'base64'),
      readdirSync(join(repo.dir, '.git'), { recursive: true, encoding: 'utf8' }).sort(),
    ];
    const before = state();
    expect(changed(repo)).toEqual([rui, 'notes.md']);
    expect(state()).toEqual(before);
  });

  test('sees an edit in the very instant of the last commit', () => {
    const repo = behind();
    const index = statSync(join(repo.dir, '.git/index'));
    writeFiles(repo.dir, { 'notes.md': 'm\n' });
    utimesSync(join(repo.dir, 'notes.md'), index.atime, index.mtime);
    expect(changed(repo)).toEqual([rui, 'notes.md']);
  });

  test('is merged in what somebody is just merging', () => {
    const repo = behind();
    writeFiles(repo.dir, { 'policies/a.yaml': 'a: 3\n' });
    repo.git('commit', '--quiet', '--all', '--message=3');
    expect(() => repo.git('merge', '--quiet', 'main')).toThrow();
    writeFiles(repo.dir, { 'policies/a.yaml': 'a: 4\n' });
    expect(changed(repo)).toEqual([rui, 'policies/a.yaml']);
  });

  test('that cannot be merged is told as that of a revision is', () => {
    const repo = behind();
    writeFiles(repo.dir, { 'policies/a.yaml': 'a: 3\n' });
    expect(() => changed(repo)).toThrow(
      /^this folder cannot be merged into main \([0-9a-f]{10}\): both changed `policies\/a\.yaml`; merge main/,
    );
  });
});

describe('a folder that can only be compared', () => {
  test('is in a repository without a commit', () => {
    const repo = repository();
    const other = behind();
    repo.git('fetch', '--quiet', other.dir, 'main:main', '--update-head-ok');
    repo.git('symbolic-ref', 'HEAD', 'refs/heads/unborn');
    writeFiles(repo.dir, { [rui]: 'new\n', 'policies/a.yaml': 'a: 2\n' });
    expect(changed(repo)).toEqual(['access-grants/s/r/ana.yaml', eva, rui]);
  });

  test('is another one than that of the repository', () => {
    const dir = temporaryFolder();
    writeFiles(dir, { 'policies/a.yaml': 'a: 2\n', [rui]: 'new\n' });
    expect(changed(behind(), dir)).toEqual(['access-grants/s/r/ana.yaml', eva, rui]);
  });

  test.runIf(process.getuid?.() !== 0)('holds a file that git cannot read', () => {
    const repo = behind();
    chmodSync(join(repo.dir, rui), 0);
    expect(changed(repo)).toContain(rui);
  });

  test('has a git that cannot merge in memory', () => {
    const repo = behind();
    const bin = temporaryFolder();
    writeFiles(bin, {
      git: {
        script: `#!/bin/sh\nfor a; do [ "$a" = merge-tree ] && { echo 'usage: git merge-tree' >&2; exit 129; }; done\nPATH='${process.env.PATH}' exec git "$@"\n`,
      },
    });
    const path = process.env.PATH;
    process.env.PATH = `${bin}:${path}`;
    try {
      expect(changed(repo)).toEqual([eva, rui, 'policies/a.yaml']);
    } finally {
      process.env.PATH = path;
    }
  });
});

describe('check --base', () => {
  test('gives the same answer for the folder as for its branch', async () => {
    const repo = repository();
    repo.commit(exampleCompany);
    repo.git('checkout', '--quiet', '-b', 'request');
    repo.commit(grantFile({ role: 'editor', ticket: 'FIN-1' }));
    repo.git('checkout', '--quiet', 'main');
    repo.commit({
      [examplePaths.settings]: `${exampleCompany[examplePaths.settings]}merge: person\n`,
      ...grantFile({ subject: 'rui.alves' }),
    });
    repo.git('checkout', '--quiet', 'request');
    const ofFolder = await checkHere(repo.dir, { base: 'main' });
    expect(ofFolder.out).toMatch(
      /^Checked 1 changed grant \(1 added\) between main \(.*\) and this folder: /,
    );
    const ofBranch = await checkHere(repo.dir, { base: 'main', head: 'request' });
    expect(ofFolder).toMatchObject({ status: 0, err: ofBranch.err });
  });

  test('says that a misspelt top folder is not read', async () => {
    const repo = repository();
    repo.commit(exampleCompany);
    const wrong = Object.fromEntries(
      Object.entries(grantFile({ role: 'editor' })).map(([path, text]) => [
        path.replace('grants', 'grant'),
        text,
      ]),
    );
    writeFiles(repo.dir, wrong);
    for (const base of ['HEAD', 'HEAD~1']) {
      const run = await checkHere(repo.dir, { base });
      expect(run.status).toBe(1);
      expect(run.err).toContain('nothing in the folder `access-grant/` is read');
      expect(run.err).toContain('did you mean `access-grants/`? move its files there');
      repo.commit({});
    }
  });
});
