/** A company on the sandbox's GitHub, with a clone to work in, as a person would have. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Octokit } from '@octokit/rest';
import { parse } from 'yaml';
import type { Person } from '../../src/model/person.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';

export interface Company {
  readonly github: Sandbox;
  /** The token of the workflow, as `GITHUB_TOKEN`. */
  readonly workflowToken: string;
  /** That of a job that also keeps issues. */
  readonly jobToken: string;
  /** The REST API as a person. */
  readonly as: (login: string) => Octokit;
  /** The bare repository on the server. */
  readonly gitDir: string;
  /** The clone of the requester. */
  readonly clone: string;
  readonly git: (...args: string[]) => Promise<string>;
  /** Writes files into the clone (`null` deletes), commits and pushes the branch that is checked out. */
  readonly push: (message: string, files: Readonly<Record<string, string | null>>) => Promise<string>;
  readonly openPullRequest: (
    head: string,
    title: string,
    more?: { draft?: boolean; base?: string },
  ) => Promise<number>;
  readonly close: () => Promise<void>;
}

export const organization = 'quinta-aveia';
export const repository = { owner: organization, repo: 'access' };

/** The accounts of the sample company's people, as their files name them; Ana and Rui by shorter logins. */
export const colleagues = readdirSync('policies/people').flatMap((file) => {
  const { email, github } = parse(readFileSync(`policies/people/${file}`, 'utf8')) as Person;
  if (!github) return [];
  const short = { 'ana.costa.yaml': 'qa-ana', 'rui.alves.yaml': 'qa-rui' }[file];
  return [
    {
      login: short ?? github.login,
      id: github.id,
      ...(short ? { email: `${short.slice(3)}@quinta-aveia.example` } : email ? { email } : {}),
    },
  ];
});

/** Starts a GitHub whose default branch holds the sample company, and clones it. `more` are further accounts, which may write. */
export async function startCompany(
  more: readonly { readonly login: string; readonly id: number }[] = [],
  now: () => number = Date.now,
): Promise<Company> {
  const users = [...colleagues, ...more];
  const dir = mkdtempSync(join(tmpdir(), 'grantbook-company-'));
  const github = await startSandbox({
    dir: join(dir, 'github'),
    now: () => new Date(now()).toISOString(),
    users,
    apps: [{ slug: 'github-actions' }],
  });
  const { cloneUrl, gitDir } = github.createRepository({
    owner: organization,
    name: repository.repo,
    private: true,
    defaultBranch: 'main',
    collaborators: {
      ...Object.fromEntries(colleagues.map(({ login }) => [login, 'read' as const])),
      ...Object.fromEntries(more.map(({ login }) => [login, 'write' as const])),
      'qa-ana': 'write',
      'qa-rui': 'write',
    },
  });
  const clone = join(dir, 'clone');
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: dir,
    GIT_AUTHOR_NAME: 'Ana',
    GIT_AUTHOR_EMAIL: 'ana@quinta-aveia.example',
    GIT_COMMITTER_NAME: 'Ana',
    GIT_COMMITTER_EMAIL: 'ana@quinta-aveia.example',
    GIT_CONFIG_NOSYSTEM: '1',
  };
  const seconds = () => Math.floor(now() / 1000);
  // Never the synchronous way: the server that git talks to lives in this very process.
  const run = async (cwd: string, ...args: string[]) =>
    (
      await promisify(execFile)('git', args, {
        cwd,
        env: { ...env, GIT_AUTHOR_DATE: `@${seconds()} +0000`, GIT_COMMITTER_DATE: `@${seconds()} +0000` },
        timeout: 20_000,
      })
    ).stdout.trim();
  const git = (...args: string[]) => run(clone, ...args);

  await run(
    dir,
    'clone',
    '--quiet',
    '--config',
    'core.fsync=none',
    cloneUrl(github.tokenOf('qa-ana')),
    clone,
  );
  await git('checkout', '--quiet', '-B', 'main');
  for (const root of ['policies', 'access-grants']) cpSync(root, join(clone, root), { recursive: true });
  await git('add', '-A');
  await git('commit', '--quiet', '-m', 'The company as it is');
  await git('push', '--quiet', 'origin', 'main');

  const as = (login: string) => new Octokit({ auth: github.tokenOf(login), baseUrl: github.url });
  return {
    github,
    workflowToken: github.addAppToken('github-actions', {
      checks: 'write',
      contents: 'write',
      issues: 'write',
      pull_requests: 'write',
    }),
    jobToken: github.addAppToken('github-actions', {
      actions: 'read',
      checks: 'write',
      contents: 'write',
      issues: 'write',
      pull_requests: 'write',
    }),
    as,
    gitDir,
    clone,
    git,
    async push(message, files) {
      for (const [path, content] of Object.entries(files)) {
        if (content === null) rmSync(join(clone, path));
        else {
          mkdirSync(dirname(join(clone, path)), { recursive: true });
          writeFileSync(join(clone, path), content);
        }
      }
      await git('add', '-A');
      await git('commit', '--quiet', '-m', message);
      await git('push', '--quiet', '--force', 'origin', 'HEAD');
      return git('rev-parse', 'HEAD');
    },
    async openPullRequest(head, title, more = {}) {
      const { data } = await as('qa-ana').rest.pulls.create({
        ...repository,
        head,
        base: more.base ?? 'main',
        title,
        draft: more.draft ?? false,
      });
      return data.number;
    },
    async close() {
      await github.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
