/** Every version of every file that the history holds, and what its commits say: for whoever asks what is held on a person. */
import { type GitRepository, gitOutput } from './git.ts';
import type { History } from './history.ts';

/** What a file was after a commit. */
export interface FileVersion {
  readonly path: string;
  readonly commit: string;
  /** In milliseconds since 1970. */
  readonly time: number;
  /** The blob; `undefined` where the commit deleted the file. */
  readonly objectId: string | undefined;
}

/** What a commit says of people. */
export interface CommitWords {
  readonly commit: string;
  readonly time: number;
  /** Name and address, as git has them. */
  readonly author: string;
  readonly committer: string;
  readonly message: string;
}

/** All versions of the files at or under these paths, on the line of first parents, oldest first. */
export function everyVersion({ git, commit }: History, paths: readonly string[]): readonly FileVersion[] {
  const output = gitOutput(
    git,
    [
      ...['-c', 'log.showSignature=false', '-c', 'log.showRoot=true', '-c', 'log.follow=false'],
      ...['--literal-pathspecs', 'log', '--first-parent', '--diff-merges=first-parent', '--no-renames'],
      ...['--no-ext-diff', '--format=%x01%H %ct', '--raw', '--no-abbrev', '-z', commit, '--', ...paths],
    ],
    'the history could not be read',
  ).toString('utf8');
  const versions: FileVersion[] = [];
  let [commitId, time] = ['', 0];
  let change: string | undefined;
  for (const part of output.split('\0')) {
    if (change !== undefined) {
      versions.push({
        path: part,
        commit: commitId,
        time,
        objectId: /^0+$/.test(change) ? undefined : change,
      });
      change = undefined;
    } else if (part.startsWith('\u0001')) {
      const [id = '', seconds] = part.slice(1).split(' ');
      [commitId, time] = [id, Number(seconds) * 1000];
    } else change = /^\n?:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) \w/.exec(part)?.[1];
  }
  return versions.toReversed();
}

/** What each commit says, oldest first; also those that came in by a merge. */
export function commitWords(git: GitRepository, commit: string): readonly CommitWords[] {
  const output = gitOutput(
    git,
    [
      ...['-c', 'log.showSignature=false', 'log', '--no-mailmap', '-z'],
      ...['--format=%H%x01%ct%x01%an <%ae>%x01%cn <%ce>%x01%B', commit],
    ],
    'the history could not be read',
  ).toString('utf8');
  return output
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [id = '', seconds, author = '', committer = '', ...message] = entry.split('\u0001');
      return {
        ...{ commit: id, time: Number(seconds) * 1000, author, committer },
        message: message.join('\u0001').trim(),
      };
    })
    .toReversed();
}
