/** Repositories that `grantbook init` has made, from the bundle alone, and what becomes of a first request in them. */
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Octokit } from '@octokit/rest';
import { parse } from 'yaml';
import { issueText } from '../../src/demo/form.ts';
import type { IssueForm } from '../../src/model/issue-form.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { nodes } from './node24.ts';
import { temporaryFolder } from './repository.ts';
import { runAction } from './runner.ts';

/** A folder with the bundle and nothing else: no `node_modules`, no sources, no repository around it. */
export function bundleAlone() {
  const dir = temporaryFolder();
  cpSync('dist', join(dir, 'dist'), { recursive: true });
  const grantbook = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli.js', ...args], {
      cwd: dir,
      encoding: 'utf8',
      input: '',
      env: { PATH: process.env.PATH ?? '', HOME: dir },
    });
    return { status, stdout, stderr };
  };
  return { dir, grantbook };
}

/** Every file of a folder, by path. */
export const filesIn = (dir: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [path.slice(dir.length + 1), readFileSync(path, 'utf8')]),
  );

const repository = { owner: 'example', repo: 'access' };
const fullName = 'example/access';

export interface Account {
  readonly login: string;
  readonly id: number;
}

/** A GitHub whose default branch holds what is in a folder, with the Action that it brings along. */
export async function onGitHub(dir: string, users: readonly Account[]) {
  const files = filesIn(dir);
  const github = await startSandbox({
    dir: temporaryFolder(),
    now: () => new Date().toISOString(),
    users,
    apps: [{ slug: 'github-actions' }],
  });
  const made = github.createRepository({
    owner: repository.owner,
    name: repository.repo,
    private: true,
    mergeMethods: ['squash'],
    collaborators: Object.fromEntries(users.map(({ login }) => [login, 'read' as const])),
  });
  made.commit({ files, message: 'A new repository', author: users[0]?.login ?? '' });
  const token = github.addAppToken('github-actions', {
    actions: 'read',
    checks: 'write',
    contents: 'write',
    issues: 'write',
    pull_requests: 'write',
  });
  const action = '.github/grantbook';
  const { runs } = parse(files[`${action}/action.yml`] ?? '') as { runs: { main: string } };
  const as = (login: string) => new Octokit({ auth: github.tokenOf(login), baseUrl: github.url }).rest;
  const first = as(users[0]?.login ?? '');
  const run = async (event: string, payload: object, inputs: Readonly<Record<string, string>> = {}) => {
    const ran = await runAction({
      main: join(dir, action, runs.main),
      node: nodes.at(-1)?.[1] ?? process.execPath,
      url: github.url,
      repository: fullName,
      token,
      event,
      payload: { ...payload, repository: { full_name: fullName } },
      inputs,
    });
    if (ran.outputs.verdict === 'not evaluated') throw new Error(ran.log);
    return ran;
  };
  const comments = async (issue_number: number) =>
    (await first.issues.listComments({ ...repository, issue_number })).data.map(({ body }) => body ?? '');
  return {
    github,
    run,
    comments,
    /** Somebody fills in a form of the repository; gives the pull request that it becomes, or what is answered. */
    async ask(login: string, form: string, answers: Readonly<Record<string, string>>) {
      const asked = parse(files[`.github/ISSUE_TEMPLATE/${form}.yml`] ?? '') as IssueForm;
      const body = issueText(asked, answers);
      const { data } = await as(login).issues.create({ ...repository, title: asked.title, body });
      const ran = await run('issues', { action: 'opened', issue: data, sender: data.user });
      const { data: pulls } = await first.pulls.list({
        ...repository,
        state: 'all',
        head: `${repository.owner}:grantbook/request-${data.number}`,
      });
      return {
        issue: data.number,
        pull: pulls[0]?.number,
        log: ran.log,
        said: (await comments(data.number)).join('\n'),
      };
    },
    /** Somebody approves, and the review rings the bell. */
    async approve(login: string, number: number) {
      await as(login).pulls.createReview({ ...repository, pull_number: number, event: 'APPROVE' });
      return run('pull_request_target', { pull_request: { number } });
    },
    git: (...args: readonly string[]) =>
      spawnSync('git', ['--git-dir', made.gitDir, ...args], { encoding: 'utf8' }).stdout,
    as,
    repository,
  };
}

export type NewRepository = Awaited<ReturnType<typeof onGitHub>>;
