/** Where files come from. A folder and a git revision look the same to everything after this room. */
import type { Entry, FileContent } from '../model/listing.ts';

/** An entry with the git object id of its content, by which two sources are compared without reading both. */
export interface SourceEntry extends Entry {
  readonly objectId: string;
}

/** A listing, then the bytes of a chosen set of files. */
export interface Source {
  /** What to call it in a message: `main (1a2b3c4)`, or a folder. */
  readonly label: string;
  /** Everything under `policies/` and `access-grants/`, or only what is at or under these paths of them. */
  list(paths?: readonly string[]): readonly SourceEntry[];
  /** The names of the folders beside them, at the top. */
  topFolders(): readonly string[];
  /** The content of files of the listing, in one go. */
  read(paths: Iterable<string>): Iterable<readonly [path: string, content: FileContent]>;
}

/** The folders that Grantbook reads. */
export const roots = ['policies', 'access-grants'] as const;

/** Whether a path is one of these folders, or in one. */
export const isInRoots = (path: string): boolean =>
  roots.some((root) => path.startsWith(root) && (path.length === root.length || path[root.length] === '/'));
