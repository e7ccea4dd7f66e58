/** Repositories that are made to keep git busy. They end in a sentence, and git in its end. */
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { mergeChange } from '../../src/source/change.ts';
import { commitOf, GitStopped, gitAt } from '../../src/source/git.ts';
import { gitTree } from '../../src/source/git-tree.ts';
import { checkHere } from '../support/command.ts';
import { repository, type TestRepository, temporaryFolder } from '../support/repository.ts';

const stopped = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(GitStopped);
    return (error as Error).message;
  }
  throw new Error('nothing was stopped');
};

/** A tree whose entries are all the same. */
function treeOf(repo: TestRepository, entries: number, type: 'blob' | 'tree', id: string): string {
  const mode = type === 'blob' ? '100644' : '040000';
  const lines = Array.from({ length: entries }, (_, index) => `${mode} ${type} ${id}\t${index}\n`);
  return execFileSync('git', ['mktree'], { cwd: repo.dir, input: lines.join(''), encoding: 'utf8' }).trim();
}

/** Trees in trees: each level stands so many times in the next. Gives the branch that holds them as grants. */
function bomb(repo: TestRepository, levels: readonly number[], type: 'blob' | 'tree' = 'blob'): string {
  const input = type === 'blob' ? ['hash-object', '-w', '--stdin'] : ['mktree'];
  let id = execFileSync('git', input, { cwd: repo.dir, input: '', encoding: 'utf8' }).trim();
  for (const [index, entries] of levels.entries())
    id = treeOf(repo, entries, index === 0 ? type : 'tree', id);
  const rest = repo.git('ls-tree', 'main');
  const root = execFileSync('git', ['mktree'], {
    cwd: repo.dir,
    input: `${rest}\n040000 tree ${id}\taccess-grants\n`,
    encoding: 'utf8',
  }).trim();
  return repo.git('commit-tree', root, '-p', 'main', '-m', 'Many');
}

function company(): TestRepository {
  const repo = repository();
  repo.commit({ 'policies/grantbook.yaml': 'version: 1\n', 'notes.md': 'n\n' });
  return repo;
}

const change = (repo: TestRepository, head: string) => {
  const git = gitAt(repo.dir);
  return mergeChange(
    git,
    { commit: commitOf(git, 'main') ?? '', label: '`main`' },
    { commit: head, label: 'this branch' },
  );
};

describe('a branch that names more files than anybody could look at', () => {
  test.each([
    ['a thousand million files', [10, 10, 10, 10, 10, 10, 10, 10, 10], 'blob'],
    ['folders of folders without a file', [10, 10, 10, 10, 10, 10, 10, 10, 10], 'tree'],
  ] as const)('%s: git is stopped', (_, levels, type) => {
    const repo = company();
    const head = bomb(repo, levels, type);
    const why =
      'what this branch holds could not be listed: git was stopped after 64 MiB; look for folders with far too many files in them';
    expect(stopped(() => change(repo, head))).toBe(why);
  });

  test('somewhat too many short names: they are counted', () => {
    const repo = company();
    const head = bomb(repo, [10, 10, 10, 10, 60]);
    const why = 'this branch holds more than 500,000 files; look for folders with far too many files in them';
    expect(stopped(() => change(repo, head))).toBe(why);
    expect(stopped(() => gitTree(gitAt(repo.dir), head, 'this branch').list())).toBe(why);
  });

  test('the command line says so with exit code 2', async () => {
    const repo = company();
    const head = bomb(repo, [10, 10, 10, 10, 10, 10, 10, 10, 10]);
    repo.git('branch', 'many', head);
    const { status, err } = await checkHere(repo.dir, { base: 'main', head: 'many' });
    expect(status).toBe(2);
    expect(err).toMatch(/^what many \([0-9a-f]+\) holds could not be listed: git was stopped/);
  });
});

test('git that never ends is stopped', () => {
  const dir = temporaryFolder();
  // Nobody ever writes into it, so that whoever reads waits for ever.
  execFileSync('sh', ['-c', 'mkfifo pipe'], { cwd: dir });
  const git = gitAt(dir, { milliseconds: 100, bytes: 1024 });
  expect(stopped(() => git.run(['hash-object', 'pipe']))).toBe(
    'git took longer than 0.1 seconds and was stopped',
  );
});
