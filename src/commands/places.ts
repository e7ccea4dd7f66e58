/** What a user names on the command line: a time, a folder, a revision, the change between two of them. */
import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { EnvironmentFailure } from '../model/failure.ts';
import { type Instant, parseDay, parseInstant, startOfDay } from '../model/period.ts';
import { compareSources, GitTooOld, mergeChange, type SourceChange } from '../source/change.ts';
import { cleanFolder } from '../source/clean-folder.ts';
import { folder } from '../source/folder.ts';
import { commitOf, gitAt, repositoryRoot } from '../source/git.ts';
import { gitTree } from '../source/git-tree.ts';
import { roots, type Source } from '../source/source.ts';
import { commitFolder } from '../source/working-tree.ts';

/** Reads `--now`: an RFC 3339 instant, or a day, which stands for its beginning in the organization's time zone. */
export function instantOf(text: string | undefined, timeZone: string, clock: Instant): Instant {
  if (text === undefined) return clock;
  const day = parseDay(text);
  const instant = day === undefined ? parseInstant(text) : startOfDay(day, timeZone);
  if (instant === undefined)
    throw new EnvironmentFailure(
      `\`--now ${text}\` is neither a day such as \`2026-12-23\` nor a time such as \`2026-12-23T18:00:00+01:00\``,
    );
  return instant;
}

/** The nearest folder, upwards, that holds `policies/` or `access-grants/`; the folder itself where none does. */
export function findRoot(dir: string): string {
  let candidate = resolve(dir);
  if (!existsSync(candidate)) throw new EnvironmentFailure(`there is no folder \`${dir}\``);
  for (;;) {
    if (roots.some((root) => existsSync(join(candidate, root)))) return candidate;
    if (existsSync(join(candidate, '.git')) || dirname(candidate) === candidate) return resolve(dir);
    candidate = dirname(candidate);
  }
}

type Place =
  | { readonly folder: string; readonly label: string }
  | { readonly commit: string; readonly label: string };

const thisFolder = (dir: string): Place => ({ folder: findRoot(dir), label: 'this folder' });

/** What a user named with `--base` or `--head`: a folder, or a revision. */
function placeOf(name: string, dir: string): Place {
  const path = resolve(dir, name);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return { folder: path, label: name };
  const root = repositoryRoot(dir);
  if (root === undefined)
    throw new EnvironmentFailure(`\`${name}\` is no folder, and \`${dir}\` is in no git repository`);
  const commit = commitOf(gitAt(root), name);
  if (commit === undefined)
    throw new EnvironmentFailure(
      `\`${name}\` is neither a folder nor a revision that git knows here; in a shallow clone, fetch it first`,
    );
  return { commit, label: name === commit ? commit.slice(0, 10) : `${name} (${commit.slice(0, 10)})` };
}

/** The Source that a user named. `withIds` is for whoever holds all that is read against the ledger. */
export function sourceOf(
  name: string | undefined,
  dir: string,
  options?: { readonly withIds: true },
): Source {
  const place = name === undefined ? thisFolder(dir) : placeOf(name, dir);
  return 'folder' in place
    ? ((options?.withIds && cleanFolder(place.folder, place.label)) ??
        folder(place.folder, place.label, options))
    : gitTree(gitAt(repositoryRoot(dir) ?? dir), place.commit, place.label);
}

/**
 * The change between two places that a user named. Two revisions are merged in memory first, and so is a revision with
 * the folder in which somebody works: what the base has got since is no change of theirs.
 */
export function changeOf(base: string, head: string | undefined, dir: string): SourceChange {
  const from = placeOf(base, dir);
  const to = head === undefined ? thisFolder(dir) : placeOf(head, dir);
  const root = repositoryRoot(dir);
  if ('commit' in from && 'commit' in to) return mergeChange(gitAt(root ?? dir), from, to);
  const merged = 'commit' in from && 'folder' in to ? mergedFolder(from, to, root) : undefined;
  if (merged) return merged;
  const compared = compareSources(sourceOf(base, dir), sourceOf(head, dir));
  return 'commit' in from && root !== undefined
    ? { ...compared, baseCommit: from.commit, history: { git: gitAt(root), commit: from.commit } }
    : compared;
}

/** What merging a folder would change; nothing where it cannot be merged, so that it can only be compared. */
function mergedFolder(
  base: { commit: string; label: string },
  head: { folder: string; label: string },
  root: string | undefined,
): SourceChange | undefined {
  // The folder of another repository has nothing in common with the base.
  if (root === undefined || repositoryRoot(head.folder) !== root) return undefined;
  const working = commitFolder(head.folder);
  if (!working) return undefined;
  try {
    // A commit that nobody else can find is none to be named.
    const { headCommit: _, ...change } = mergeChange(working.git, base, { ...working, label: head.label });
    return change;
  } catch (error) {
    if (error instanceof GitTooOld) return undefined;
    throw error;
  }
}
