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

/** A git repository on this machine. */
export interface GitRepository {
  /** The folder that git runs in. */
  readonly dir: string;
  /** Runs git and returns what it said, whatever its exit status. Throws `EnvironmentFailure` where there is no git. */
  run(
    args: readonly string[],
    options?: { input?: string | Uint8Array; env?: Readonly<Record<string, string>> },
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
export function gitAt(dir: string): GitRepository {
  return {
    dir,
    run(args, { input, env } = {}) {
      const result = spawnSync('git', ['-c', 'core.quotePath=false', ...args], {
        cwd: dir,
        ...(input === undefined ? {} : { input }),
        maxBuffer: Number.POSITIVE_INFINITY,
        env: { ...inherited(), ...fixed, ...env },
      });
      if (result.error) {
        const missing = (result.error as NodeJS.ErrnoException).code === 'ENOENT';
        if (missing && !existsSync(dir)) throw new EnvironmentFailure(`there is no folder \`${dir}\``);
        throw new EnvironmentFailure(
          missing
            ? 'git was not found; install git 2.38 or later'
            : `git could not be started: ${result.error.message}`,
        );
      }
      return {
        status: result.status ?? 1,
        stdout: result.stdout,
        stderr: result.stderr.toString('utf8').trim(),
      };
    },
  };
}

/** The output of a git call that has to succeed. */
export function gitOutput(git: GitRepository, args: readonly string[], what: string, input?: string): Buffer {
  const result = git.run(args, input === undefined ? {} : { input });
  if (result.status !== 0) throw new EnvironmentFailure(`${what}: ${firstLine(result.stderr)}`);
  return result.stdout;
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

/** Whether the history is cut off, so that its last commit only seems to have added everything. */
export const isShallow = (git: GitRepository): boolean =>
  git.run(['rev-parse', '--is-shallow-repository']).stdout.toString('utf8').trim() !== 'false';
