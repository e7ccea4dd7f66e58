import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Octokit } from '@octokit/rest';
import { expect } from 'vitest';
import {
  type Sandbox,
  type SandboxOptions,
  type SandboxRepository,
  startSandbox,
} from '../../src/sandbox/sandbox.ts';

const execute = promisify(execFile);

/** A git client's run in a folder. Never synchronous: the server lives in this very process. */
export async function run(cwd: string, ...args: readonly string[]): Promise<string> {
  const env = {
    PATH: process.env.PATH ?? '',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_DATE: '2026-03-02T09:00:00Z',
    GIT_COMMITTER_DATE: '2026-03-02T09:00:00Z',
  };
  const { stdout } = await execute('git', ['-c', 'protocol.version=2', ...args], { cwd, env });
  return stdout.trim();
}

/** A pull request as requests name it, and its head. */
interface OpenedPull {
  readonly owner: string;
  readonly repo: string;
  readonly pull_number: number;
  readonly sha: string;
}

/** A small company on the sandbox: `acme/access`, a clone of it, and who works there. */
export interface Company {
  readonly github: Sandbox;
  readonly repository: SandboxRepository;
  readonly dir: string;
  /** The clone of somebody who may write. */
  readonly clone: string;
  /** The token of the app `github-actions`. */
  readonly appToken: string;
  clock: string;
  as(tokenOrLogin: string): Octokit;
  /** Puts a commit by wim onto a branch, made from main where it is new, and gives its id. */
  branch(name: string, files?: Readonly<Record<string, string>>): string;
  /** Opens a pull request by wim for a branch with one file. */
  open(name: string): Promise<OpenedPull>;
  /** Commits a file on a branch of the clone (made from main where it is new), pushes it, and gives the commit. */
  push(branch: string, path: string, text: string): Promise<string>;
  close(): Promise<void>;
}

/** Named behaviours, each with what proves it. They share a company, so each uses branches of its own. */
export type Behaviours = Readonly<Record<string, (company: Company) => Promise<void>>>;

/** The repository that all examples are about. */
export const here = { owner: 'acme', repo: 'access' };

/** Starts a sandbox with a repository that has one commit. */
export async function startCompany(options: Partial<SandboxOptions> = {}): Promise<Company> {
  const dir = await mkdtemp(join(tmpdir(), 'grantbook-sandbox-'));
  const clock = { now: '2026-03-02T09:00:00Z' };
  const github = await startSandbox({
    dir: join(dir, 'github'),
    now: () => clock.now,
    users: ['rosa', 'wim', 'ada', 'stranger'].map((login) => ({ login })),
    ...options,
  });
  const app = github.addApp({ slug: 'github-actions' });
  const repository = github.createRepository({
    owner: 'acme',
    name: 'access',
    private: true,
    collaborators: { rosa: 'read', wim: 'write', ada: 'admin' },
  });
  repository.commit({ author: 'ada', files: { 'README.md': 'Access\n' } });
  const clone = join(dir, 'clone');
  await run(dir, 'clone', '--quiet', repository.cloneUrl(github.tokenOf('wim')), clone);
  for (const [name, value] of [
    ['user.name', 'Wim'],
    ['user.email', 'wim@acme.example'],
  ] as const)
    await run(clone, 'config', name, value);

  const push = async (branch: string, path: string, text: string): Promise<string> => {
    const known = await run(clone, 'branch', '--list', branch);
    if (known === '') await run(clone, 'checkout', '--quiet', '-b', branch, 'main');
    await writeFile(join(clone, path), text);
    await run(clone, 'add', path);
    await run(clone, 'commit', '--quiet', '-m', `Change ${path}`);
    await run(clone, 'push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
    return run(clone, 'rev-parse', 'HEAD');
  };
  const tokens = new Set(['rosa', 'wim', 'ada', 'stranger']);
  const as = (who: string): Octokit =>
    new Octokit({ baseUrl: github.url, auth: tokens.has(who) ? github.tokenOf(who) : who, log: silent });
  const company: Company = {
    github,
    repository,
    dir,
    clone,
    appToken: app.token,
    get clock() {
      return clock.now;
    },
    set clock(now: string) {
      clock.now = now;
    },
    as,
    push,
    branch: (name, files = { [`${name}.yaml`]: 'role: viewer\n' }) =>
      repository.commit({ branch: name, files, author: 'wim' }),
    open: async (name) => {
      const sha = company.branch(name);
      const pull = { ...here, title: `Grant ${name}`, head: name, base: 'main' };
      const opened = await as('wim').rest.pulls.create(pull);
      return { ...here, pull_number: opened.data.number, sha };
    },
    close: async () => {
      await github.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
  return company;
}

const quiet = (): void => undefined;
const silent = { debug: quiet, info: quiet, warn: quiet, error: quiet };

/** Asserts that a request is refused, with this status and in these words. */
export async function refused(request: Promise<unknown>, status: number, words?: RegExp): Promise<void> {
  const outcome: unknown = await request.then(
    () => 'the request was not refused',
    (error: unknown) => error,
  );
  expect(outcome).toMatchObject({ status });
  if (words) expect(String(outcome)).toMatch(words);
}
