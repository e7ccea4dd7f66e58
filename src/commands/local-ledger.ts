/** The ledger of a clone, for commands that ask what was approved. */
import type { ChainProblem } from '../ledger/chain.ts';
import { isRecorded, recordedGrants } from '../ledger/recorded.ts';
import type { LedgerRecord } from '../model/record.ts';
import { commitOf, type GitRepository, gitAt, isShallow, repositoryRoot } from '../source/git.ts';
import { ledgerAt, ledgerBranch } from '../source/ledger-branch.ts';
import { allLines } from './ledger-lines.ts';

/** What the ledger says of grants. */
export interface LocalLedger {
  /** All that could be read, from the first to the last. */
  readonly records: readonly LedgerRecord[];
  /** Whether it holds just this content of a file as approved, or as found on the first day. */
  holds(path: string, objectId: string): boolean;
  /** Lines that could not be read. What only they would say is not known. */
  readonly unreadable: readonly ChainProblem[];
  /** Whether a line says when it began. Without it, nothing that it holds counts. */
  readonly hasBegun: boolean;
}

/** The ledger that a folder's repository has: as fetched last, or its own branch. Nothing where there is none. */
export function ledgerOf(dir: string): LocalLedger | undefined {
  const root = repositoryRoot(dir);
  if (root === undefined) return undefined;
  const git = gitAt(root);
  const commit =
    commitOf(git, `refs/remotes/origin/${ledgerBranch}`) ?? commitOf(git, `refs/heads/${ledgerBranch}`);
  return commit === undefined ? undefined : ledgerIn(git, commit);
}

/** The ledger at a commit of its branch. */
export function ledgerIn(git: GitRepository, commit: string): LocalLedger {
  const lines = allLines(ledgerAt(git, commit));
  const records = lines.flatMap(({ record }) => record ?? []);
  const recorded = recordedGrants(records);
  return {
    records,
    hasBegun: records.some(({ kind }) => kind === 'started'),
    holds: (path, objectId) => isRecorded(recorded.get(path), objectId),
    unreadable: lines.flatMap(({ place, problem }) =>
      problem === undefined ? [] : [{ place, message: problem }],
    ),
  };
}

/** What to do where the ledger is not in a clone: to fetch it, which also tells whether there is one. */
export const ledgerMissing = (git: GitRepository): string =>
  `the ledger is not in this clone; fetch it with \`git fetch origin ${ledgerBranch}:refs/remotes/origin/${ledgerBranch}\`${isShallow(git) ? ' (and `git fetch --unshallow`: this clone is shallow)' : ''}; if git cannot find it there, none was begun yet`;
