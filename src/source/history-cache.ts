/**
 * A walk of the history that is kept beside it. A commit never changes, so that the next walk asks git only for the
 * commits since. The file is a help and nothing else: without it, or with a broken one, the answer is the same.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type GitRepository, runSaying } from './git.ts';

/** A walk from the newest commit on, along the first parents. */
export interface Walk {
  readonly git: GitRepository;
  /** What the file is called that it is kept in. */
  readonly name: string;
  /** The full id of the commit to look back from. */
  readonly commit: string;
  /** What is asked of git, in full: what was kept for another question is no answer to this one. */
  readonly question: string;
  /** What git says of a commit and all before it, or of `<commit>..<commit>`; nothing where it cannot. */
  readonly run: (revisions: string) => Buffer | undefined;
  /** More than this is not put together. */
  readonly mostBytes: number;
}

interface Kept {
  readonly commit: string;
  readonly output: Buffer;
}

/** What git says, with as much of it from the file as the history allows. */
export function walkWithCache(walk: Walk): Buffer | undefined {
  const file = fileOf(walk);
  if (file === undefined) return walk.run(walk.commit);
  const kept = readKept(file, walk.question);
  if (kept?.commit === walk.commit) return kept.output;
  const output = (kept && continued(kept, walk)) ?? walk.run(walk.commit);
  if (output) keep(file, walk.question, { commit: walk.commit, output });
  return output;
}

/** In the folder that all work trees share; nothing for a history that is cut off, whose end only seems to be one. */
function fileOf({ git, name }: Walk): string | undefined {
  const { status, stdout } = git.run([
    ...['rev-parse', '--is-shallow-repository'],
    ...['--path-format=absolute', '--git-common-dir'],
  ]);
  const [, folder] = /^false\n(.+)\n$/s.exec(stdout.toString('utf8')) ?? [];
  // Git looks for refs in this folder too, and none can have a name with `~` in it.
  return status === 0 && folder !== undefined ? join(folder, 'grantbook', `${name}~`) : undefined;
}

/** The newer commits before those that are kept. */
function continued(kept: Kept, { git, commit, run, mostBytes }: Walk): Buffer | undefined {
  if (!isOnLine(git, kept.commit, commit, mostBytes)) return undefined;
  const newer = run(`${kept.commit}..${commit}`);
  return newer && newer.length + kept.output.length <= mostBytes
    ? Buffer.concat([newer, kept.output])
    : undefined;
}

/**
 * Whether the line of first parents leads to a commit. That it is an ancestor is not enough: it can have come by a
 * merge, and then the line passes it by. The oldest commit of the line that the other does not know tells: the other
 * is its first parent, or is not on the line.
 */
function isOnLine(git: GitRepository, before: string, commit: string, bytes: number): boolean {
  const { status, stdout } = runSaying(
    git,
    ['rev-list', '--first-parent', '--parents', `${before}..${commit}`, '--'],
    'the history could not be read',
    { bytes },
  );
  const [, firstParent] = stdout.toString('latin1').trimEnd().split('\n').at(-1)?.split(' ') ?? [];
  return status === 0 && firstParent === before;
}

/** The digest finds what was cut off or spoiled, and what an older version asked in another way. */
const headOf = (question: string, { commit, output }: Kept): string =>
  `${commit} ${createHash('sha256').update(`${question}\0${commit}\0`).update(output).digest('hex')}\n`;

function readKept(file: string, question: string): Kept | undefined {
  try {
    const bytes = readFileSync(file);
    const end = bytes.indexOf('\n') + 1;
    const head = bytes.toString('latin1', 0, end);
    const [, commit = ''] = /^([0-9a-f]{40,64}) [0-9a-f]{64}\n$/.exec(head) ?? [];
    const kept = { commit, output: bytes.subarray(end) };
    return head === headOf(question, kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Puts the file in place as a whole. It is some 150 bytes for each change of a file, so that a repository that was
 * fetched for one run pays little for it. A disk that cannot be written to costs the next walk its time, and nothing else.
 */
function keep(file: string, question: string, kept: Kept): void {
  // Two of one number, on two machines, can spoil each other's file; the digest tells.
  const temporary = `${file}${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, headOf(question, kept));
    appendFileSync(temporary, kept.output);
    renameSync(temporary, file);
  } catch {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // It is not there, or it stays; either way nobody reads it.
    }
  }
}
