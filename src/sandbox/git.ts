import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';

/** What a git command left behind. */
export interface GitResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a git command may be given beside its arguments. */
export interface GitOptions {
  readonly input?: string | Buffer;
  /** `base64` for output that is not text. */
  readonly encoding?: 'utf8' | 'base64';
  readonly env?: Readonly<Record<string, string>>;
}

/** An environment in which neither the user's nor the machine's git settings can decide what the sandbox does. */
export function gitEnvironment(): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_DEFAULT_REF_FORMAT: 'files',
    LC_ALL: 'C',
    TZ: 'UTC',
  };
}

/**
 * Runs git in a repository and returns whatever it answered. It blocks on purpose: a REST call is then one step that
 * no other call can get between, as in a database transaction.
 */
export function tryGit(gitDir: string, args: readonly string[], options: GitOptions = {}): GitResult {
  const result = spawnSync('git', ['--git-dir', gitDir, ...args], {
    encoding: options.encoding ?? 'utf8',
    env: { ...gitEnvironment(), ...options.env },
    maxBuffer: 256 * 1024 * 1024,
    ...(options.input === undefined ? {} : { input: options.input }),
  });
  if (result.error) throw result.error;
  return { status: result.status ?? -1, stdout: result.stdout, stderr: result.stderr };
}

/** Runs git in a repository; a failure is a fault of the sandbox and is thrown. */
export function git(gitDir: string, args: readonly string[], options: GitOptions = {}): string {
  const result = tryGit(gitDir, args, options);
  if (result.status !== 0)
    throw new Error(`git ${args.join(' ')} ended with status ${result.status}: ${result.stderr.trim()}`);
  return result.stdout.trimEnd();
}

/** Whether everything of one commit is already in another. */
export function isAncestor(gitDir: string, ancestor: string, descendant: string): boolean {
  return tryGit(gitDir, ['merge-base', '--is-ancestor', ancestor, descendant]).status === 0;
}

/** The tree that merging one commit into another would give; null when they conflict or share no history. */
export function mergeTree(gitDir: string, into: string, from: string): string | null {
  const result = tryGit(gitDir, ['merge-tree', '--write-tree', '--no-messages', into, from]);
  return result.status === 0 ? (result.stdout.split('\n')[0] ?? null) : null;
}
