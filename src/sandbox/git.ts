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
export function tryGit(gitDir: string, args: readonly string[], options?: GitOptions): GitResult {
  if (options !== undefined || !isAboutIds(args)) return runGit(gitDir, args, options);
  const question = [gitDir, ...args].join('\0');
  const answer = answers.get(question) ?? runGit(gitDir, args);
  // Of 1 it is an answer too: "no ancestor", "a conflict". What is missing may come.
  if (answer.status === 0 || (answer.status === 1 && /^merge-/.test(args[0] ?? '')))
    answers.set(question, answer);
  return answer;
}

/**
 * What git has answered about objects that were named by their ids. Such an answer stays as it is, since an object never
 * changes and nothing is ever thrown away here; a process costs five milliseconds, and each page of a list asks anew.
 */
const answers = new Map<string, GitResult>();

const readers = ['cat-file', 'diff', 'log', 'ls-tree', 'merge-base', 'merge-tree', 'rev-list', 'rev-parse'];

/** Whether nothing but full ids is asked about, and by no clock. */
function isAboutIds([command = '', ...args]: readonly string[]): boolean {
  return (
    readers.includes(command) &&
    args.every(
      (arg) =>
        /^[0-9a-f]{40}(\^\{\w+\})?(\.{2,3}[0-9a-f]{40})?$/.test(arg) ||
        /^--?(?!since|until|all|branches|tags|stdin)/.test(arg) ||
        /^(blob|tree|commit)$/.test(arg),
    )
  );
}

function runGit(gitDir: string, args: readonly string[], options: GitOptions = {}): GitResult {
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
export function git(gitDir: string, args: readonly string[], options?: GitOptions): string {
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
