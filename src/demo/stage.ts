/** What the demonstration plays on: a GitHub in a temporary folder, a clone of its repository, and the Action's jobs. */
import { type ChildProcess, execFile, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connect, type GitHubClient } from '../github/client.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { Instant } from '../model/period.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { cast, companyFiles } from './company.ts';
import { type Answer, type Order, tokenEnv } from './orders.ts';

export const repository = { owner: 'ribeira-books', repo: 'access' };

/** Who does what, and by which clock. */
export interface Stage {
  /** Moves the clock of GitHub and of every job. */
  readonly at: (now: Instant) => void;
  /** GitHub as one of the cast uses it. */
  readonly as: (login: string) => GitHubClient;
  /** Runs a job as a workflow would, or a command in the clone, and gives what it says. */
  readonly run: (does: Order['does']) => Promise<string>;
  /** Runs git in the clone, and gives what it prints. */
  readonly git: (...args: readonly string[]) => Promise<string>;
  /** The clone as of now. */
  readonly pull: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const execute = promisify(execFile);

/** Starts all of it. The folder is gone when it is closed, or the process ends. */
export async function setStage(start: Instant): Promise<Stage> {
  await requireGit();
  const dir = mkdtempSync(join(tmpdir(), 'grantbook-demo-'));
  const clean = () => rmSync(dir, { recursive: true, force: true });
  process.once('exit', clean);
  let now = start;
  let github: Sandbox | undefined;
  let worker: ChildProcess | undefined;
  const close = async () => {
    worker?.disconnect();
    await github?.close();
    clean();
    process.off('exit', clean);
  };
  try {
    github = await startSandbox({
      dir: join(dir, 'github'),
      now: () => new Date(now).toISOString(),
      users: Object.values(cast).map(({ login, id, name }) => ({ login, id, name })),
      apps: [{ slug: 'github-actions' }],
    });
    const { cloneUrl } = found(github);
    const { url } = github;
    const token = github.addAppToken('github-actions', {
      actions: 'read',
      checks: 'write',
      contents: 'write',
      issues: 'write',
      pull_requests: 'write',
    });
    worker = startWorker(token);
    const clone = join(dir, 'clone');
    const environment = gitFree(dir);
    const git = async (...args: readonly string[]) =>
      (await execute('git', args, { cwd: clone, env: environment })).stdout.trimEnd();
    await execute('git', ['clone', '--quiet', cloneUrl(token), clone], { cwd: dir, env: environment });
    const running = worker;
    const speaking = github;
    return {
      at: (instant) => {
        now = instant;
      },
      as: (login) => connect({ token: speaking.tokenOf(login), baseUrl: url, local: true }),
      run: (does) => ask(running, { now, url, token, repository, temporary: dir, clone, does }),
      git,
      pull: async () => {
        await git('fetch', '--quiet', '--prune', 'origin');
        await git('reset', '--quiet', '--hard', 'origin/main');
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The repository of the company, as it is on the first day. */
function found(github: Sandbox): ReturnType<Sandbox['createRepository']> {
  const made = github.createRepository({
    owner: repository.owner,
    name: repository.repo,
    private: true,
    defaultBranch: 'main',
    mergeMethods: ['squash'],
    collaborators: Object.fromEntries(
      Object.values(cast).map(({ login }) => [login, login === cast.sofia.login ? 'write' : 'read']),
    ),
  });
  made.commit({ files: companyFiles, message: 'The policies of the company', author: cast.sofia.login });
  return made;
}

/** This very program, with the command that obeys orders. */
function startWorker(token: string): ChildProcess {
  return fork(process.argv[1] ?? '', ['demo-worker'], {
    // The sandbox is on this machine, whatever proxy leads out of it.
    env: { ...process.env, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1', [tokenEnv]: token },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

async function ask(worker: ChildProcess, order: Order): Promise<string> {
  const answer = await new Promise<Answer>((resolve) => {
    const isGone = () => resolve({ failed: 'the process of the jobs ended' });
    worker.once('exit', isGone);
    worker.once('message', (said) => {
      worker.off('exit', isGone);
      resolve(said as Answer);
    });
    worker.send(order);
  });
  if ('failed' in answer) throw new Error(answer.failed);
  return answer.said;
}

/** Neither the settings of the user nor an environment inside of a hook may change what is shown. */
const gitFree = (home: string): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  HOME: home,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: devNull,
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
  TZ: 'UTC',
});

async function requireGit(): Promise<void> {
  const said = await execute('git', ['--version']).catch(() => undefined);
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(said?.stdout ?? '') ?? [];
  if (Number(major) < 2 || (Number(major) === 2 && Number(minor) < 38))
    throw new EnvironmentFailure(
      said
        ? `the demonstration needs git 2.38 or later, and this is ${said.stdout.trim()}`
        : 'git was not found; install git 2.38 or later',
    );
}
