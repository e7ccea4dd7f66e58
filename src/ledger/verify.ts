/**
 * Whether the ledger says what happened: its chain, its branch, and its records against the history of the default
 * branch. A chain proves nothing against somebody who can write all of it anew, so each of the three is held against
 * the others.
 */
import type { DecisionRecord } from '../model/record.ts';
import { chainProblems, type Line } from './chain.ts';
import { isGrant } from './standing.ts';

/** A commit of the default branch, or of the ledger's. */
export interface CommitSeen {
  readonly commit: string;
  readonly parents: readonly string[];
  readonly changes: readonly { readonly path: string; readonly objectId: string | null }[];
}

/** What is looked at. */
export interface LedgerSeen {
  readonly lines: readonly Line[];
  /** Files of the branch that are no part of a ledger. */
  readonly foreign: readonly string[];
  /** The line of first parents of the default branch, oldest first, whole. */
  readonly history: readonly CommitSeen[];
}

/** What is wrong, and where. */
export interface LedgerProblem {
  readonly kind:
    | 'chain'
    | 'foreign'
    | 'unapproved'
    | 'without record'
    | 'without commit'
    | 'other content'
    | 'branch';
  /** `records/2026-11.jsonl:3`, or a commit. */
  readonly at: string;
  readonly message: string;
}

/** Everything that is wrong, in the order of the ledger and then of the history. */
export function verifyLedger({ lines, foreign, history }: LedgerSeen): LedgerProblem[] {
  const chain = chainProblems(lines).map(
    ({ place, message }): LedgerProblem => ({ kind: 'chain', at: `${place.file}:${place.line}`, message }),
  );
  const inBranch = [...chain, ...foreignFiles(foreign)];
  const told = againstHistory(lines, history);
  // Without its beginning, nothing else that it says counts.
  const hasBegun = lines.some(({ record }) => record?.kind === 'started');
  return hasBegun ? [...inBranch, ...told] : [...told, ...inBranch];
}

/** So many files that do not belong there are named. */
const mostForeign = 3;

/** All of them at once: a branch of that name may hold a whole project. */
function foreignFiles(foreign: readonly string[]): LedgerProblem[] {
  const [first, ...others] = foreign;
  if (first === undefined) return [];
  if (others.length === 0)
    return [
      { kind: 'foreign', at: first, message: 'this file is no part of a ledger; somebody else wrote it' },
    ];
  const shown = foreign.slice(0, mostForeign);
  const more = foreign.length - shown.length;
  const message = `${foreign.length.toLocaleString('en')} files that are no part of a ledger: ${shown.join(', ')}${more > 0 ? ` and ${more.toLocaleString('en')} more` : ''}`;
  return [{ kind: 'foreign', at: 'the ledger', message }];
}

function againstHistory(lines: readonly Line[], history: readonly CommitSeen[]): LedgerProblem[] {
  const records = lines.flatMap(({ record }) => record ?? []);
  const started = records.find(({ kind }) => kind === 'started');
  const start = history.findIndex(({ commit }) => commit === started?.commit);
  if (start < 0)
    return [
      {
        kind: 'without commit',
        at: started?.commit.slice(0, 10) ?? 'the ledger',
        message:
          started === undefined
            ? 'no line says when the ledger began, so nobody can tell which commits it has to know'
            : 'the commit on which the ledger began is not on the default branch: its history was written anew',
      },
    ];
  const decided = new Map(
    records.flatMap((record) => (record.kind === 'decision' ? [[record.commit, record] as const] : [])),
  );
  const since = history.slice(start + 1);
  const there = new Set(since.map(({ commit }) => commit));
  return [
    ...[...decided.values()].flatMap((record) => (there.has(record.commit) ? [] : [withoutCommit(record)])),
    ...since.flatMap((commit) => judgeCommit(commit, decided.get(commit.commit))),
  ];
}

const withoutCommit = ({ commit, pullRequest }: DecisionRecord): LedgerProblem => ({
  kind: 'without commit',
  at: commit.slice(0, 10),
  message: `there is a record of this commit${pullRequest === undefined ? '' : ` (#${pullRequest})`}, and the default branch does not have it: its history was written anew, or the record was forged`,
});

function judgeCommit(seen: CommitSeen, record: DecisionRecord | undefined): LedgerProblem[] {
  const at = seen.commit.slice(0, 10);
  // Any file may decide, such as a workflow; but whoever takes access away needs nobody's leave.
  const decisive = seen.changes.filter(({ path, objectId }) => !isGrant(path) || objectId !== null);
  if (!record)
    return [
      {
        kind: 'without record',
        at,
        message: `this commit has no record${decisive.length > 0 ? `, and it changed ${named(decisive)}` : ''}; the job \`record\` writes one`,
      },
    ];
  const problems: LedgerProblem[] = [];
  const recorded = new Map(record.changes.map(({ path, objectId }) => [path, objectId]));
  const differing = seen.changes.filter(({ path, objectId }) => recorded.get(path) !== objectId);
  if (
    differing.length > 0 ||
    recorded.size !== seen.changes.length ||
    record.parent !== (seen.parents[0] ?? null)
  )
    problems.push({
      kind: 'other content',
      at,
      message: `its record says that it changed something else than it did${differing.length > 0 ? `: ${named(differing)}` : ''}`,
    });
  if (record.outcome === 'unapproved' && decisive.length > 0)
    problems.push({
      kind: 'unapproved',
      at,
      message: `it changed ${named(decisive)}, and was not approved: ${record.reasons.join('; ')}`,
    });
  return problems;
}

/** So many paths are named. */
const mostNamed = 5;

function named(changes: readonly { readonly path: string }[]): string {
  const paths = changes.slice(0, mostNamed).map(({ path }) => `\`${path}\``);
  const more = changes.length - paths.length;
  return `${paths.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** A commit of the ledger's own branch, as far as anybody knows of it. */
export interface LedgerCommit {
  readonly commit: string;
  readonly parents: readonly string[];
  /** Files with fewer lines than before, or with lines that were changed. */
  readonly shortened: readonly string[];
  /** What GitHub says of it; absent offline. */
  readonly signature?: { readonly isGitHubs: boolean; readonly by: number | undefined };
}

/** What is wrong with how the branch was written. `writer` is the account of the App that is configured. */
export function verifyBranch(commits: readonly LedgerCommit[], writer: number | undefined): LedgerProblem[] {
  return commits.flatMap(({ commit, parents, shortened, signature }, index): LedgerProblem[] => {
    const at = commit.slice(0, 10);
    const problem = (message: string): LedgerProblem => ({ kind: 'branch', at, message });
    const expected = index === 0 ? 0 : 1;
    return [
      ...(parents.length === expected
        ? []
        : [problem('the ledger has one line of commits, and this one does not follow on the one before it')]),
      ...shortened.map((path) =>
        problem(`it took away or changed lines of \`${path}\`, to which lines are only added`),
      ),
      ...(signature && !signature.isGitHubs
        ? [problem('GitHub did not sign it, so anybody may have written it')]
        : []),
      ...(signature && writer !== undefined && signature.by !== writer
        ? [problem('it was not made by the account that `ledger.writer` names')]
        : []),
    ];
  });
}
