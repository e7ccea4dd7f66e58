/** The walk that is kept on disk: whatever is in the file, and wherever the branch went, the answer is git's own. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lineOfCommits, wholeLine } from '../../src/source/first-parent-line.ts';
import { gitAt } from '../../src/source/git.ts';
import { type Version, versionsOf } from '../../src/source/history.ts';
import { repository, type TestRepository, temporaryFolder, watchingGit } from '../support/repository.ts';

const grants = Array.from({ length: 25 }, (_, n) => `access-grants/payroll/viewer/p${n}.yaml`);
const paths = new Set(grants);
const [one = '', two = '', three = ''] = grants;
const files = (text: string, ...some: string[]) => Object.fromEntries(some.map((path) => [path, text]));

/** A repository in which every grant is there, and some were changed. */
function company(): TestRepository {
  const repo = repository();
  repo.commit(files('first', ...grants), '2026-10-01');
  repo.commit({ 'README.md': 'x', ...files('second', one, two) }, '2026-10-02');
  return repo;
}

const head = (repo: TestRepository) => repo.git('rev-parse', 'HEAD');
const asked = (dir: string, commit: string) =>
  Object.fromEntries(versionsOf({ git: gitAt(dir), commit }, paths));
/** The same by other means: a few paths at a time are never taken from the file. */
const told = (dir: string, commit: string): Record<string, Version[]> =>
  Object.assign(
    {},
    ...grants.map((path) => Object.fromEntries(versionsOf({ git: gitAt(dir), commit }, new Set([path])))),
  );
const cacheOf = ({ dir }: { dir: string }) => join(dir, '.git/grantbook/history~');

/** Asks, holds the answer against git's own, and gives the revisions that git was asked to walk for it. */
function walked({ dir }: { dir: string }, commit: string): string[] {
  const { result, calls } = watchingGit(() => asked(dir, commit));
  expect(result).toEqual(told(dir, commit));
  expect(Object.keys(result)).not.toEqual([]);
  return calls.flatMap((call) => / log .* (\S+) -- access-grants $/.exec(call)?.[1] ?? []);
}

describe('a walk', () => {
  test('of the same commit is asked of git once', () => {
    const repo = company();
    const commit = head(repo);
    expect(walked(repo, commit)).toEqual([commit]);
    expect(walked(repo, commit)).toEqual([]);
    expect(readdirSync(join(repo.dir, '.git/grantbook'))).toEqual(['history~']);
  });

  test('goes on where the last one ended', () => {
    const repo = company();
    const before = head(repo);
    walked(repo, before);
    // Clocks differ: what was committed later may bear an earlier date.
    repo.commit(files('third', one), '2026-09-03');
    repo.commit({ [two]: null }, '2026-10-04');
    repo.commit({ 'README.md': 'y' }, '2026-08-05');
    const after = head(repo);
    expect(walked(repo, after)).toEqual([`${before}..${after}`]);
    expect(walked(repo, after)).toEqual([]);
    const continued = readFileSync(cacheOf(repo));
    rmSync(cacheOf(repo));
    expect(walked(repo, after)).toEqual([after]);
    expect(readFileSync(cacheOf(repo)).equals(continued)).toBe(true);
  });

  test('goes on over commits that touch no grant', () => {
    const repo = company();
    const before = head(repo);
    walked(repo, before);
    const after = repo.commit({ 'README.md': 'y' });
    expect(walked(repo, after)).toEqual([`${before}..${after}`]);
    expect(walked(repo, after)).toEqual([]);
  });

  test('goes on over a merge into the line', () => {
    const repo = company();
    const before = head(repo);
    walked(repo, before);
    repo.git('checkout', '--quiet', '-b', 'request');
    repo.commit(files('asked', one), '2026-10-05');
    repo.git('checkout', '--quiet', 'main');
    repo.commit(files('other', three), '2026-10-06');
    repo.git('merge', '--quiet', '--no-commit', 'request');
    const after = repo.commit({}, '2026-10-07');
    expect(walked(repo, after)).toEqual([`${before}..${after}`]);
  });

  test('begins anew where the last commit came by a merge, and the line passes it by', () => {
    const repo = company();
    const fork = head(repo);
    repo.git('checkout', '--quiet', '-b', 'request');
    repo.commit(files('asked', one), '2026-10-05');
    const second = repo.commit(files('asked', two), '2026-10-05');
    walked(repo, second);
    repo.git('checkout', '--quiet', 'main');
    repo.commit(files('other', three), '2026-10-06');
    repo.git('merge', '--quiet', '--no-commit', 'request');
    const merge = repo.commit({}, '2026-10-07');
    expect(repo.git('rev-parse', 'HEAD^2')).toBe(second);
    expect(walked(repo, merge)).toEqual([merge]);

    // Without a commit of its own on the line, the merge sits right on the fork.
    walked(repo, second);
    repo.git('checkout', '--quiet', '-B', 'main', fork);
    repo.git('merge', '--quiet', '--no-ff', '--no-commit', 'request');
    const bare = repo.commit({}, '2026-10-08');
    expect(repo.git('rev-parse', 'HEAD^2')).toBe(second);
    expect(walked(repo, bare)).toEqual([bare]);
  });

  test('begins anew where the branch was rewritten', () => {
    const repo = company();
    const kept = head(repo);
    repo.commit(files('taken back', one), '2026-10-03');
    walked(repo, head(repo));
    repo.git('reset', '--quiet', '--hard', kept);
    const rewritten = repo.commit(files('instead', one), '2026-10-03');
    expect(walked(repo, rewritten)).toEqual([rewritten]);
  });

  test('begins anew where the commit is gone altogether', () => {
    const repo = company();
    const lost = repo.commit(files('taken back', one), '2026-10-03');
    walked(repo, lost);
    repo.git('reset', '--quiet', '--hard', 'HEAD^');
    const next = repo.commit(files('instead', one), '2026-10-03');
    repo.git('reflog', 'expire', '--expire=now', '--all');
    repo.git('gc', '--quiet', '--prune=now');
    expect(() => repo.git('cat-file', '-e', lost)).toThrow();
    expect(walked(repo, next)).toEqual([next]);
  });

  test('of an older commit begins anew', () => {
    const repo = company();
    walked(repo, head(repo));
    const older = repo.git('rev-parse', 'HEAD^');
    expect(walked(repo, older)).toEqual([older]);
  });

  test('of a branch that was merged fast-forward across another line begins anew', () => {
    const repo = company();
    repo.git('checkout', '--quiet', '-b', 'request');
    repo.commit(files('asked', one), '2026-10-05');
    repo.git('checkout', '--quiet', 'main');
    const main = repo.commit(files('other', three), '2026-10-06');
    walked(repo, main);
    repo.git('checkout', '--quiet', 'request');
    repo.git('merge', '--quiet', '--no-commit', 'main');
    const foxtrot = repo.commit({}, '2026-10-07');
    expect(walked(repo, foxtrot)).toEqual([foxtrot]);
  });
});

describe('the file', () => {
  const flipped = (bytes: Buffer, at: number) => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy;
  };
  const spoiled: readonly (readonly [string, (bytes: Buffer, repo: TestRepository) => Buffer])[] = [
    ['empty', () => Buffer.alloc(0)],
    ['without a line end', () => Buffer.from('0'.repeat(40))],
    ['cut off at its end', (bytes) => bytes.subarray(0, -1)],
    ['cut off in the middle', (bytes) => bytes.subarray(0, bytes.length / 2)],
    ['cut off after its first line', (bytes) => bytes.subarray(0, bytes.indexOf('\n') + 1)],
    ['longer than it was', (bytes) => Buffer.concat([bytes, Buffer.from('x')])],
    ['wrong in a time', (bytes) => flipped(bytes, bytes.indexOf('\u0001') + 3)],
    ['wrong in a path', (bytes) => flipped(bytes, bytes.indexOf('p1.yaml') + 1)],
    ['wrong in its digest', (bytes) => flipped(bytes, 50)],
    [
      'of another commit than it says',
      (bytes, repo) =>
        Buffer.concat([Buffer.from(repo.git('rev-parse', 'HEAD^')), bytes.subarray(bytes.indexOf(' '))]),
    ],
  ];
  test.each(spoiled)('that is %s is not believed, and written anew', (_name, spoil) => {
    const repo = company();
    const commit = head(repo);
    walked(repo, commit);
    const right = readFileSync(cacheOf(repo));
    const wrong = spoil(right, repo);
    expect(wrong.equals(right)).toBe(false);
    writeFileSync(cacheOf(repo), wrong);
    expect(walked(repo, commit)).toEqual([commit]);
    expect(readFileSync(cacheOf(repo)).equals(right)).toBe(true);

    writeFileSync(cacheOf(repo), wrong);
    const next = repo.commit(files('third', one), '2026-10-03');
    expect(walked(repo, next)).toEqual([next]);
  });

  test.each([
    [
      'a file stands where its folder should',
      (repo: TestRepository) => writeFileSync(join(repo.dir, '.git/grantbook'), 'x'),
    ],
    ['a folder stands in its place', (repo: TestRepository) => mkdirSync(cacheOf(repo), { recursive: true })],
    [
      'a folder stands where it is written first',
      (repo: TestRepository) => mkdirSync(`${cacheOf(repo)}${process.pid}`, { recursive: true }),
    ],
  ])('that cannot be written, since %s, costs nothing but time', (_name, spoil) => {
    const repo = company();
    spoil(repo);
    const commit = head(repo);
    expect(walked(repo, commit)).toEqual([commit]);
    expect(walked(repo, commit)).toEqual([commit]);
  });

  test('is shared by all work trees', () => {
    const repo = company();
    const commit = head(repo);
    const tree = join(temporaryFolder(), 'tree');
    repo.git('worktree', 'add', '--quiet', '--detach', tree);
    expect(walked({ dir: tree }, commit)).toEqual([commit]);
    expect(walked(repo, commit)).toEqual([]);
  });

  test('is in a bare repository too', () => {
    const repo = company();
    const commit = head(repo);
    const dir = temporaryFolder();
    repo.git('clone', '--quiet', '--bare', repo.dir, dir);
    expect(walked({ dir }, commit)).toEqual([commit]);
    expect(walked({ dir }, commit)).toEqual([]);
    expect(existsSync(join(dir, 'grantbook/history~'))).toBe(true);
  });

  test('is never made of a history that is cut off, nor believed of one', () => {
    const repo = company();
    const dir = temporaryFolder();
    repo.git('clone', '--quiet', '--depth', '1', `file://${repo.dir}`, dir);
    const commit = head(repo);
    expect(walked({ dir }, commit)).toEqual([commit]);
    expect(existsSync(join(dir, '.git/grantbook'))).toBe(false);

    repo.git('-C', dir, 'fetch', '--quiet', '--unshallow');
    expect(walked({ dir }, commit)).toEqual([commit]);
    expect(walked({ dir }, commit)).toEqual([]);
    repo.git('-C', dir, 'fetch', '--quiet', '--depth', '1');
    expect(walked({ dir }, commit)).toEqual([commit]);
  });

  test('of all that a branch is made of is kept too, and goes on', () => {
    const repo = company();
    const line = (commit: string) => watchingGit(() => wholeLine(gitAt(repo.dir), commit));
    const logs = (calls: readonly string[]) =>
      calls.flatMap((call) => / log .* (\S+) -- $/.exec(call)?.[1] ?? []);
    const before = head(repo);
    expect(logs(line(before).calls)).toEqual([before]);
    repo.commit(files('third', one), '2026-09-03');
    const after = repo.commit({ [two]: null, 'README.md': 'y' }, '2026-10-04');
    const { result, calls } = line(after);
    expect(logs(calls)).toEqual([`${before}..${after}`]);
    expect(result).toEqual(lineOfCommits(gitAt(repo.dir), undefined, after));
    expect(result).toHaveLength(4);
    expect(logs(line(after).calls)).toEqual([]);
  });

  test('is for whole commits and the grants; nothing else makes it', () => {
    const repo = company();
    const commit = head(repo);
    const git = gitAt(repo.dir);
    versionsOf({ git, commit }, new Set([one]));
    versionsOf({ git, commit: `${commit}^..${commit}` }, paths);
    versionsOf({ git, commit }, new Set([...paths, 'README.md']));
    expect(existsSync(join(repo.dir, '.git/grantbook'))).toBe(false);
    versionsOf({ git, commit }, paths);
    expect(existsSync(cacheOf(repo))).toBe(true);
    expect([...versionsOf({ git, commit: `${commit}^..${commit}` }, paths).keys()].toSorted()).toEqual([
      one,
      two,
    ]);
  });
});
