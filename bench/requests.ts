/** How many API requests one pull request costs, counted by the sandbox's GitHub. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSandbox } from '../src/sandbox/sandbox.ts';
import { runAction } from '../test/support/runner.ts';

/** Judges the pull request `request` → `main` of a company in a folder, and counts. */
export async function countRequests(company: string): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'grantbook-bench-github-'));
  const github = await startSandbox({
    dir,
    now: () => new Date().toISOString(),
    users: [{ login: 'requester' }],
    apps: [{ slug: 'github-actions' }],
  });
  try {
    const repository = github.createRepository({
      owner: 'bench',
      name: 'access',
      private: true,
      collaborators: { requester: 'write' },
    });
    const token = github.tokenOf('requester');
    await promisify(execFile)('git', ['push', '--quiet', repository.cloneUrl(token), 'main', 'request'], {
      cwd: company,
    });
    await fetch(`${github.url}/repos/bench/access/pulls`, {
      method: 'POST',
      headers: {
        authorization: `token ${token}`,
        accept: 'application/vnd.github+json',
        'content-type': 'application/json',
        'user-agent': 'bench',
      },
      body: JSON.stringify({ title: 'One more grant', head: 'request', base: 'main' }),
    });
    const before = github.requests.length;
    const result = await runAction({
      node: process.execPath,
      url: github.url,
      repository: 'bench/access',
      token: github.addAppToken('github-actions', {
        contents: 'read',
        checks: 'write',
        pull_requests: 'write',
      }),
      event: 'pull_request_target',
      payload: { pull_request: { number: 1 } },
    });
    if (result.outputs.verdict !== 'pending') throw new Error(result.log);
    return github.requests.slice(before).filter((request) => request.operationId?.includes('/')).length;
  } finally {
    await github.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
