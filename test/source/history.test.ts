import { describe, expect, test } from 'vitest';
import { startsOf } from '../../src/commands/starts.ts';
import { startLoading } from '../../src/load/workspace.ts';
import { commitOf, gitAt } from '../../src/source/git.ts';
import { gitTree } from '../../src/source/git-tree.ts';
import { repository, type TestRepository } from '../support/repository.ts';

const path = 'access-grants/payroll/viewer/ana.costa.yaml';
const grant = (requestedAt: string, note = '') =>
  `version: 1\nsubject: ana.costa\nsystem: payroll\nrole: viewer\njustification: Year end\nrequestedAt: ${requestedAt}\nduration: 30d\n${note}`;

/** When the grants of the last commit began to count, by path. */
function startOf(repo: TestRepository, ...paths: string[]): Record<string, string> {
  const git = gitAt(repo.dir);
  const commit = commitOf(git, 'HEAD');
  if (commit === undefined) return {};
  const tree = gitTree(git, commit, 'HEAD');
  const loader = startLoading(tree.list());
  loader.take(tree.read(paths.length > 0 ? paths : [path]));
  const starts = startsOf(loader.workspace().grants.values(), { git, commit });
  return Object.fromEntries(
    [...starts].map(([name, time]) => [name, new Date(time).toISOString().slice(0, 10)]),
  );
}

describe('the merge that set `requestedAt`', () => {
  test('is the last one that changed that line, and no later one', () => {
    const repo = repository();
    repo.commit({ [path]: grant('2026-10-01') }, '2026-10-02');
    repo.commit({ [path]: grant('2026-11-01') }, '2026-11-05');
    repo.commit({ [path]: grant('2026-11-01', 'ticket: FIN-1\n') }, '2026-11-09');
    expect(startOf(repo)).toEqual({ [path]: '2026-11-05' });
  });

  test('is the merge, not the commit on the branch', () => {
    const repo = repository();
    repo.commit({ 'README.md': 'x' }, '2026-10-01');
    repo.git('checkout', '--quiet', '-b', 'request');
    repo.commit({ [path]: grant('2026-10-02') }, '2026-10-02');
    repo.git('checkout', '--quiet', 'main');
    repo.commit({ 'README.md': 'y' }, '2026-10-03');
    repo.git('merge', '--quiet', '--no-commit', 'request');
    repo.commit({}, '2026-10-20');
    expect(startOf(repo)).toEqual({ [path]: '2026-10-20' });
  });

  test('is the very first commit where the file came with it', () => {
    const repo = repository();
    repo.git('config', 'log.showRoot', 'false');
    repo.commit({ [path]: grant('2026-10-01') }, '2026-10-02');
    expect(startOf(repo)).toEqual({ [path]: '2026-10-02' });
  });

  test('a file that was deleted and asked for again starts again', () => {
    const repo = repository();
    repo.commit({ [path]: grant('2026-10-01') }, '2026-10-02');
    repo.commit({ [path]: null }, '2026-10-10');
    repo.commit({ [path]: grant('2026-10-01') }, '2026-11-11');
    expect(startOf(repo)).toEqual({ [path]: '2026-11-11' });
  });

  test('a file that was moved counts from the move', () => {
    const repo = repository();
    const moved = path.replace('viewer', 'editor');
    repo.git('config', 'log.follow', 'true');
    repo.commit({ [path]: grant('2026-10-01') }, '2026-10-02');
    repo.commit({ [path]: null, [moved]: grant('2026-10-01') }, '2026-10-10');
    expect(startOf(repo, moved)).toEqual({ [moved]: '2026-10-10' });
  });

  test('is not what a file with a line break in its name pretends', () => {
    const repo = repository();
    repo.commit({ [path]: grant('2026-10-01') }, '2026-10-02');
    repo.commit({ [`access-grants/x\n${path}`]: grant('2027-01-01') }, '2026-11-11');
    repo.commit({ [`access-grants/x\u00011999999999\n${path}`]: grant('2027-01-01') }, '2026-11-12');
    expect(startOf(repo)).toEqual({ [path]: '2026-10-02' });
  });

  test('is found although an attribute calls the files binary', () => {
    const repo = repository();
    repo.commit({ '.gitattributes': '*.yaml binary\n', [path]: grant('2026-10-01') }, '2026-10-02');
    repo.commit({ [path]: grant('2026-11-01') }, '2026-11-02');
    expect(startOf(repo)).toEqual({ [path]: '2026-11-02' });
  });

  test('is unknown in a repository without a commit', () => {
    expect(startOf(repository())).toEqual({});
  });

  test('writing the same day in another way starts nothing', () => {
    const repo = repository();
    repo.commit({ [path]: grant('2026-10-01') }, '2026-10-02');
    repo.commit({ [path]: grant('"2026-10-01"') }, '2026-11-05');
    expect(startOf(repo)).toEqual({ [path]: '2026-10-02' });
  });

  test('is found however the key is written', () => {
    const repo = repository();
    repo.commit({ [path]: grant('2026-10-01').replace('requestedAt:', 'requestedAt :') }, '2026-10-02');
    expect(startOf(repo)).toEqual({ [path]: '2026-10-02' });
  });
});
