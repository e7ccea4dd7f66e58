import { expect } from 'vitest';
import { type Behaviours, here, refused, run } from '../fixture.ts';

/** What GitHub does with pull requests beyond what its description says. */
export const pullBehaviours: Behaviours = {
  'a head branch that moves moves the head': async ({ open, push, as, clone }) => {
    const { pull_number } = await open('moving');
    await run(clone, 'fetch', '--quiet', 'origin');
    await run(clone, 'checkout', '--quiet', 'moving');
    const tip = await push('moving', 'second.yaml', 'role: editor\n');
    const { data } = await as('wim').rest.pulls.get({ ...here, pull_number });
    expect(data).toMatchObject({ head: { sha: tip }, commits: 2, state: 'open' });
    await run(clone, 'fetch', '--quiet', 'origin', `refs/pull/${pull_number}/head`);
    expect(await run(clone, 'rev-parse', 'FETCH_HEAD')).toBe(tip);
  },

  'a closed pull request keeps its head when the branch moves': async ({ open, as, github }) => {
    const { pull_number, sha } = await open('closed');
    const wim = as('wim').rest;
    await wim.pulls.update({ ...here, pull_number, state: 'closed' });
    const file = { ...here, branch: 'closed', path: 'later.yaml', message: 'Later', content: '' };
    await wim.repos.createOrUpdateFileContents(file);
    expect((await wim.pulls.get({ ...here, pull_number })).data).toMatchObject({
      state: 'closed',
      head: { sha },
      mergeable: null,
    });
    const reopened = await wim.pulls.update({ ...here, pull_number, state: 'open' });
    expect(reopened.data.head.sha).not.toBe(sha);
    expect(github.violations).toEqual([]);
  },

  'deleting the head branch closes the pull request and keeps its head': async ({ open, as }) => {
    const { pull_number, sha } = await open('deleted');
    await as('wim').rest.git.deleteRef({ ...here, ref: 'heads/deleted' });
    const { data } = await as('wim').rest.pulls.get({ ...here, pull_number });
    expect(data).toMatchObject({ state: 'closed', merged: false, head: { sha } });
    await refused(
      as('wim').rest.pulls.update({ ...here, pull_number, state: 'open' }),
      422,
      /has been deleted/,
    );
  },

  'a second pull request for the same head and base answers 422': async ({ open, as }) => {
    await open('twice');
    const again = as('ada').rest.pulls.create({ ...here, title: 'Again', head: 'twice', base: 'main' });
    await refused(again, 422, /already exists for acme:twice/);
  },

  'the text of a pull request may have 65536 characters and not one more': async ({ open, as }) => {
    const { pull_number } = await open('wordy');
    const { pulls } = as('wim').rest;
    const fits = 'x'.repeat(65_536);
    await pulls.update({ ...here, pull_number, body: fits });
    await refused(pulls.update({ ...here, pull_number, body: `${fits}x` }), 422, /body is too long/);
    const again = { ...here, title: 'Again', head: 'wordy', base: 'main', body: `${fits}x` };
    await refused(pulls.create(again), 422, /body is too long/);
  },

  'a pull request without commits answers 422': async ({ as }) => {
    const { git, pulls } = as('wim').rest;
    const { data } = await git.getRef({ ...here, ref: 'heads/main' });
    await git.createRef({ ...here, ref: 'refs/heads/empty', sha: data.object.sha });
    const pull = { ...here, title: 'Nothing', head: 'empty', base: 'main' };
    await refused(pulls.create(pull), 422, /No commits between main and empty/);
  },

  'a pull request from or to a branch that is not there answers 422': async ({ as }) => {
    const { pulls } = as('wim').rest;
    await refused(
      pulls.create({ ...here, title: 'No', head: 'nowhere', base: 'main' }),
      422,
      /"field":"head"/,
    );
    await refused(
      pulls.create({ ...here, title: 'No', head: 'main', base: 'nowhere' }),
      422,
      /"field":"base"/,
    );
  },

  'retargeting changes the base': async ({ open, branch, as }) => {
    const { pull_number } = await open('retargeted');
    branch('release', { 'release.yaml': 'x: 1\n' });
    const { data } = await as('wim').rest.pulls.update({ ...here, pull_number, base: 'release' });
    expect(data.base.ref).toBe('release');
    expect((await as('wim').rest.pulls.list({ ...here, base: 'release' })).data).toHaveLength(1);
  },

  'a conflict makes a pull request unmergeable': async ({ branch, as }) => {
    branch('ours', { 'same.yaml': 'role: a\n' });
    branch('theirs', { 'same.yaml': 'role: b\n' });
    const pull = { ...here, title: 'Conflict', head: 'ours', base: 'theirs' };
    const { data } = await as('wim').rest.pulls.create(pull);
    expect(data).toMatchObject({ mergeable: false, mergeable_state: 'dirty', merge_commit_sha: null });
    await refused(as('wim').rest.pulls.merge({ ...here, pull_number: data.number }), 405, /not mergeable/);
  },

  'squashing makes one commit by web-flow': async ({ open, as, repository, clone }) => {
    const { pull_number, sha } = await open('squashed');
    const before = (await as('wim').rest.git.getRef({ ...here, ref: 'heads/main' })).data.object.sha;
    const merge = { ...here, pull_number, sha, merge_method: 'squash', commit_title: 'Grant it' } as const;
    const merged = await as('ada').rest.pulls.merge(merge);
    await run(clone, 'fetch', '--quiet', repository.cloneUrl(), 'main').catch(() => undefined);
    const { data } = await as('wim').rest.repos.getCommit({ ...here, ref: 'main' });
    expect(data).toMatchObject({
      sha: merged.data.sha,
      parents: [{ sha: before }],
      committer: { login: 'web-flow' },
      author: { login: 'wim' },
    });
    expect(data.commit.message).toMatch(/^Grant it/);
    const pull = (await as('wim').rest.pulls.get({ ...here, pull_number })).data;
    expect(pull).toMatchObject({
      merged: true,
      merged_by: { login: 'ada' },
      merge_commit_sha: merged.data.sha,
    });
  },

  'merging with another head than the given one answers 409': async ({ open, as }) => {
    const { pull_number } = await open('overtaken');
    const merge = { ...here, pull_number, sha: '1'.repeat(40), merge_method: 'squash' } as const;
    await refused(as('wim').rest.pulls.merge(merge), 409, /Head branch was modified/);
  },

  'a closed pull request and a way to merge that is off answer 405': async ({ open, as }) => {
    const { pull_number } = await open('unmerged');
    const { pulls } = as('wim').rest;
    await refused(pulls.merge({ ...here, pull_number, merge_method: 'rebase' }), 405, /not allowed/);
    await pulls.update({ ...here, pull_number, state: 'closed' });
    await refused(pulls.merge({ ...here, pull_number, merge_method: 'squash' }), 405, /not mergeable/);
  },

  'somebody without write access cannot merge': async ({ open, as }) => {
    const { pull_number } = await open('unwritten');
    await refused(as('rosa').rest.pulls.merge({ ...here, pull_number }), 403);
  },

  'a pull request has the commits and files since it left the base': async ({
    open,
    branch,
    as,
    push,
    clone,
  }) => {
    branch('trunk', { 'names.yaml': 'some lines\nthat are\nlong enough\n' });
    await run(clone, 'fetch', '--quiet', 'origin');
    await run(clone, 'checkout', '--quiet', '-b', 'renaming', 'origin/trunk');
    await run(clone, 'mv', 'names.yaml', 'people.yaml');
    const sha = await push('renaming', 'added.yaml', 'one\n');
    await open('unrelated');
    const pull = { ...here, title: 'Renaming', head: 'renaming', base: 'trunk' };
    const { number: pull_number } = (await as('wim').rest.pulls.create(pull)).data;
    const commits = await as('rosa').rest.pulls.listCommits({ ...here, pull_number });
    // The clone commits with an address that belongs to no account.
    expect(commits.data).toMatchObject([
      { sha, author: null, commit: { author: { email: 'wim@acme.example' } } },
    ]);
    expect((await as('rosa').rest.pulls.listFiles({ ...here, pull_number })).data).toMatchObject([
      { filename: 'added.yaml', status: 'added', additions: 1 },
      { filename: 'people.yaml', status: 'renamed', previous_filename: 'names.yaml', changes: 0 },
    ]);
  },

  'a commit knows its pull request': async ({ open, as }) => {
    const { pull_number, sha } = await open('associated');
    const { listPullRequestsAssociatedWithCommit: pullsOf } = as('wim').rest.repos;
    expect((await pullsOf({ ...here, commit_sha: sha })).data).toMatchObject([{ number: pull_number }]);
    const merge = { ...here, pull_number, merge_method: 'squash' } as const;
    const merged = (await as('wim').rest.pulls.merge(merge)).data.sha;
    expect((await pullsOf({ ...here, commit_sha: merged })).data).toMatchObject([
      { number: pull_number, merge_commit_sha: merged },
    ]);
  },

  'a merge queue tries a pull request on a branch of its own': async ({
    open,
    as,
    appToken,
    github,
    repository,
  }) => {
    const { pull_number } = await open('queued');
    const group = github.enqueue(repository.fullName, pull_number);
    expect(group.headRef).toMatch(/^refs\/heads\/gh-readonly-queue\/main\/pr-/);
    await as(appToken).rest.checks.create({ ...here, name: 'grantbook', head_sha: group.headSha });
    group.land();
    const { data } = await as('wim').rest.pulls.get({ ...here, pull_number });
    expect(data).toMatchObject({ merged: true, merge_commit_sha: group.headSha });
    const main = await as('wim').rest.git.getRef({ ...here, ref: 'heads/main' });
    expect(main.data.object.sha).toBe(group.headSha);
  },

  'a head that is pushed to the base counts as merged': async ({ open, as }) => {
    const { pull_number, sha } = await open('pushed');
    await as('wim').rest.git.updateRef({ ...here, ref: 'heads/main', sha, force: true });
    const { data } = await as('wim').rest.pulls.get({ ...here, pull_number });
    expect(data).toMatchObject({ state: 'closed', merged: true, merge_commit_sha: sha });
  },
};
