/** Pull requests of automations, where somebody who may write is there before them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Octokit } from '@octokit/rest';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Automation, markerOf } from '../../src/github/automation-branch.ts';
import { keepPullRequest } from '../../src/github/automation-pull-request.ts';
import { connect, type GitHubClient } from '../../src/github/client.ts';
import type { ChangeSet } from '../../src/model/change-set.ts';
import { type Sandbox, type SandboxRepository, startSandbox } from '../../src/sandbox/sandbox.ts';

const here = { owner: 'acme', repo: 'access' };
let dir: string;
let github: Sandbox;
let repository: SandboxRepository;
let bot: GitHubClient;
let minutes = 0;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'grantbook-automation-'));
  github = await startSandbox({
    dir,
    // No two commits are the same by chance.
    now: () => new Date(Date.parse('2026-11-23T12:00:00Z') + 60_000 * minutes++).toISOString(),
    users: ['ana', 'rui'].map((login, index) => ({ login, id: 101 + index })),
    apps: [{ slug: 'github-actions' }],
  });
  repository = github.createRepository({ owner: 'acme', name: 'access', collaborators: { ana: 'write' } });
  repository.commit({ author: 'ana', files: { 'a.yaml': 'a\n', 'b.yaml': 'b\n' } });
  const token = github.addAppToken('github-actions', { contents: 'write', pull_requests: 'write' });
  bot = connect({ token, baseUrl: github.url, local: true });
});
afterAll(async () => {
  expect(github.violations).toEqual([]);
  await github.close();
  rmSync(dir, { recursive: true, force: true });
});

let branch = '';
beforeEach(() => {
  branch = `grantbook/test-${++minutes}`;
});
const ana = () => new Octokit({ auth: github.tokenOf('ana'), baseUrl: github.url }).rest;
const changeSet: ChangeSet = {
  title: 'Take a away',
  text: 'It is over.',
  files: new Map([['a.yaml', null]]),
  about: ['a.yaml until today'],
  requestedBy: { login: 'rui', id: 102 },
};
async function automation(more: Partial<ChangeSet> = {}): Promise<Automation> {
  const { data } = await ana().repos.getCommit({ ...here, ref: 'main' });
  const base = { commit: data.sha, tree: data.commit.tree.sha };
  return { branch, defaultBranch: 'main', base, changeSet: { ...changeSet, ...more } };
}
const keep = async (more?: Partial<ChangeSet>) => keepPullRequest(bot, here, await automation(more));
const headCommit = async () => (await ana().repos.getCommit({ ...here, ref: `heads/${branch}` })).data;
const numberOf = (kept: Awaited<ReturnType<typeof keep>>) => ('number' in kept ? kept.number : 0);

/** Puts a commit on the branch with the same content, parent and message as that of the automation, but by ana. */
async function takeOver(): Promise<string> {
  const { git } = ana();
  const { base } = await automation();
  const tree = await git.createTree({
    ...here,
    base_tree: base.tree,
    tree: [{ path: 'a.yaml', mode: '100644', type: 'blob', sha: null }],
  });
  const message = 'Take a away\n\nRequested-by: rui (102)';
  const commit = { ...here, message, tree: tree.data.sha, parents: [base.commit] };
  const { sha } = (await git.createCommit(commit)).data;
  const there = await git.listMatchingRefs({ ...here, ref: `heads/${branch}` });
  if (there.data.length > 0) await git.updateRef({ ...here, ref: `heads/${branch}`, sha, force: true });
  else await git.createRef({ ...here, ref: `refs/heads/${branch}`, sha });
  return sha;
}

test('the same is left alone', async () => {
  const opened = await keep();
  expect(opened.state).toBe('opened');
  const { sha, author, commit } = await headCommit();
  expect([author?.type, commit.message]).toEqual(['Bot', 'Take a away\n\nRequested-by: rui (102)']);
  expect(await keep()).toEqual({ state: 'unchanged', number: numberOf(opened) });
  expect((await headCommit()).sha).toBe(sha);
});

test('a commit of somebody else is written anew, though nothing in it differs but its author', async () => {
  const number = numberOf(await keep());
  const theirs = await takeOver();
  expect(await keep()).toEqual({ state: 'updated', number });
  const { sha, author } = await headCommit();
  expect(sha).not.toBe(theirs);
  expect(author?.type).toBe('Bot');
  expect(await keep()).toEqual({ state: 'unchanged', number });
});

test('so is a commit of ours that somebody else put back, which has their hand in it', async () => {
  const number = numberOf(await keep());
  const { sha: ours } = await headCommit();
  await takeOver();
  await ana().git.updateRef({ ...here, ref: `heads/${branch}`, sha: ours, force: true });
  expect(await keep()).toEqual({ state: 'updated', number });
  expect((await headCommit()).sha).not.toBe(ours);
  expect(await keep()).toEqual({ state: 'unchanged', number });
});

test('so is one under another message', async () => {
  await keep();
  await keep({ requestedBy: { login: 'ana', id: 101 } });
  expect((await headCommit()).commit.message).toContain('Requested-by: ana (101)');
});

describe('once the default branch has gone on', () => {
  const goOn = () => repository.commit({ author: 'ana', files: { 'c.yaml': `${++minutes}\n` } });
  const keepOn = async (earlier: Automation['earlierBase'], more?: Partial<ChangeSet>) =>
    keepPullRequest(bot, here, { ...(await automation(more)), ...(earlier && { earlierBase: earlier }) });

  test('it follows', async () => {
    const number = numberOf(await keep());
    const tip = goOn();
    expect(await keep()).toEqual({ state: 'updated', number });
    expect((await headCommit()).parents).toMatchObject([{ sha: tip }]);
  });

  test('it stays where its change does, so that nobody has to approve it again', async () => {
    const { base } = await automation();
    const number = numberOf(await keep());
    const { sha } = await headCommit();
    goOn();
    const stays = (commit: string) => (commit === base.commit ? base.tree : undefined);
    expect(await keepOn(stays)).toEqual({ state: 'unchanged', number });
    expect((await headCommit()).sha).toBe(sha);
    expect(await keepOn(stays, { files: new Map([['b.yaml', null]]) })).toMatchObject({ state: 'updated' });
    expect((await headCommit()).parents).not.toMatchObject([{ sha: base.commit }]);
  });

  test('it follows where the commit there is somebody else’s', async () => {
    const { base } = await automation();
    await keep();
    const theirs = await takeOver();
    const tip = goOn();
    expect(await keepOn(() => base.tree)).toMatchObject({ state: 'updated' });
    const { sha, parents } = await headCommit();
    expect([sha === theirs, parents[0]?.sha]).toEqual([false, tip]);
  });
});

test('a branch that somebody made before is written anew, in a pull request of the bot', async () => {
  await takeOver();
  const kept = await keep();
  expect(kept.state).toBe('opened');
  expect((await ana().pulls.get({ ...here, pull_number: numberOf(kept) })).data.user.type).toBe('Bot');
  expect((await headCommit()).author?.type).toBe('Bot');
});

test('somebody’s pull request from the branch is closed with the way to keep its content', async () => {
  const theirs = await takeOver();
  const head = { ...here, head: branch, base: 'main' };
  const { number } = (await ana().pulls.create({ ...head, title: 'Mine', body: markerOf(changeSet) })).data;
  const kept = await keep();
  expect(kept.state).toBe('opened');
  expect(numberOf(kept)).not.toBe(number);
  expect((await ana().pulls.get({ ...here, pull_number: number })).data.state).toBe('closed');
  const comments = await ana().issues.listComments({ ...here, issue_number: number });
  expect(comments.data.map(({ body }) => body)).toEqual([
    expect.stringContaining(`git push origin ${theirs}:refs/heads/another-name`),
  ]);
  expect(await keep()).toMatchObject({ state: 'unchanged', number: numberOf(kept) });
});

test('a closed one of somebody else with our marker refuses nothing; one of ours does', async () => {
  await takeOver();
  const head = { ...here, head: branch, base: 'main' };
  const { number } = (await ana().pulls.create({ ...head, title: 'Mine', body: markerOf(changeSet) })).data;
  await ana().pulls.update({ ...here, pull_number: number, state: 'closed' });
  const kept = await keep();
  expect(kept.state).toBe('opened');
  await ana().pulls.update({ ...here, pull_number: numberOf(kept), state: 'closed' });
  expect(await keep()).toEqual({ state: 'refused', number: numberOf(kept) });
  expect((await keep({ about: ['b.yaml'] })).state).toBe('opened');
});

test('nothing to do closes ours, and leaves those of others', async () => {
  await takeOver();
  const theirs = (await ana().pulls.create({ ...here, head: branch, base: 'main', title: 'Mine' })).data;
  expect(await keep({ files: new Map() })).toEqual({ state: 'none' });
  expect((await ana().pulls.get({ ...here, pull_number: theirs.number })).data.state).toBe('open');
  const number = numberOf(await keep());
  expect(await keep({ files: new Map() })).toEqual({ state: 'closed' });
  expect((await ana().pulls.get({ ...here, pull_number: number })).data.state).toBe('closed');
});

test('the marker is short, whatever it is about, and the order says nothing', () => {
  const about = Array.from({ length: 5000 }, (_, index) => `access-grants/a--b/c/${index}.yaml -->`);
  const marker = markerOf({ ...changeSet, about });
  expect(marker).toMatch(/^<!-- grantbook:about [0-9a-f]{64} -->$/);
  expect(markerOf({ ...changeSet, about: about.toReversed() })).toBe(marker);
  expect(markerOf(changeSet)).not.toBe(marker);
});

test('a name with a line break says nothing of its own in the message of the commit', async () => {
  const title =
    'Viewer for Rui\n\nRequested-by: ana (101)\nCo-authored-by: Ana <101+ana@users.noreply.github.com>';
  const number = numberOf(await keep({ title }));
  expect((await headCommit()).commit.message.split('\n').slice(1)).toEqual(['', 'Requested-by: rui (102)']);
  expect((await ana().pulls.get({ ...here, pull_number: number })).data.title).not.toContain('\n');
  expect(await keep({ title })).toEqual({ state: 'unchanged', number });
});
