/** A Source over a git tree: one `ls-tree` for the listing, one `cat-file --batch` for the bytes. */
import { EnvironmentFailure } from '../model/failure.ts';
import { type Entry, type FileContent, sizeLimitOf } from '../model/listing.ts';
import { type GitRepository, GitStopped, gitOutput } from './git.ts';
import { roots, type Source, type SourceEntry } from './source.ts';

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
    if (paths) return paths.length > 0 ? listTree(git, { tree, label }, paths) : [];
    everything ??= listTree(git, { tree, label }, roots);
    return everything;
  };
  return {
    label,
    list,
    topFolders: () =>
      gitOutput(
        git,
        ['ls-tree', '-d', '-z', '--full-tree', '--name-only', tree],
        'the folders could not be listed',
      )
        .toString('utf8')
        .split('\0')
        .filter((name) => name !== ''),
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

/** So many files and folders are looked at in one tree: ten times what the largest company could need. */
const mostEntries = 500_000;

/**
 * Throws `GitStopped` for a tree that holds more than could be looked at. Nine small trees, each ten times in the next,
 * make a thousand million paths; merging two of them would take git all the memory that there is.
 */
export function requireBounded(git: GitRepository, tree: string, label: string): void {
  const listing = gitOutput(
    git,
    // With the folders, which may be all that there is: an empty one would otherwise be walked without a word.
    ['ls-tree', '-r', '-t', '-z', '--name-only', '--full-tree', tree],
    `what ${label} holds could not be listed`,
  );
  let entries = 0;
  for (let at = listing.indexOf(0); at >= 0; at = listing.indexOf(0, at + 1)) entries += 1;
  requireFew(entries, label);
}

function requireFew(entries: number, label: string): void {
  if (entries > mostEntries)
    throw new GitStopped(
      `${label} holds more than ${mostEntries.toLocaleString('en')} files; look for folders with far too many files in them`,
    );
}

function listTree(
  git: GitRepository,
  { tree, label }: { readonly tree: string; readonly label: string },
  paths: readonly string[],
): SourceEntry[] {
  // A path goes in as it is (`--literal-pathspecs`); many go in as their common folders, so that no command line overflows.
  const wanted = paths.length > 500 ? roots : paths;
  const listing = gitOutput(
    git,
    ['--literal-pathspecs', 'ls-tree', '-r', '-z', '--full-tree', tree, '--', ...wanted],
    'the files could not be listed',
  ).toString('utf8');
  const entries: SourceEntry[] = [];
  const chosen = wanted === paths ? undefined : new Set(paths);
  for (let start = 0, listed = 1; start < listing.length; listed += 1) {
    requireFew(listed, label);
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

/** So many bytes come into memory at once. */
const batchSize = 32 * 1024 * 1024;
/**
 * So many bytes are read of one tree in all. A few kilobytes of git can hold a hundred thousand files, each as large
 * as a file may be, since equal files are stored once.
 */
const mostBytes = 1024 * 1024 * 1024;

/** Fetches blobs by object id, in batches and each once. What is too large is asked for by its size alone. */
export function* readBlobs(
  git: GitRepository,
  wanted: readonly (readonly [path: string, objectId: string])[],
): Generator<readonly [string, FileContent]> {
  if (wanted.length === 0) return;
  const sizes = sizesOf(git, new Set(wanted.map(([, objectId]) => objectId)));
  let batch: (readonly [path: string, objectId: string])[] = [];
  let [inBatch, inAll] = [0, 0];
  for (const [path, objectId] of wanted) {
    const size = sizes.get(objectId);
    if (size === undefined) yield [path, { unreadable: 'its content is not in this repository' }];
    else if (size > sizeLimitOf(path)) yield [path, { size }];
    else {
      [inBatch, inAll] = [inBatch + size, inAll + size];
      if (inAll > mostBytes)
        throw new EnvironmentFailure(
          `the files to be read hold more than ${mostBytes / 1024 / 1024} MiB together; no company has that much to grant, so look for what does not belong under \`policies/\` and \`access-grants/\``,
        );
      batch.push([path, objectId]);
      if (inBatch > batchSize) {
        yield* readBatch(git, batch);
        [batch, inBatch] = [[], 0];
      }
    }
  }
  if (batch.length > 0) yield* readBatch(git, batch);
}

/** The size of each blob in bytes; what is no blob, or not there, is left out. */
function sizesOf(git: GitRepository, objectIds: ReadonlySet<string>): Map<string, number> {
  const answer = ask(git, '--batch-check=%(objecttype) %(objectsize)', objectIds)
    .toString('utf8')
    .split('\n');
  const sizes = new Map<string, number>();
  for (const [index, objectId] of [...objectIds].entries()) {
    const [type, size] = (answer[index] ?? '').split(' ');
    if (type === 'blob') sizes.set(objectId, Number(size));
  }
  return sizes;
}

function* readBatch(
  git: GitRepository,
  batch: readonly (readonly [path: string, objectId: string])[],
): Generator<readonly [string, FileContent]> {
  const objectIds = new Set(batch.map(([, objectId]) => objectId));
  const output = ask(git, '--batch=%(objectsize)', objectIds);
  const contents = new Map<string, FileContent>();
  let offset = 0;
  for (const objectId of objectIds) {
    const lineEnd = output.indexOf(10, offset);
    const size = Number(output.toString('latin1', offset, lineEnd));
    const isThere = Number.isInteger(size);
    contents.set(
      objectId,
      isThere
        ? output.subarray(lineEnd + 1, lineEnd + 1 + size)
        : { unreadable: 'git could not give its content' },
    );
    offset = lineEnd + 1 + (isThere ? size + 1 : 0);
  }
  for (const [path, objectId] of batch) {
    const content = contents.get(objectId);
    if (content) yield [path, content];
  }
}

const ask = (git: GitRepository, how: string, objectIds: Iterable<string>): Buffer =>
  gitOutput(
    git,
    ['cat-file', how],
    'the files could not be read',
    [...objectIds].map((id) => `${id}\n`).join(''),
  );
