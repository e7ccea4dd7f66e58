/** A Source over a folder of this machine. */
import { createHash } from 'node:crypto';
import { type Dirent, lstatSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentFailure } from '../model/failure.ts';
import type { Entry, FileContent } from '../model/listing.ts';
import { fetchLimit, roots, type Source, type SourceEntry } from './source.ts';

/** A folder that holds `policies/` and `access-grants/`. Symbolic links are listed, never followed. */
export function folder(dir: string, label = dir): Source {
  let entries: readonly Entry[] | undefined;
  const list = () => {
    // In the order of git, byte by byte, so that a digest over a folder is the same as over a commit.
    entries ??= roots
      .flatMap((root) => listRoot(dir, root))
      .sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
    return entries;
  };
  return {
    label,
    list: (paths) =>
      list()
        .filter((entry) => isWithin(entry.path, paths))
        .map((entry) => withObjectId(dir, entry)),
    *read(paths) {
      for (const path of paths) yield [path, readContent(join(dir, path))];
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

function readContent(path: string): FileContent {
  try {
    const { size } = statSync(path);
    return size > fetchLimit ? { size } : readFileSync(path);
  } catch (error) {
    return {
      unreadable: `the file could not be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`,
    };
  }
}

/** The id that git would give the content, worked out only when somebody compares. */
function withObjectId(dir: string, entry: Entry): SourceEntry {
  let objectId: string | undefined;
  return {
    ...entry,
    get objectId() {
      objectId ??= blobId(join(dir, entry.path), entry.type);
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
