/** What git history says about files, in one walk for all of them. */
import { type GitRepository, runSaying } from './git.ts';

/** A commit to look back from. */
export interface History {
  readonly git: GitRepository;
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

/** More paths than this go in as their common folder, so that no command line overflows. */
const mostPaths = 200;

/**
 * The versions of each file on the first-parent line of a commit, newest first. Files that no commit touched are
 * left out.
 */
export function versionsOf({ git, commit }: History, paths: ReadonlySet<string>): Map<string, Version[]> {
  const versions = new Map<string, Version[]>();
  const log = [
    // Settings of the machine and attributes of the repository must not change the answer.
    ...['-c', 'log.showSignature=false', '-c', 'log.showRoot=true', '--literal-pathspecs'],
    ...['log', '--first-parent', '--diff-merges=first-parent', '--no-renames', '--no-ext-diff'],
    ...['--format=%x01%ct', '--raw', '--no-abbrev', '-z', commit, '--'],
    ...(paths.size <= mostPaths ? paths : new Set([...paths].map((path) => path.split('/', 1)[0] ?? path))),
  ];
  const result = runSaying(git, log, 'the history could not be read', { bytes: mostBytes });
  // A repository without a commit has no history to tell.
  if (result.status !== 0) return versions;
  let time = 0;
  let objectId: string | undefined;
  let isPath = false;
  // `\x01<time>\0\n:<modes> <old> <new> <status>\0<path>\0` …: what follows a change is its path, whatever it looks like.
  for (const part of result.stdout.toString('utf8').split('\0')) {
    if (isPath) {
      isPath = false;
      if (!paths.has(part)) continue;
      const known = versions.get(part) ?? [];
      versions.set(part, [...known, { time, objectId }]);
    } else if (part.startsWith('\u0001')) time = Number(part.slice(1)) * 1000;
    else {
      const change = /^\n?:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) \w/.exec(part)?.[1];
      isPath = change !== undefined;
      objectId = change === undefined || /^0+$/.test(change) ? undefined : change;
    }
  }
  return versions;
}
