/** The line of first parents of a branch, with what each commit changed, from one walk of the history. */
import { EnvironmentFailure } from '../model/failure.ts';
import { firstLine, type GitRepository, runSaying } from './git.ts';
import { walkWithCache } from './history-cache.ts';

/** A commit on the line. */
export interface LineCommit {
  readonly commit: string;
  readonly parents: readonly string[];
  /** When it was committed, as it says itself, in milliseconds since 1970. */
  readonly time: number;
  /** What it did to its first parent; an object of `null` is a file that is gone. */
  readonly changes: readonly { readonly path: string; readonly objectId: string | null }[];
}

/** Years of changes are in the history. */
const mostBytes = 512 * 1024 * 1024;

/** Settings of the machine must not change the answer. */
const log = [
  ...['-c', 'log.showSignature=false', '-c', 'log.showRoot=true', 'log', '--first-parent'],
  ...['--diff-merges=first-parent', '--no-renames', '--no-ext-diff'],
  ...['--format=%x01%ct %H %P', '--raw', '--no-abbrev', '-z'],
];

function run(git: GitRepository, revisions: string): Buffer {
  const what = 'the history could not be read';
  const { status, stdout, stderr } = runSaying(git, [...log, revisions, '--'], what, { bytes: mostBytes });
  if (status !== 0) throw new EnvironmentFailure(`${what}: ${firstLine(stderr)}`);
  return stdout;
}

/** The commits after one, which has no part in it, up to another; oldest first. */
export const lineOfCommits = (
  git: GitRepository,
  after: string | undefined,
  upTo: string,
): readonly LineCommit[] => commitsIn(run(git, after === undefined ? upTo : `${after}..${upTo}`));

/** All commits up to one, oldest first. What git says is kept in the repository for the next time. */
export function wholeLine(git: GitRepository, upTo: string): readonly LineCommit[] {
  const walk = { git, name: 'line', commit: upTo, question: log.join('\0'), mostBytes };
  const output = walkWithCache({ ...walk, run: (revisions) => run(git, revisions) });
  return commitsIn(output ?? Buffer.alloc(0));
}

function commitsIn(output: Buffer): readonly LineCommit[] {
  const commits: {
    commit: string;
    parents: string[];
    time: number;
    changes: { path: string; objectId: string | null }[];
  }[] = [];
  let objectId: string | null = null;
  let isPath = false;
  // `\x01<time> <commit> <parents>\0\n:<modes> <old> <new> <status>\0<path>\0` …: what follows a change is its path.
  for (const part of output.toString('utf8').split('\0')) {
    if (isPath) {
      commits.at(-1)?.changes.push({ path: part, objectId });
      isPath = false;
    } else if (part.startsWith('\u0001')) {
      const [seconds, commit = '', ...parents] = part.slice(1).trim().split(' ');
      commits.push({ commit, parents, time: Number(seconds) * 1000, changes: [] });
    } else {
      const is = /^\n?:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) \w/.exec(part)?.[1];
      isPath = is !== undefined;
      objectId = is === undefined || /^0+$/.test(is) ? null : is;
    }
  }
  return commits.reverse();
}
