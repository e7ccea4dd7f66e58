/** What git says that a tree holds. A listing comes from git as bytes, and becomes entries where they are wanted. */
import { InternalError } from '../model/failure.ts';
import type { Entry } from '../model/listing.ts';
import { type GitRepository, GitStopped, gitOutput } from './git.ts';
import { isInRoots, roots, type SourceEntry } from './source.ts';

const types: Readonly<Record<string, Entry['type']>> = {
  '100644': 'file',
  '100755': 'file',
  '100664': 'file',
  '120000': 'symlink',
  '160000': 'submodule',
};
const fileMode = '100644';
const folderMode = '040000';

/** The type of an entry by its git file mode. */
const typeOfMode = (mode: string): Entry['type'] => types[mode] ?? 'other';

/** So many files and folders are looked at in one tree: ten times what the largest company could need. */
const mostEntries = 500_000;

function requireFew(entries: number, label: string): void {
  if (entries > mostEntries)
    throw new GitStopped(
      `${label} holds more than ${mostEntries.toLocaleString('en')} files; look for folders with far too many files in them`,
    );
}

/**
 * Everything that a commit holds, as git says it. Throws `GitStopped` where that is more than could be looked at. Nine
 * small trees, each ten times in the next, make a thousand million paths; merging two of them would take git all the
 * memory that there is.
 */
export function boundedListing(git: GitRepository, commit: string, label: string): Buffer {
  const listing = gitOutput(
    git,
    // With the folders, which may be all that there is: an empty one would otherwise be walked without a word.
    ['ls-tree', '-r', '-t', '-z', '--full-tree', commit],
    `what ${label} holds could not be listed`,
  );
  let entries = 0;
  for (let at = listing.indexOf(0); at >= 0; at = listing.indexOf(0, at + 1)) entries += 1;
  requireFew(entries, label);
  return listing;
}

/** What a tree holds at and under these paths. */
export function listTree(
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
  );
  const entries = entriesIn(listing, label);
  if (wanted === paths) return entries;
  const chosen = new Set(paths);
  return entries.filter(({ path }) => chosen.has(path));
}

function entriesIn(listing: Buffer, label: string): SourceEntry[] {
  const entries: SourceEntry[] = [];
  forEachEntry(listing, label, (path, mode, objectId) => {
    entries.push({ path, type: typeOfMode(mode), objectId });
  });
  return entries;
}

function forEachEntry(
  listing: Buffer,
  label: string,
  take: (path: string, mode: string, objectId: string) => void,
): void {
  const text = listing.toString('utf8');
  for (let start = 0, listed = 1; start < text.length; listed += 1) {
    requireFew(listed, label);
    const tab = text.indexOf('\t', start);
    const end = text.indexOf('\0', tab);
    // `100644 blob 8d0e41234f24b6da002d962a26c2495ea16a425f`
    const mode = text.startsWith(fileMode, start) ? fileMode : text.slice(start, text.indexOf(' ', start));
    if (mode !== folderMode)
      take(text.slice(tab + 1, end), mode, text.slice(text.lastIndexOf(' ', tab) + 1, tab));
    start = end + 1;
  }
}

/** An entry as git keeps it; one of the mode `160000` is a submodule. */
export interface TreeEntry {
  readonly mode: string;
  readonly objectId: string;
}

/** Everything that a commit holds but its folders, whether we read it or not. */
export function everythingIn(
  git: GitRepository,
  commit: string,
  label: string,
): ReadonlyMap<string, TreeEntry> {
  const entries = new Map<string, TreeEntry>();
  forEachEntry(boundedListing(git, commit, label), label, (path, mode, objectId) => {
    entries.set(path, { objectId, mode });
  });
  return entries;
}

/**
 * What a tree holds in our folders, by what a commit holds that differs from it only a little: a branch, and the tree
 * of merging it. So that a large repository is listed once.
 */
export function entriesLike(
  git: GitRepository,
  known: { readonly commit: string; readonly listing: Buffer },
  { tree, label }: { readonly tree: string; readonly label: string },
): SourceEntry[] {
  const before = entriesIn(known.listing, label).filter(({ path }) => isInRoots(path));
  const diff = gitOutput(
    git,
    ['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '--no-renames', `${known.commit}^{tree}`, tree],
    'the files could not be listed',
  ).toString('utf8');
  if (diff === '') return before;
  const entries = new Map(before.map((entry) => [entry.path, entry]));
  for (const { path, mode, objectId, status } of changesIn(diff)) {
    if (status === 'D') entries.delete(path);
    else entries.set(path, { path, type: typeOfMode(mode), objectId });
  }
  return [...entries.values()].filter(({ path }) => isInRoots(path)).sort(inGitOrder);
}

/** What `git diff-tree -r -z --raw --no-abbrev` says: `:100644 100644 <old object> <new object> M\0<path>\0`. */
export function* changesIn(diff: string): Generator<{
  readonly path: string;
  readonly mode: string;
  readonly objectId: string;
  readonly status: string;
}> {
  let end = 0;
  for (const [all, mode = '', objectId = '', status = '', path = ''] of diff.matchAll(
    /:\d+ (\d+) [0-9a-f]+ ([0-9a-f]+) ([A-Z])\0([^\0]+)\0/gy,
  )) {
    end += all.length;
    yield { path, mode, objectId, status };
  }
  if (end !== diff.length) throw new InternalError('git told a change in a way that was not understood');
}

const beyondBasicPlane = /[\ud800-\udfff]/;

/** Characters compare like the bytes of their UTF-8 but for those that take two units in a string. */
export function inGitOrder(a: Entry, b: Entry): number {
  if (beyondBasicPlane.test(a.path) || beyondBasicPlane.test(b.path))
    return Buffer.compare(Buffer.from(a.path), Buffer.from(b.path));
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
