/** What git history says about files, in one walk for all of them. */
import { type GitRepository, runSaying } from './git.ts';
import { walkWithCache } from './history-cache.ts';

/** A commit to look back from. */
export interface History {
  readonly git: GitRepository;
  /** Its full id, or `<commit>..<commit>` for what came after another one. */
  readonly commit: string;
}

/** What a file was after a commit. */
export interface Version {
  /** When it was committed, in milliseconds since 1970. */
  readonly time: number;
  /** The blob; `undefined` where the commit deleted the file. */
  readonly objectId: string | undefined;
}

/** Years of changes are in the history, and nobody can add to it unseen. */
const mostBytes = 256 * 1024 * 1024;

/**
 * More paths than this go in as their common folder: git compares each commit with each path, and is quicker with the
 * folder alone from some twenty-five on. For fewer, git is quick, and what is kept of a folder of 100,000 files takes
 * longer to read than it takes git to answer.
 */
const mostPaths = 20;

/** Grants are what many are asked about again and again. */
const keptFolder = 'access-grants';

/** Settings of the machine and attributes of the repository must not change the answer. */
const log = [
  ...['-c', 'log.showSignature=false', '-c', 'log.showRoot=true', '-c', 'log.follow=false'],
  ...['--literal-pathspecs', 'log', '--first-parent', '--diff-merges=first-parent', '--no-renames'],
  ...['--no-ext-diff', '--format=%x01%ct', '--raw', '--no-abbrev', '-z'],
];

/**
 * The versions of each file on the first-parent line of a commit, newest first. Files that no commit touched are
 * left out.
 */
export function versionsOf(history: History, paths: ReadonlySet<string>): Map<string, Version[]> {
  const versions = new Map<string, Version[]>();
  let time = 0;
  let objectId: string | undefined;
  let isPath = false;
  // `\x01<time>\0\n:<modes> <old> <new> <status>\0<path>\0` …: what follows a change is its path, whatever it looks like.
  for (const part of walk(history, paths)?.toString('utf8').split('\0') ?? []) {
    if (isPath) {
      isPath = false;
      if (!paths.has(part)) continue;
      const known = versions.get(part);
      if (known) known.push({ time, objectId });
      else versions.set(part, [{ time, objectId }]);
    } else if (part.startsWith('\u0001')) time = Number(part.slice(1)) * 1000;
    else {
      const change = /^\n?:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) \w/.exec(part)?.[1];
      isPath = change !== undefined;
      objectId = change === undefined || /^0+$/.test(change) ? undefined : change;
    }
  }
  return versions;
}

/** What git says of these paths, and maybe of others beside them. A repository without a commit has nothing to tell. */
function walk({ git, commit }: History, paths: ReadonlySet<string>): Buffer | undefined {
  const few = paths.size <= mostPaths;
  const places = few ? paths : new Set([...paths].map((path) => path.split('/', 1)[0] ?? path));
  const run = (revisions: string): Buffer | undefined => {
    const asked = [...log, revisions, '--', ...places];
    const result = runSaying(git, asked, 'the history could not be read', { bytes: mostBytes });
    return result.status === 0 ? result.stdout : undefined;
  };
  // A range, and other folders, are asked about once.
  const isKept = !few && /^[0-9a-f]{40,64}$/.test(commit) && [...places].join('/') === keptFolder;
  const question = [...log, keptFolder].join('\0');
  return isKept ? walkWithCache({ git, name: 'history', commit, question, run, mostBytes }) : run(commit);
}
