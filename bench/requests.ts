/** How many API requests one pull request costs, counted by the sandbox's GitHub. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Octokit } from '@octokit/rest';
import { startSandbox } from '../src/sandbox/sandbox.ts';
import { runAction } from '../test/support/runner.ts';

const repository = { owner: 'bench', repo: 'access' };
/** The accounts of the first people of the company; enough for everybody who is asked. */
const people = Array.from({ length: 24 }, (_, index) => ({ login: `person-${index}`, id: index + 1 }));
const requester = 'person-9';

/** What a decision costs when it asks for reviews, and when it approves and merges. */
export interface Requests {
  readonly asking: number;
  readonly approving: number;
}

/** Decides the pull request `request` → `main` of a company in a folder until it is merged, and counts. */
export async function countRequests(company: string): Promise<Requests> {
  const dir = mkdtempSync(join(tmpdir(), 'grantbook-bench-github-'));
  const github = await startSandbox({
    dir,
    now: () => new Date().toISOString(),
    users: people.map((person) =>
      person.login === requester ? { ...person, email: 'bench@example.com' } : person,
    ),
    apps: [{ slug: 'github-actions' }],
  });
  try {
    const { cloneUrl } = github.createRepository({
      owner: repository.owner,
      name: repository.repo,
      private: true,
      collaborators: Object.fromEntries(people.map(({ login }) => [login, 'write'])),
    });
    await promisify(execFile)(
      'git',
      ['push', '--quiet', cloneUrl(github.tokenOf(requester)), 'main', 'request'],
      { cwd: company },
    );
    const as = (login: string) => new Octokit({ auth: github.tokenOf(login), baseUrl: github.url });
    const pull = { ...repository, pull_number: 1 };
    await as(requester).rest.pulls.create({
      ...repository,
      title: 'One more grant',
      head: 'request',
      base: 'main',
    });
    const token = github.addAppToken('github-actions', {
      contents: 'write',
      checks: 'write',
      pull_requests: 'write',
    });
    const decide = async (wanted: string): Promise<number> => {
      const before = github.requests.length;
      const result = await runAction({
        node: process.execPath,
        url: github.url,
        repository: `${repository.owner}/${repository.repo}`,
        token,
        event: 'pull_request_target',
        payload: { pull_request: { number: 1 } },
      });
      if (result.outputs.verdict !== wanted) throw new Error(result.log);
      return github.requests.slice(before).filter((request) => request.operationId?.includes('/')).length;
    };
    const asking = await decide('pending');
    for (const { login } of (await as(requester).rest.pulls.get(pull)).data.requested_reviewers ?? [])
      await as(login).rest.pulls.createReview({ ...pull, event: 'APPROVE' });
    return { asking, approving: await decide('approved') };
  } finally {
    await github.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
