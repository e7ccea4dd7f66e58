import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { git, tryGit } from './git.ts';

/** A file, folder or submodule in a tree. */
export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size: number | null;
}

/** A change of one path; `sha: null` takes it away. */
export interface TreeChange {
  readonly path: string;
  readonly mode: string;
  readonly sha: string | null;
}

/** Lists a tree; null where the name names none. */
export function readTree(gitDir: string, name: string, recursive: boolean): readonly TreeEntry[] | null {
  const flags = recursive ? ['-r', '-t'] : [];
  const result = tryGit(gitDir, ['ls-tree', '-z', '--long', ...flags, name]);
  if (result.status !== 0) return null;
  return result.stdout
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const tab = line.indexOf('\t');
      const [mode = '', type = '', sha = '', size = ''] = line.slice(0, tab).split(/ +/);
      return { path: line.slice(tab + 1), mode, type, sha, size: size === '-' ? null : Number(size) };
    });
}

/** Trees that were written, by what they were made from: the same makes the same, and is there for good. */
const written = new Map<string, string>();

/** Writes the tree that a base (null for an empty one) becomes by some changes. */
export function writeTree(gitDir: string, base: string | null, changes: readonly TreeChange[]): string {
  const from = JSON.stringify([gitDir, base, changes]);
  const tree = written.get(from) ?? makeTree(gitDir, base, changes);
  written.set(from, tree);
  return tree;
}

function makeTree(gitDir: string, base: string | null, changes: readonly TreeChange[]): string {
  const folder = mkdtempSync(join(gitDir, 'tree-'));
  const env = { GIT_INDEX_FILE: join(folder, 'index') };
  try {
    if (base !== null) git(gitDir, ['read-tree', base], { env });
    const lines = changes.map(({ path, mode, sha }) =>
      // Mode 0 takes a path out of the index.
      sha === null ? `0 ${'0'.repeat(40)}\t${path}` : `${mode} ${sha}\t${path}`,
    );
    git(gitDir, ['update-index', '-z', '--index-info'], {
      env,
      input: lines.map((line) => `${line}\0`).join(''),
    });
    return git(gitDir, ['write-tree'], { env });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Stores the bytes of a file. */
export function writeBlob(gitDir: string, content: Buffer): string {
  return git(gitDir, ['hash-object', '-w', '--stdin'], { input: content });
}

/** The bytes of a file. */
export function readBlob(gitDir: string, sha: string): Buffer | null {
  const result = tryGit(gitDir, ['cat-file', 'blob', sha], { encoding: 'base64' });
  return result.status === 0 ? Buffer.from(result.stdout, 'base64') : null;
}
