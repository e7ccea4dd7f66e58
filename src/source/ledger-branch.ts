/** The ledger as it lies in git: monthly files of lines on a branch of its own. */
import { EnvironmentFailure } from '../model/failure.ts';
import { type GitRepository, gitOutput, runSaying, treeOf } from './git.ts';

/** The branch that holds the ledger and nothing else. */
export const ledgerBranch = 'grantbook-ledger';

/** A file of the ledger. */
export interface LedgerFile {
  /** `records/2026-11.jsonl`. */
  readonly path: string;
  /** Its text, which git is asked for once. */
  readonly read: () => string;
}

/** What a commit of the branch holds: the files in the order of their months, and what does not belong there. */
export interface LedgerFiles {
  readonly commit: string;
  readonly tree: string;
  readonly files: readonly LedgerFile[];
  readonly foreign: readonly string[];
}

/** A busy month of a large company. */
const mostBytes = 256 * 1024 * 1024;

/** Lists the ledger at a commit. Nothing is read before it is asked for. */
export function ledgerAt(git: GitRepository, commit: string): LedgerFiles {
  const listing = gitOutput(
    git,
    ['ls-tree', '-r', '-z', '--full-tree', commit],
    'the files of the ledger could not be listed',
  ).toString('utf8');
  const files: LedgerFile[] = [];
  const foreign: string[] = [];
  for (const line of listing.split('\0').filter((text) => text !== '')) {
    const path = line.slice(line.indexOf('\t') + 1);
    const [mode, , objectId = ''] = line.split('\t', 1)[0]?.split(' ') ?? [];
    if (mode === '100644' && /^records\/\d{4}-\d{2}\.jsonl$/.test(path))
      files.push(fileOf(git, path, objectId));
    else foreign.push(path);
  }
  const tree = once(() => treeOf(git, commit, 'the ledger'));
  return {
    commit,
    // Only whoever writes has to know it.
    get tree() {
      return tree();
    },
    files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    foreign,
  };
}

/** Files that were asked for, by path and content: of two states of the ledger, nearly all months are the same. */
const known = new WeakMap<GitRepository, Map<string, LedgerFile>>();

function fileOf(git: GitRepository, path: string, objectId: string): LedgerFile {
  const all = known.get(git) ?? new Map<string, LedgerFile>();
  known.set(git, all);
  const name = `${objectId} ${path}`;
  const file = all.get(name) ?? { path, read: once(() => textOf(git, path, objectId)) };
  all.set(name, file);
  return file;
}

/** What stands in a commit never changes, so that it is asked for once. */
function once(question: () => string): () => string {
  let answer: string | undefined;
  return () => {
    answer ??= question();
    return answer;
  };
}

function textOf(git: GitRepository, path: string, objectId: string): string {
  const what = `\`${path}\` of the ledger could not be read`;
  const { status, stdout, stderr } = runSaying(git, ['cat-file', 'blob', objectId], what, {
    bytes: mostBytes,
  });
  if (status !== 0) throw new EnvironmentFailure(`${what}: ${stderr}`);
  return stdout.toString('utf8');
}

/** The commits after one, up to another, on the line of first parents, oldest first. */
export function firstParents(git: GitRepository, after: string | undefined, upTo: string): readonly string[] {
  return gitOutput(
    git,
    ['rev-list', '--first-parent', '--reverse', after === undefined ? upTo : `${after}..${upTo}`],
    'the history of the default branch could not be read',
  )
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** The files of which each commit took lines away, or changed some, by commit. */
export function shortenedIn(git: GitRepository, upTo: string): ReadonlyMap<string, readonly string[]> {
  const log = gitOutput(
    git,
    [
      ...['-c', 'log.showSignature=false', 'log', '--first-parent', '--diff-merges=first-parent'],
      ...[
        '--no-renames',
        '--no-ext-diff',
        '--no-textconv',
        '--text',
        '--numstat',
        '-z',
        '--format=%x01%H',
        upTo,
      ],
    ],
    'the history of the ledger could not be read',
  ).toString('utf8');
  const found = new Map<string, string[]>();
  let commit = '';
  for (const part of log.split('\0')) {
    const isCommit = part.startsWith('\u0001');
    if (isCommit) commit = part.slice(1).trim();
    // `<added>\t<taken away>\t<path>`
    const [, away, path] = /^\n?\d+\t(\d+)\t(.+)$/s.exec(isCommit ? '' : part) ?? [];
    if (path !== undefined && away !== '0') found.set(commit, [...(found.get(commit) ?? []), path]);
  }
  return found;
}
