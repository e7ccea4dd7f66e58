/** Runs git. Every call names its arguments one by one; nothing ever passes through a shell. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { EnvironmentFailure } from '../model/failure.ts';

export interface GitResult {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Git was stopped: it took too long, or said too much. A few kilobytes of git can name more files than a disk holds. */
export class GitStopped extends EnvironmentFailure {}

/** It said too much. */
export class GitSaidTooMuch extends GitStopped {}

/** What one process of git may take. */
export interface GitLimits {
  readonly milliseconds: number;
  readonly bytes: number;
}

const usualLimits: GitLimits = { milliseconds: 120_000, bytes: 64 * 1024 * 1024 };

/** A git repository on this machine. */
export interface GitRepository {
  /** The folder that git runs in. */
  readonly dir: string;
  /**
   * Runs git and returns what it said, whatever its exit status. Throws `EnvironmentFailure` where there is no git, and
   * `GitStopped` where it is past its limits; `bytes` is for what may say more than others.
   */
  run(
    args: readonly string[],
    options?: { input?: string | Uint8Array; env?: Readonly<Record<string, string>>; bytes?: number },
  ): GitResult;
}

const fixed = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  // Replacement objects and grafts could show a history that is not the one that was reviewed.
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: join(devNull, 'none'),
};

/** Variables that point git elsewhere, as they are set inside of a hook: `git rev-parse --local-env-vars` and kin. */
const elsewhere =
  /^GIT_(DIR|WORK_TREE|IMPLICIT_WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|NAMESPACE|PREFIX|SHALLOW_FILE|CONFIG_PARAMETERS|REPLACE_REF_BASE|(GLOB|NOGLOB|ICASE|LITERAL)_PATHSPECS|EXTERNAL_DIFF|DIFF_OPTS)$/;

const inherited = (): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !elsewhere.test(name)));

/** Opens the repository around a folder; nothing is run yet. */
export function gitAt(dir: string, limits = usualLimits): GitRepository {
  return {
    dir,
    run(args, { input, env, bytes = limits.bytes } = {}) {
      const result = spawnSync('git', ['-c', 'core.quotePath=false', ...args], {
        cwd: dir,
        ...(input === undefined ? {} : { input }),
        maxBuffer: bytes,
        timeout: limits.milliseconds,
        // Nothing that it is in the middle of has to be kept.
        killSignal: 'SIGKILL',
        env: { ...inherited(), ...fixed, ...env },
      });
      if (result.error) throw failureOf(result.error, dir, { ...limits, bytes });
      return {
        status: result.status ?? 1,
        stdout: result.stdout,
        stderr: result.stderr.toString('utf8').trim(),
      };
    },
  };
}

function failureOf(error: NodeJS.ErrnoException, dir: string, { milliseconds, bytes }: GitLimits): Error {
  switch (error.code) {
    case 'ETIMEDOUT':
      return new GitStopped(`git took longer than ${milliseconds / 1000} seconds and was stopped`);
    case 'ENOBUFS':
      return new GitSaidTooMuch(
        `git was stopped after ${bytes / 1024 / 1024} MiB; look for folders with far too many files in them`,
      );
    case 'ENOENT':
      return new EnvironmentFailure(
        existsSync(dir) ? 'git was not found; install git 2.38 or later' : `there is no folder \`${dir}\``,
      );
    default:
      return new EnvironmentFailure(`git could not be started: ${error.message}`);
  }
}

/** The output of a git call that has to succeed. */
export function gitOutput(git: GitRepository, args: readonly string[], what: string, input?: string): Buffer {
  const result = runSaying(git, args, what, input === undefined ? {} : { input });
  if (result.status !== 0) throw new EnvironmentFailure(`${what}: ${firstLine(result.stderr)}`);
  return result.stdout;
}

/** Runs git; where it has to be stopped, that sentence says what it was for. */
export function runSaying(
  git: GitRepository,
  args: readonly string[],
  what: string,
  options: Parameters<GitRepository['run']>[1] = {},
): GitResult {
  try {
    return git.run(args, options);
  } catch (error) {
    throw error instanceof GitStopped ? new GitStopped(`${what}: ${error.message}`) : error;
  }
}

/** The first line of what git said, without its own "fatal:". */
export const firstLine = (text: string): string =>
  (text.split('\n')[0] ?? '').replace(/^(fatal|error): /, '') || 'git gave no reason';

/** The top folder of the repository that `dir` is in, or `undefined` where it is in none. */
export function repositoryRoot(dir: string): string | undefined {
  if (!knownRoots.has(dir)) {
    const result = gitAt(dir).run(['rev-parse', '--show-toplevel']);
    knownRoots.set(dir, result.status === 0 ? result.stdout.toString('utf8').trim() : undefined);
  }
  return knownRoots.get(dir);
}

/** A process asks for the same folder again and again, and each question is a process of git. */
const knownRoots = new Map<string, string | undefined>();

/** The commit behind a revision, or `undefined` where git knows no such revision. */
export function commitOf(git: GitRepository, revision: string): string | undefined {
  const result = git.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  return result.status === 0 ? result.stdout.toString('utf8').trim() : undefined;
}

/** The tree of a commit. `what` could not be read where it is not there. */
export const treeOf = (git: GitRepository, commit: string, what = 'a commit'): string =>
  noted(git, commit)?.tree ??
  gitOutput(git, ['rev-parse', `${commit}^{tree}`], `${what} could not be read`)
    .toString('utf8')
    .trim();

/** The first parent of a commit, or `undefined` where it has none. */
export function parentOf(git: GitRepository, commit: string): string | undefined {
  const known = noted(git, commit);
  return known ? known.parent : commitOf(git, `${commit}^1`);
}

/** What a commit says of itself. */
interface NotedCommit {
  readonly tree: string;
  /** Its first parent. */
  readonly parent: string | undefined;
}

/** What is known of commits already, by their ids: it cannot change as long as the repository is open. */
const commits = new WeakMap<GitRepository, Map<string, NotedCommit>>();

/** Keeps what an answer of git told besides, so that nobody has to ask for it. */
export function noteCommit(git: GitRepository, commit: string, says: NotedCommit): void {
  const all = commits.get(git) ?? new Map<string, NotedCommit>();
  commits.set(git, all.set(commit, says));
}

const noted = (git: GitRepository, commit: string): NotedCommit | undefined => commits.get(git)?.get(commit);

/** Whether the history is cut off, so that its last commit only seems to have added everything. */
export const isShallow = (git: GitRepository): boolean =>
  git.run(['rev-parse', '--is-shallow-repository']).stdout.toString('utf8').trim() !== 'false';
