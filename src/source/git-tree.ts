/** A Source over a git tree: one `ls-tree` for the listing, one `cat-file --batch` for the bytes. */
import { EnvironmentFailure } from '../model/failure.ts';
import { type FileContent, sizeLimitOf } from '../model/listing.ts';
import { type GitRepository, GitSaidTooMuch, gitOutput } from './git.ts';
import { keepBlob, knownBlob } from './known-blobs.ts';
import { isInRoots, roots, type Source, type SourceEntry } from './source.ts';
import { listTree } from './tree-listing.ts';

/** The tree of a commit (or a bare tree) as a Source. */
export function gitTree(
  git: GitRepository,
  tree: string,
  label: string,
  listing = () => listTree(git, { tree, label }, roots),
): Source {
  let everything: readonly SourceEntry[] | undefined;
  let byPath: ReadonlyMap<string, SourceEntry> | undefined;
  const list = (paths?: readonly string[]): readonly SourceEntry[] => {
    if (paths && everything && paths.length <= fewPaths && paths.every(isInRoots))
      return within(everything, paths);
    if (paths) return paths.length > 0 ? listTree(git, { tree, label }, paths) : [];
    everything ??= listedBefore(git, tree) ?? rememberListing(git, tree, listing());
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
      const wanted = [...new Set(paths)];
      if (wanted.length === 0) return [];
      if (everything) byPath ??= new Map(everything.map((entry) => [entry.path, entry]));
      const found = byPath ? wanted.flatMap((path) => byPath?.get(path) ?? []) : list(wanted);
      const asked = new Set(wanted);
      return readBlobs(
        git,
        found.flatMap(({ path, objectId }) => (asked.has(path) ? [[path, objectId] as const] : [])),
      );
    },
  };
}

/** What was listed last in a repository: a job looks at the same commit for each thing that it does. */
const lastListings = new WeakMap<
  GitRepository,
  { readonly tree: string; readonly entries: readonly SourceEntry[] }
>();

function listedBefore(git: GitRepository, tree: string): readonly SourceEntry[] | undefined {
  const last = lastListings.get(git);
  return last?.tree === tree ? last.entries : undefined;
}

function rememberListing(
  git: GitRepository,
  tree: string,
  entries: readonly SourceEntry[],
): readonly SourceEntry[] {
  // Only what its id names for ever.
  if (/^[0-9a-f]{40,64}$/.test(tree)) lastListings.set(git, { tree, entries });
  return entries;
}

/** So few paths are looked for by going through all entries; git looks faster for more. */
const fewPaths = 4;

/** The entries at or under these paths. */
const within = (entries: readonly SourceEntry[], paths: readonly string[]): SourceEntry[] =>
  entries.filter(({ path }) =>
    paths.some(
      (wanted) => path.startsWith(wanted) && (path.length === wanted.length || path[wanted.length] === '/'),
    ),
  );

/** So many bytes come into memory at once. */
const batchSize = 32 * 1024 * 1024;
/**
 * So many bytes are read of one tree in all. A few kilobytes of git can hold a hundred thousand files, each as large
 * as a file may be, since equal files are stored once.
 */
const mostBytes = 1024 * 1024 * 1024;

/** So few files are likely to be small together, and one question tells at once; no more than this is heard of it. */
const few = { files: 500, bytes: 512 * 1024 };

/** Fetches blobs by object id, in batches and each once. What is too large is asked for by its size alone. */
export function* readBlobs(
  git: GitRepository,
  wanted: readonly (readonly [path: string, objectId: string])[],
): Generator<readonly [string, FileContent]> {
  if (wanted.length === 0) return;
  const small = wanted.length <= few.files ? readSmall(git, wanted) : undefined;
  if (small) {
    yield* small;
    return;
  }
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

/** Reads files that are small together by one process of git, not two; nothing where they turn out not to be. */
function readSmall(
  git: GitRepository,
  wanted: readonly (readonly [path: string, objectId: string])[],
): (readonly [string, FileContent])[] | undefined {
  const unknown = new Set(wanted.flatMap(([, objectId]) => (knownBlob(objectId) ? [] : [objectId])));
  const contents = unknown.size === 0 ? noContents : contentsOfFew(git, unknown);
  return (
    contents &&
    wanted.flatMap(([path, objectId]): (readonly [string, FileContent])[] => {
      const content = knownBlob(objectId) ?? contents.get(objectId);
      if (content === undefined) return [];
      if (!(content instanceof Uint8Array)) return [[path, content]];
      if (content.length > sizeLimitOf(path)) return [[path, { size: content.length }]];
      return [[path, keepBlob(objectId, content)]];
    })
  );
}

const noContents: ReadonlyMap<string, FileContent> = new Map();

/** What git says of few blobs; nothing where it says too much. */
function contentsOfFew(
  git: GitRepository,
  objectIds: ReadonlySet<string>,
): ReadonlyMap<string, FileContent> | undefined {
  try {
    const { status, stdout } = git.run(['cat-file', '--buffer', '--batch=%(objectsize) %(objecttype)'], {
      input: linesOf(objectIds),
      bytes: few.bytes,
    });
    return status === 0 ? contentsIn(stdout, objectIds, 'its content is not in this repository') : undefined;
  } catch (error) {
    if (error instanceof GitSaidTooMuch) return undefined;
    throw error;
  }
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
  const output = ask(git, '--batch=%(objectsize) %(objecttype)', objectIds);
  const contents = contentsIn(output, objectIds, 'git could not give its content');
  for (const [path, objectId] of batch) {
    const content = contents.get(objectId);
    if (content) yield [path, content];
  }
}

/** What git said to `--batch=%(objectsize) %(objecttype)`; `otherwise` is why something cannot be read. */
function contentsIn(
  output: Buffer,
  objectIds: Iterable<string>,
  otherwise: string,
): ReadonlyMap<string, FileContent> {
  const contents = new Map<string, FileContent>();
  let offset = 0;
  for (const objectId of objectIds) {
    const lineEnd = output.indexOf(10, offset);
    const [first = '', type] = output.toString('latin1', offset, lineEnd).split(' ');
    // `<object id> missing` where there is none.
    const size = type === 'missing' ? undefined : Number(first);
    offset = lineEnd + 1;
    contents.set(
      objectId,
      size !== undefined && type === 'blob'
        ? output.subarray(offset, offset + size)
        : { unreadable: otherwise },
    );
    if (size !== undefined) offset += size + 1;
  }
  return contents;
}

const linesOf = (objectIds: Iterable<string>): string => [...objectIds].map((id) => `${id}\n`).join('');

const ask = (git: GitRepository, how: string, objectIds: Iterable<string>): Buffer =>
  gitOutput(git, ['cat-file', '--buffer', how], 'the files could not be read', linesOf(objectIds));
