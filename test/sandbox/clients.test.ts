import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Company, here, run, startCompany } from './fixture.ts';

let company: Company;
beforeAll(async () => {
  company = await startCompany();
});
afterAll(() => company.close());

test('git and Octokit work on the same repository', async () => {
  const { github, clone, push } = company;
  const first = await push('grant', 'grant.yaml', 'role: viewer\n');
  const octokit = company.as('wim');
  const opened = await octokit.rest.pulls.create({ ...here, title: 'Grant', head: 'grant', base: 'main' });
  expect(opened.data).toMatchObject({
    number: 1,
    head: { sha: first },
    mergeable: true,
    commits: 1,
    additions: 1,
  });

  const second = await push('grant', 'grant.yaml', 'role: editor\n');
  const moved = await octokit.rest.pulls.get({ ...here, pull_number: 1 });
  expect(moved.data).toMatchObject({ head: { sha: second }, commits: 2, changed_files: 1 });

  await run(clone, 'fetch', '--quiet', 'origin', 'refs/pull/1/head');
  expect(await run(clone, 'rev-parse', 'FETCH_HEAD')).toBe(second);
  expect(github.violations).toEqual([]);
});

test('a push that git sends in chunks arrives whole', async () => {
  const { clone, repository } = company;
  await run(clone, 'checkout', '--quiet', '-b', 'large', 'main');
  await writeFile(join(clone, 'large.bin'), randomBytes(300_000));
  await run(clone, 'add', 'large.bin');
  await run(clone, 'commit', '--quiet', '-m', 'Large');
  await run(clone, '-c', 'http.postBuffer=65536', 'push', '--quiet', 'origin', 'large');
  expect(await run(repository.gitDir, 'rev-parse', 'large')).toBe(await run(clone, 'rev-parse', 'large'));
});

test('a request may be compressed and speak version 2 of the protocol', async () => {
  const { github, repository } = company;
  const lines = '0014command=ls-refs\n00010014ref-prefix refs/0000';
  const answer = await fetch(`${repository.cloneUrl()}/git-upload-pack`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`anyone:${github.tokenOf('rosa')}`).toString('base64')}`,
      'content-type': 'application/x-git-upload-pack-request',
      'content-encoding': 'gzip',
      'git-protocol': 'version=2',
    },
    body: gzipSync(lines),
  });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('refs/heads/main');
});

test('a clone that is made without a token is asked for one', async () => {
  const { dir, repository, github } = company;
  await expect(run(dir, 'clone', repository.cloneUrl(), 'nobody')).rejects.toThrow(/could not read Username/);
  await run(
    dir,
    'clone',
    '--quiet',
    repository.cloneUrl(github.tokenOf('rosa')).replace(/\.git$/, ''),
    'short',
  );
  expect(github.requests.at(-1)).toMatchObject({
    operationId: 'git-upload-pack',
    login: 'rosa',
    status: 200,
  });
});
