/** A Source over a folder of this machine. */
import { createHash } from 'node:crypto';
import { type Dirent, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentFailure } from '../model/failure.ts';
import type { Entry, FileContent } from '../model/listing.ts';
import { fetchLimit, roots, type Source, type SourceEntry } from './source.ts';

/** A folder that holds `policies/` and `access-grants/`. Symbolic links are listed, never followed. */
export function folder(dir: string, label = dir): Source {
  let entries: readonly Entry[] | undefined;
  const list = () => {
    entries ??= roots.flatMap((root) => listRoot(dir, root));
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
  items.sort((a, b) => (a.name < b.name ? -1 : 1));
  return items.flatMap((item) => {
    const path = `${folderPath}/${item.name}`;
    return item.isDirectory() ? walk(dir, path) : [{ path, type: typeOf(item) }];
  });
}

const typeOf = (item: { isFile(): boolean; isSymbolicLink(): boolean }): Entry['type'] =>
  item.isFile() ? 'file' : item.isSymbolicLink() ? 'symlink' : 'other';

function readContent(path: string): FileContent {
  try {
    const bytes = readFileSync(path);
    return bytes.length > fetchLimit ? { size: bytes.length } : bytes;
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
      objectId ??= entry.type === 'file' ? blobId(join(dir, entry.path)) : `not-a-file:${entry.type}`;
      return objectId;
    },
  };
}

function blobId(path: string): string {
  try {
    const { size } = statSync(path);
    if (size > fetchLimit) return `too-large:${size}`;
    const bytes = readFileSync(path);
    return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  } catch {
    return 'unreadable';
  }
}
