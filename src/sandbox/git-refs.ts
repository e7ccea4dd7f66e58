import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryGit } from './git.ts';

/*
 * Refs are read from their files, one line each, and not by asking git: a process costs three milliseconds, and nearly
 * every request looks at a few of them. They are only ever written by git.
 */

const id = /^[0-9a-f]{40}$/;

function lineOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

/** Refs that git has packed into one file; a file of its own comes before that. */
function packedRefs(gitDir: string): Map<string, string> {
  const refs = new Map<string, string>();
  for (const line of (lineOf(join(gitDir, 'packed-refs')) ?? '').split('\n')) {
    const [sha = '', name = ''] = line.split(' ');
    if (id.test(sha)) refs.set(name, sha);
  }
  return refs;
}

/** What a ref such as `refs/heads/main` points at; null when there is none. */
export function readRef(gitDir: string, name: string): string | null {
  if (!name.startsWith('refs/') || name.split('/').includes('..')) return null;
  const line = lineOf(join(gitDir, name));
  return line !== null && id.test(line) ? line : (packedRefs(gitDir).get(name) ?? null);
}

/** All refs below a folder such as `refs/heads`, by name. */
export function readRefs(gitDir: string, folder: string): Map<string, string> {
  const found = [...packedRefs(gitDir)].filter(([name]) => name.startsWith(`${folder}/`));
  const walk = (path: string): void => {
    for (const entry of readdirSync(join(gitDir, path), { withFileTypes: true })) {
      const name = `${path}/${entry.name}`;
      if (entry.isDirectory()) walk(name);
      // A lock is a ref that is just being written; no ref may be called that.
      else if (!name.endsWith('.lock')) found.push([name, lineOf(join(gitDir, name)) ?? '']);
    }
  };
  walk(folder);
  return new Map(found.filter(([, sha]) => id.test(sha)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Ids that were found to be commits, by repository. They stay so: nothing is ever thrown away here. */
const commits = new Map<string, Set<string>>();

function isKnown(gitDir: string, sha: string): boolean {
  const known = commits.get(gitDir) ?? new Set();
  commits.set(gitDir, known);
  if (known.has(sha)) return true;
  if (tryGit(gitDir, ['cat-file', '-e', `${sha}^{commit}`]).status !== 0) return false;
  known.add(sha);
  return true;
}

/** The full id of a commit named by a branch, tag, ref or id; null when there is none. */
export function resolveCommit(gitDir: string, name: string): string | null {
  if (id.test(name)) return isKnown(gitDir, name) ? name : null;
  const branch =
    readRef(gitDir, `refs/heads/${name}`) ?? (name.startsWith('refs/heads/') ? readRef(gitDir, name) : null);
  if (branch !== null) return branch;
  const other =
    readRef(gitDir, `refs/tags/${name}`) ?? readRef(gitDir, `refs/${name}`) ?? readRef(gitDir, name);
  // Nothing else is a name: `HEAD~1` or `--all` must find nothing.
  if (other === null && !/^[0-9a-f]{7,40}$/.test(name)) return null;
  const result = tryGit(gitDir, ['rev-parse', '--verify', '--quiet', `${other ?? name}^{commit}`]);
  return result.status === 0 ? result.stdout.trim() : null;
}
