/** Files that nobody has written yet, laid over a folder and over a commit: the same is seen of both. */
import { describe, expect, test } from 'vitest';
import { compareSources } from '../../src/source/change.ts';
import { folder } from '../../src/source/folder.ts';
import { gitAt } from '../../src/source/git.ts';
import { gitTree } from '../../src/source/git-tree.ts';
import { withFiles } from '../../src/source/overlay.ts';
import { repository, writeFiles } from '../support/repository.ts';

const files = {
  'policies/a.yaml': 'a\n',
  'access-grants/crm/viewer/b.yaml': 'b\n',
  'access-grants/crm/viewer/c.yaml': 'c\n',
};
const over = new Map([
  ['access-grants/crm/viewer/a.yaml', 'new\n'],
  ['access-grants/crm/viewer/b.yaml', 'changed\n'],
  ['access-grants/crm/viewer/c.yaml', null],
  ['access-grants/crm/viewer/d.yaml', null],
]);

const repo = repository();
const commit = repo.commit(files);
const sources = [
  ['a folder', () => folder(repo.dir)],
  ['a commit', () => gitTree(gitAt(repo.dir), commit, 'HEAD')],
] as const;

describe.each(sources)('over %s', (_, open) => {
  test('stand as if somebody had written them', () => {
    const source = withFiles(open(), over, 'what is asked for');
    const paths = source.list().map(({ path }) => path);
    expect(paths).toEqual([
      'access-grants/crm/viewer/a.yaml',
      'access-grants/crm/viewer/b.yaml',
      'policies/a.yaml',
    ]);
    const read = [...source.read([...paths, 'access-grants/crm/viewer/c.yaml'])].map(([path, content]) => [
      path,
      content instanceof Uint8Array ? Buffer.from(content).toString() : content,
    ]);
    expect(Object.fromEntries(read)).toEqual({
      'access-grants/crm/viewer/a.yaml': 'new\n',
      'access-grants/crm/viewer/b.yaml': 'changed\n',
      'policies/a.yaml': 'a\n',
    });
    expect(source.list(['access-grants/crm']).map(({ path }) => path)).toEqual(paths.slice(0, 2));
    expect(source.list(['policies']).map(({ path }) => path)).toEqual(['policies/a.yaml']);
  });

  test('have the object ids that git gives them, so that the difference is what a commit would make', () => {
    const source = withFiles(open(), over, 'what is asked for');
    const { states, objectIds } = compareSources(open(), source);
    expect(Object.fromEntries(states)).toEqual({
      'access-grants/crm/viewer/a.yaml': 'new',
      'access-grants/crm/viewer/b.yaml': 'changed',
      'access-grants/crm/viewer/c.yaml': 'deleted',
    });
    const other = repository();
    writeFiles(other.dir, { a: 'new\n' });
    expect(objectIds.get('access-grants/crm/viewer/a.yaml')).toBe(other.git('hash-object', 'a'));
  });

  test('that hold what is there already change nothing', () => {
    const same = new Map([['access-grants/crm/viewer/b.yaml', 'b\n']]);
    expect(compareSources(open(), withFiles(open(), same, 'the same')).changed).toEqual([]);
  });
});
