/** A Source over a folder of this machine. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
} from 'node:fs';
import { join } from 'node:path';
import { EnvironmentFailure } from '../model/failure.ts';
import { type Entry, type FileContent, sizeLimitOf } from '../model/listing.ts';
import { roots, type Source, type SourceEntry } from './source.ts';
import { inGitOrder } from './tree-listing.ts';

/**
 * A folder that holds `policies/` and `access-grants/`. Symbolic links are listed, never followed. With `withIds`, the
 * object ids are of the very bytes that were read.
 */
export function folder(dir: string, label = dir, { withIds = false } = {}): Source {
  let entries: readonly Entry[] | undefined;
  const ids = withIds ? new Map<string, string>() : undefined;
  const list = () => {
    // In the order of git, byte by byte, so that a digest over a folder is the same as over a commit.
    entries ??= roots.flatMap((root) => listRoot(dir, root)).sort(inGitOrder);
    return entries;
  };
  return {
    label,
    list: (paths) =>
      list()
        .filter((entry) => isWithin(entry.path, paths))
        .map((entry) => withObjectId(dir, entry, ids)),
    topFolders: () =>
      readdirSync(dir, { withFileTypes: true }).flatMap((item) => (item.isDirectory() ? item.name : [])),
    *read(paths) {
      for (const path of paths) {
        const content = readContent(join(dir, path), sizeLimitOf(path));
        if (ids && content instanceof Uint8Array) ids.set(path, gitHash(content));
        yield [path, content];
      }
    },
  };
}

/** Whether a path is one of these, or in one of these folders. */
const isWithin = (path: string, paths: readonly string[] | undefined): boolean =>
  paths === undefined || paths.some((wanted) => path === wanted || path.startsWith(`${wanted}/`));

function listRoot(dir: string, root: string): Entry[] {
  const top = lstatSync(join(dir, root), { throwIfNoEntry: false });
  if (!top) return [];
  return top.isDirectory() ? walk(dir, root) : [{ path: root, type: typeOf(top) }];
}

function walk(dir: string, folderPath: string): Entry[] {
  let items: Dirent[];
  try {
    items = readdirSync(join(dir, folderPath), { withFileTypes: true });
  } catch (error) {
    throw new EnvironmentFailure(
      `the folder \`${folderPath}\` could not be read: ${(error as Error).message}`,
    );
  }
  return items.flatMap((item) => {
    const path = `${folderPath}/${item.name}`;
    return item.isDirectory() ? walk(dir, path) : [{ path, type: typeOf(item) }];
  });
}

const typeOf = (item: { isFile(): boolean; isSymbolicLink(): boolean }): Entry['type'] =>
  item.isFile() ? 'file' : item.isSymbolicLink() ? 'symlink' : 'other';

/** Opens once and asks the open file: its size cannot change between the question and the reading. */
function readContent(path: string, limit: number): FileContent {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const { size } = fstatSync(file);
    if (size > limit) return { size };
    const bytes = Buffer.allocUnsafe(size);
    let length = 0;
    for (let read = -1; length < size && read !== 0; length += read)
      read = readSync(file, bytes, length, size - length, null);
    return bytes.subarray(0, length);
  } catch (error) {
    return {
      unreadable: `the file could not be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`,
    };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** The id that git would give the content, worked out only when somebody compares. */
function withObjectId(dir: string, { path, type }: Entry, ids?: Map<string, string>): SourceEntry {
  let objectId: string | undefined;
  return {
    path,
    type,
    get objectId() {
      objectId ??= ids?.get(path) ?? blobId(join(dir, path), type);
      return objectId;
    },
  };
}

function blobId(path: string, type: Entry['type']): string {
  try {
    // A symbolic link is stored as the text that it points to.
    if (type === 'symlink') return gitHash(Buffer.from(readlinkSync(path)));
    return type === 'file' ? gitHash(readFileSync(path)) : `not-a-file:${type}`;
  } catch {
    return 'unreadable';
  }
}

const gitHash = (bytes: Uint8Array): string =>
  createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
