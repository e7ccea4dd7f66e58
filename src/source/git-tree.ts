/** A Source over a git tree: one `ls-tree` for the listing, one `cat-file --batch` for the bytes. */
import type { Entry, FileContent } from '../model/listing.ts';
import { type GitRepository, gitOutput } from './git.ts';
import { fetchLimit, roots, type Source, type SourceEntry } from './source.ts';

const types: Readonly<Record<string, Entry['type']>> = {
  '100644': 'file',
  '100755': 'file',
  '100664': 'file',
  '120000': 'symlink',
  '160000': 'submodule',
};

/** The type of an entry by its git file mode. */
export const typeOfMode = (mode: string): Entry['type'] => types[mode] ?? 'other';

/** The tree of a commit (or a bare tree) as a Source. */
export function gitTree(git: GitRepository, tree: string, label: string): Source {
  let everything: readonly SourceEntry[] | undefined;
  const list = (paths?: readonly string[]): readonly SourceEntry[] => {
    if (paths) return paths.length > 0 ? listTree(git, tree, paths) : [];
    everything ??= listTree(git, tree, roots);
    return everything;
  };
  return {
    label,
    list,
    read(paths) {
      const wanted = new Set(paths);
      if (wanted.size === 0) return [];
      const found = everything ?? list([...wanted]);
      const blobs = found.flatMap(({ path, objectId }) =>
        wanted.has(path) ? [[path, objectId] as const] : [],
      );
      return readBlobs(git, blobs);
    },
  };
}

function listTree(git: GitRepository, tree: string, paths: readonly string[]): SourceEntry[] {
  // A path goes in as it is (`--literal-pathspecs`); many go in as their common folders, so that no command line overflows.
  const wanted = paths.length > 500 ? roots : paths;
  const listing = gitOutput(
    git,
    ['--literal-pathspecs', 'ls-tree', '-r', '-z', '--full-tree', tree, '--', ...wanted],
    'the files could not be listed',
  ).toString('utf8');
  const entries: SourceEntry[] = [];
  const chosen = wanted === paths ? undefined : new Set(paths);
  for (let start = 0; start < listing.length; ) {
    const tab = listing.indexOf('\t', start);
    const end = listing.indexOf('\0', tab);
    // `100644 blob 8d0e41234f24b6da002d962a26c2495ea16a425f`
    const [mode = '', , objectId = ''] = listing.slice(start, tab).split(' ');
    const path = listing.slice(tab + 1, end);
    if (!chosen || chosen.has(path)) entries.push({ path, type: typeOfMode(mode), objectId });
    start = end + 1;
  }
  return entries;
}

/** Fetches blobs by object id. What is too large is asked for by its size alone, so it never comes into memory. */
export function* readBlobs(
  git: GitRepository,
  wanted: readonly (readonly [path: string, objectId: string])[],
): Generator<readonly [string, FileContent]> {
  if (wanted.length === 0) return;
  const request = wanted.map(([, objectId]) => `${objectId}\n`).join('');
  const sizes = gitOutput(
    git,
    ['cat-file', '--batch-check=%(objecttype) %(objectsize)'],
    'the files could not be read',
    request,
  )
    .toString('utf8')
    .split('\n');
  const fetched: [string, string][] = [];
  for (const [index, [path, objectId]] of wanted.entries()) {
    const [type, size] = (sizes[index] ?? '').split(' ');
    if (type !== 'blob') yield [path, { unreadable: 'its content is not in this repository' }];
    else if (Number(size) > fetchLimit) yield [path, { size: Number(size) }];
    else fetched.push([path, objectId]);
  }
  if (fetched.length === 0) return;
  const output = gitOutput(
    git,
    ['cat-file', '--batch=%(objectsize)'],
    'the files could not be read',
    fetched.map(([, objectId]) => `${objectId}\n`).join(''),
  );
  let offset = 0;
  for (const [path] of fetched) {
    const lineEnd = output.indexOf(10, offset);
    const size = Number(output.toString('latin1', offset, lineEnd));
    if (!Number.isInteger(size)) {
      yield [path, { unreadable: 'git could not give its content' }];
      offset = lineEnd + 1;
      continue;
    }
    yield [path, output.subarray(lineEnd + 1, lineEnd + 1 + size)];
    offset = lineEnd + 1 + size + 1;
  }
}
