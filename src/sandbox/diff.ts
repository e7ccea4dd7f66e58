import { type Json, repositoryPage, repositoryUrl } from './describe.ts';
import { git } from './git.ts';
import type { Repository } from './state.ts';
import type { World } from './world.ts';

/** A file that differs between two commits. */
export interface ChangedFile {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';
  readonly blob: string | null;
  readonly additions: number;
  readonly deletions: number;
}

const statuses: Readonly<Record<string, ChangedFile['status']>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
};

/** What a head changed since it left the base, as the "Files changed" tab shows it. */
export function changedFiles(gitDir: string, base: string, head: string): readonly ChangedFile[] {
  const text = git(gitDir, ['diff', '--raw', '--numstat', '-z', '-M', '--no-abbrev', `${base}...${head}`]);
  const parts = text.split('\0');
  const raw = new Map<string, { status: string; blob: string; previous: string | null }>();
  const files: ChangedFile[] = [];
  for (let at = 0; at < parts.length; ) {
    const part = parts[at] ?? '';
    at += 1;
    if (part.startsWith(':')) {
      const [, , , blob = '', letters = ''] = part.split(' ');
      const moved = letters.startsWith('R') || letters.startsWith('C');
      const path = parts[moved ? at + 1 : at] ?? '';
      raw.set(path, { status: letters.slice(0, 1), blob, previous: moved ? (parts[at] ?? '') : null });
      at += moved ? 2 : 1;
    } else if (part !== '') {
      const [additions = '', deletions = '', name = ''] = part.split('\t');
      // A renamed file stands as an empty name, then the old and the new one.
      const path = name === '' ? (parts[at + 1] ?? '') : name;
      if (name === '') at += 2;
      const entry = raw.get(path);
      files.push({
        path,
        previousPath: entry?.previous ?? null,
        status: statuses[entry?.status ?? 'M'] ?? 'modified',
        blob: entry === undefined || /^0+$/.test(entry.blob) ? null : entry.blob,
        // git writes `-` for a binary file.
        additions: Number(additions) || 0,
        deletions: Number(deletions) || 0,
      });
    }
  }
  return files;
}

/** A `diff-entry`. The patch is left out, as GitHub does for files that are too large. */
export function describeFile(world: World, repository: Repository, head: string, file: ChangedFile): Json {
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  return {
    sha: file.blob,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${repositoryPage(world, repository)}/blob/${head}/${path}`,
    raw_url: `${repositoryPage(world, repository)}/raw/${head}/${path}`,
    contents_url: `${repositoryUrl(world, repository)}/contents/${path}?ref=${head}`,
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  };
}
