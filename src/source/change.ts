/** The change that a pull request makes: what merging the head into the base would change, and nothing else. */
import type { FileState } from '../model/change.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { firstLine, type GitRepository, gitOutput, runSaying } from './git.ts';
import { gitTree } from './git-tree.ts';
import type { History } from './history.ts';
import type { Source } from './source.ts';
import { boundedListing, changesIn, entriesLike } from './tree-listing.ts';

/** A git that cannot merge without a working folder. */
export class GitTooOld extends EnvironmentFailure {}

/** Two Sources and the paths in which they differ. */
export interface SourceChange {
  readonly base: Source;
  /** The base with the change in it. */
  readonly head: Source;
  /** Paths that were added, edited or deleted, in the whole repository where both sides are in git. */
  readonly changed: readonly string[];
  /** What happened to each of them. */
  readonly states: ReadonlyMap<string, FileState>;
  /** The git object of what each of them holds now; nothing for what was deleted. */
  readonly objectIds: ReadonlyMap<string, string>;
  /** The history of the base, where it is in git. */
  readonly history?: History;
  /** The commits behind the two sides, where they are commits. */
  readonly baseCommit?: string;
  readonly headCommit?: string;
}

/**
 * Merges two commits in memory and compares the result with the base. A rename counts as a removal and a new
 * file, so that nothing is judged as less than it is.
 */
export function mergeChange(
  git: GitRepository,
  base: { commit: string; label: string },
  head: { commit: string; label: string },
): SourceChange {
  const listing = boundedListing(git, head.commit, head.label);
  const tree = treeOfMerge(git, base, head);
  const diff = gitOutput(
    git,
    ['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '--no-renames', `${base.commit}^{tree}`, tree],
    'the change could not be listed',
  ).toString('utf8');
  const states = new Map<string, FileState>();
  const objectIds = new Map<string, string>();
  for (const { path, objectId, status } of changesIn(diff)) {
    states.set(path, status === 'A' ? 'new' : status === 'D' ? 'deleted' : 'changed');
    if (status !== 'D') objectIds.set(path, objectId);
  }
  return {
    base: gitTree(git, base.commit, base.label),
    head: gitTree(git, tree, head.label, () =>
      entriesLike(git, { commit: head.commit, listing }, { tree, label: head.label }),
    ),
    changed: [...states.keys()],
    states,
    objectIds,
    history: { git, commit: base.commit },
    baseCommit: base.commit,
    headCommit: head.commit,
  };
}

/** The tree of merging one commit into another, in memory. Throws `EnvironmentFailure` where they conflict. */
export function mergedTree(
  git: GitRepository,
  base: { commit: string; label: string },
  head: { commit: string; label: string },
): string {
  boundedListing(git, head.commit, head.label);
  return treeOfMerge(git, base, head);
}

function treeOfMerge(
  git: GitRepository,
  base: { commit: string; label: string },
  head: { commit: string; label: string },
): string {
  const result = runSaying(
    git,
    ['merge-tree', '--write-tree', '--name-only', '--no-messages', base.commit, head.commit],
    `${head.label} could not be merged into ${base.label}`,
  );
  const [tree = '', ...conflicts] = result.stdout
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  if (result.status === 0) return tree;
  if (result.status === 1 && tree !== '') {
    throw new EnvironmentFailure(
      `${head.label} cannot be merged into ${base.label}: both changed ${someOf(conflicts)}; merge ${base.label} into the branch and settle it there`,
    );
  }
  if (/unrelated histories/.test(result.stderr)) {
    throw new EnvironmentFailure(
      `${base.label} and ${head.label} have no common history here; in a shallow clone, run \`git fetch --unshallow\` first`,
    );
  }
  if (/usage:|unknown option/.test(result.stderr))
    throw new GitTooOld('this git is too old to merge in memory; install git 2.38 or later');
  throw new EnvironmentFailure(
    `${head.label} could not be merged into ${base.label}: ${firstLine(result.stderr)}`,
  );
}

/** The first ten paths, and how many more there are. */
function someOf(paths: readonly string[]): string {
  const named = paths.slice(0, 10).map((path) => `\`${path}\``);
  return `${named.join(', ')}${paths.length > named.length ? ` and ${paths.length - named.length} more` : ''}`;
}

/** Compares two Sources of any kind, by path and content. */
export function compareSources(base: Source, head: Source): SourceChange {
  const before = new Map(base.list().map((entry) => [entry.path, entry]));
  const states = new Map<string, FileState>();
  const objectIds = new Map<string, string>();
  for (const entry of head.list()) {
    const old = before.get(entry.path);
    if (!old) states.set(entry.path, 'new');
    else if (old.type !== entry.type || old.objectId !== entry.objectId) states.set(entry.path, 'changed');
    if (states.has(entry.path)) objectIds.set(entry.path, entry.objectId);
    before.delete(entry.path);
  }
  for (const path of before.keys()) states.set(path, 'deleted');
  return { base, head, changed: [...states.keys()].sort(), states, objectIds };
}
