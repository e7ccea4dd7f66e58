import { describe, expect, test } from 'vitest';
import { folder } from '../../src/source/folder.ts';
import { gitAt } from '../../src/source/git.ts';
import { gitTree } from '../../src/source/git-tree.ts';
import type { Source } from '../../src/source/source.ts';
import { repository, watchingGit, writeFiles } from '../support/repository.ts';

const everything = {
  'README.md': 'not ours',
  'policies/grantbook.yaml': 'version: 1\n',
  'policies/role-matrix.yaml': 'a\n',
  'policies/role-matrix/finance.yaml': 'b\n',
  'policies/role-matrix-old.yaml': 'c\n',
  'policies/empty.yaml': '',
  'policies/a name with spaces.yaml': '1',
  'policies/"quotes" and \'more\'.yaml': '2',
  'policies/line\nbreak.yaml': '3',
  'policies/tab\there.yaml': '4',
  'policies/back\\slash.yaml': '5',
  'policies/Łódź-💶-\uffee.yaml': '6',
  'policies/-dash.yaml': '7',
  'policies/[a]*?.yaml': '8',
  'policies/:(top)x.yaml': '9',
  'policies/binary.yaml': new Uint8Array([0, 1, 10, 255, 10, 0]),
  'policies/windows.yaml': 'a: 1\r\n',
  'policies/executable.yaml': { script: 'x\n' },
  'access-grants/link.yaml': { link: '../../etc/passwd' },
  'access-grants/folder-link': { link: '../policies' },
  'access-grants/.hidden/x.yaml': 'h',
};

const contents = (source: Source, paths: readonly string[]) =>
  new Map(
    [...source.read(paths)].map(([path, content]) => [
      path,
      content instanceof Uint8Array ? Buffer.from(content).toString('hex') : content,
    ]),
  );

describe('a folder and a commit with the same content', () => {
  const repo = repository();
  const commit = repo.commit(everything);
  const fromGit = gitTree(gitAt(repo.dir), commit, 'main');
  const fromFolder = folder(repo.dir);

  test('give the same listing: paths, kinds, object ids, order', () => {
    const listing = fromGit.list();
    expect(listing.length).toBe(Object.keys(everything).length - 1);
    expect(fromFolder.list().map(({ path, type, objectId }) => ({ path, type, objectId }))).toEqual(listing);
    expect(listing.find(({ path }) => path === 'access-grants/link.yaml')?.type).toBe('symlink');
    expect(listing.find(({ path }) => path === 'policies/executable.yaml')?.type).toBe('file');
  });

  test('give the same bytes, whatever the file is called', () => {
    const files = fromGit.list().flatMap(({ path, type }) => (type === 'file' ? [path] : []));
    expect(contents(fromGit, files)).toEqual(contents(fromFolder, files));
    expect(contents(fromGit, ['policies/binary.yaml'])).toEqual(
      new Map([['policies/binary.yaml', '00010aff0a00']]),
    );
    expect(contents(fromGit, ['policies/empty.yaml'])).toEqual(new Map([['policies/empty.yaml', '']]));
  });

  test.each([
    ['policies/role-matrix'],
    ['policies/:(top)x.yaml'],
    ['policies/[a]*?.yaml'],
    ['policies/nothing.yaml'],
  ])('list the same at and under %s, taken literally', (path) => {
    const listed = fromGit.list([path]);
    expect(fromFolder.list([path]).map(({ path }) => path)).toEqual(listed.map(({ path }) => path));
    expect(listed).toHaveLength(path.includes('nothing') ? 0 : 1);
  });

  test('read without having listed', () => {
    const source = gitTree(gitAt(repo.dir), commit, 'main');
    const asked = ['policies/empty.yaml', 'policies/grantbook.yaml', 'policies/windows.yaml'];
    expect([...contents(source, asked).keys()].sort()).toEqual(asked);
  });
});

describe('a commit', () => {
  test('lists submodules as what they are', () => {
    const repo = repository();
    const first = repo.commit({ 'policies/grantbook.yaml': 'x' });
    repo.git('update-index', '--add', '--cacheinfo', `160000,${first},access-grants/other`);
    repo.git('commit', '--quiet', '--message=submodule');
    expect(gitTree(gitAt(repo.dir), 'HEAD', 'main').list(['access-grants'])).toEqual([
      { path: 'access-grants/other', type: 'submodule', objectId: first },
    ]);
  });

  test('never brings a large file into memory: its size is enough', () => {
    const repo = repository();
    const size = 1024 * 1024 + 1;
    const files = { 'policies/large.yaml': '#'.repeat(size), 'policies/fits.yaml': '#'.repeat(size - 1) };
    const tree = gitTree(gitAt(repo.dir), repo.commit(files), 'main');
    const { result, calls } = watchingGit(() => [...tree.read(Object.keys(files))]);
    expect(new Map(result).get('policies/large.yaml')).toEqual({ size });
    expect(new Map(result).get('policies/fits.yaml')).toHaveLength(size - 1);
    // One that is stopped where it says more than few files hold, then the sizes, then what fits.
    expect(calls.filter((call) => call.includes('cat-file'))).toHaveLength(3);
    expect([...folder(repo.dir).read(['policies/large.yaml'])]).toEqual([['policies/large.yaml', { size }]]);
  });

  test('gives grants and people less room than policies, in a commit and in a folder', () => {
    const repo = repository();
    const size = 16 * 1024 + 1;
    const small = ['access-grants/s/r/p.yaml', 'policies/people/p.yaml'];
    const files = Object.fromEntries(
      [...small, 'policies/systems/s.yaml'].map((path) => [path, '#'.repeat(size)]),
    );
    const tree = gitTree(gitAt(repo.dir), repo.commit(files), 'main');
    for (const source of [tree, folder(repo.dir)]) {
      const read = new Map(source.read(Object.keys(files)));
      for (const path of small) expect(read.get(path)).toEqual({ size });
      expect(read.get('policies/systems/s.yaml')).toHaveLength(size);
    }
  });

  test('fetches equal files once, and many large ones in several goes', () => {
    const repo = repository();
    const equal = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`policies/systems/p${i}.yaml`, '#'.repeat(1024 * 1024)]),
    );
    const tree = gitTree(gitAt(repo.dir), repo.commit(equal), 'main');
    const { result, calls } = watchingGit(() => {
      let length = 0;
      for (const [, content] of tree.read(Object.keys(equal)))
        length += content instanceof Uint8Array ? content.length : 0;
      return length;
    });
    expect(result).toBe(300 * 1024 * 1024);
    // After one that was stopped, the sizes at once, then one call for each 32 MiB.
    expect(calls.filter((call) => call.includes('cat-file'))).toHaveLength(1 + 1 + 10);
  });

  test('refuses a tree that holds more than a machine can read', () => {
    const repo = repository();
    const equal = Object.fromEntries(
      Array.from({ length: 1025 }, (_, i) => [`policies/systems/p${i}.yaml`, '#'.repeat(1024 * 1024)]),
    );
    const tree = gitTree(gitAt(repo.dir), repo.commit(equal), 'main');
    expect(() => {
      for (const _ of tree.read(Object.keys(equal)));
    }).toThrow(/more than 1024 MiB together/);
  });

  test('takes one call for the listing and two for the bytes, however many files there are', () => {
    const repo = repository();
    const files = Object.fromEntries(
      Array.from({ length: 700 }, (_, i) => [`access-grants/s/r/p${i}.yaml`, `${i}`]),
    );
    const git = gitAt(repo.dir);
    const commit = repo.commit(files);
    const { calls } = watchingGit(() => [...gitTree(git, commit, 'main').read(Object.keys(files))]);
    expect(calls).toHaveLength(3);
    const some = Object.keys(files).slice(0, 200);
    // What is little in all is asked for by its content at once.
    expect(watchingGit(() => [...gitTree(git, commit, 'main').read(some)]).calls).toHaveLength(2);
    const { result } = watchingGit(() => contents(gitTree(git, commit, 'main'), Object.keys(files)));
    expect(result.get('access-grants/s/r/p699.yaml')).toBe(Buffer.from('699').toString('hex'));
  });

  test('says so where an object is missing, and reads the others', () => {
    const repo = repository();
    const files = { 'policies/gone.yaml': 'gone', 'policies/there.yaml': 'there' };
    const tree = gitTree(gitAt(repo.dir), repo.commit(files), 'main');
    const { objectId = '' } = tree.list().find(({ path }) => path === 'policies/gone.yaml') ?? {};
    writeFiles(repo.dir, { [`.git/objects/${objectId.slice(0, 2)}/${objectId.slice(2)}`]: null });
    const read = new Map(tree.read(Object.keys(files)));
    expect(read.get('policies/gone.yaml')).toEqual({ unreadable: 'its content is not in this repository' });
    expect(read.get('policies/there.yaml')).toEqual(Buffer.from('there'));
  });

  test('is read as it is, whatever a replacement object shows instead', () => {
    const repo = repository();
    const honest = repo.commit({ 'policies/grantbook.yaml': 'honest' });
    const other = repo.commit({ 'policies/grantbook.yaml': 'other' });
    repo.git('replace', honest, other);
    expect(repo.git('show', `${honest}:policies/grantbook.yaml`)).toBe('other');
    expect([...gitTree(gitAt(repo.dir), honest, 'x').read(['policies/grantbook.yaml'])]).toEqual([
      ['policies/grantbook.yaml', Buffer.from('honest')],
    ]);
  });
});

describe('a folder', () => {
  test('without the two folders lists nothing, and a file in their place as a file', () => {
    const repo = repository();
    expect(folder(repo.dir).list()).toEqual([]);
    writeFiles(repo.dir, { 'access-grants': 'a file' });
    expect(folder(repo.dir).list()).toMatchObject([{ path: 'access-grants', type: 'file' }]);
  });

  test('says which file could not be read', () => {
    expect([...folder(repository().dir).read(['policies/none.yaml'])]).toEqual([
      ['policies/none.yaml', { unreadable: 'the file could not be read: ENOENT' }],
    ]);
  });
});
