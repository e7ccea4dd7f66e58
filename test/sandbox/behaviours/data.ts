import { expect } from 'vitest';
import { type Behaviours, here, refused } from '../fixture.ts';

/** What GitHub does with files, trees and refs beyond what its description says. */
export const dataBehaviours: Behaviours = {
  'several files change in one commit, and `sha: null` deletes': async ({ branch, as }) => {
    const parent = branch('tree', { 'old.yaml': 'a: 1\n', 'kept.yaml': 'b: 1\n' });
    const { git, repos } = as('wim').rest;
    const entry = { mode: '100644', type: 'blob' } as const;
    const blob = await git.createBlob({ ...here, content: 'bmV3', encoding: 'base64' });
    const tree = [
      { ...entry, path: 'old.yaml', sha: null },
      { ...entry, path: 'new/one.yaml', sha: blob.data.sha },
      { ...entry, path: 'new/two.yaml', content: 'c: 1\n' },
    ];
    const made = await git.createTree({ ...here, base_tree: parent, tree });
    const message = 'Expire a grant';
    const commit = await git.createCommit({ ...here, message, tree: made.data.sha, parents: [parent] });
    await git.updateRef({ ...here, ref: 'heads/tree', sha: commit.data.sha });
    const { data } = await git.getTree({ ...here, tree_sha: 'tree', recursive: 'true' });
    const files = data.tree.map(({ path }) => path);
    expect(files).toEqual(expect.arrayContaining(['kept.yaml', 'new/one.yaml', 'new/two.yaml']));
    expect(files).not.toContain('old.yaml');
    const content = await repos.getContent({ ...here, path: 'new/one.yaml', ref: 'tree' });
    expect(content.data).toMatchObject({ type: 'file', sha: blob.data.sha, content: 'bmV3' });
    expect((await git.getBlob({ ...here, file_sha: blob.data.sha })).data.content).toBe('bmV3');
    const listing = await repos.getContent({ ...here, path: 'new', ref: 'tree' });
    expect(listing.data).toMatchObject([{ path: 'new/one.yaml' }, { path: 'new/two.yaml' }]);
    const read = await git.getCommit({ ...here, commit_sha: commit.data.sha });
    expect(read.data).toMatchObject({ message, parents: [{ sha: parent }], author: { name: 'wim' } });
  },

  'what is not in a tree cannot be deleted from it': async ({ branch, as }) => {
    const base_tree = branch('nothing');
    const tree = [{ path: 'none.yaml', mode: '100644', type: 'blob', sha: null }] as const;
    await refused(as('wim').rest.git.createTree({ ...here, base_tree, tree: [...tree] }), 422);
  },

  'a branch moves forward, and elsewhere only by force': async ({ branch, as }) => {
    const first = branch('forward');
    const aside = branch('aside');
    const { git } = as('wim').rest;
    await refused(git.createRef({ ...here, ref: 'refs/heads/forward', sha: first }), 422, /already exists/);
    await refused(git.createRef({ ...here, ref: 'refs/pull/9/head', sha: first }), 422, /must start with/);
    await refused(
      git.createRef({ ...here, ref: 'refs/heads/new', sha: 'f'.repeat(40) }),
      422,
      /does not exist/,
    );
    await refused(git.updateRef({ ...here, ref: 'heads/forward', sha: aside }), 422, /not a fast forward/);
    await git.updateRef({ ...here, ref: 'heads/forward', sha: aside, force: true });
    const found = await git.listMatchingRefs({ ...here, ref: 'heads/for' });
    expect(found.data).toMatchObject([{ ref: 'refs/heads/forward', object: { sha: aside } }]);
  },

  'a file is only replaced or deleted by somebody who knows it': async ({ branch, as }) => {
    branch('known', { 'known.yaml': 'a: 1\n' });
    const { repos } = as('wim').rest;
    const file = { ...here, branch: 'known', path: 'known.yaml', message: 'Change it' };
    await refused(repos.createOrUpdateFileContents({ ...file, content: '' }), 422, /sha/);
    await refused(repos.deleteFile({ ...file, sha: '1'.repeat(40) }), 409, /does not match/);
    const { data } = await repos.getContent({ ...here, path: 'known.yaml', ref: 'known' });
    const sha = 'sha' in data ? data.sha : '';
    expect((await repos.deleteFile({ ...file, sha })).data.content).toBeNull();
    await refused(repos.getContent({ ...here, path: 'known.yaml', ref: 'known' }), 404);
  },

  'the API does not get around a protected branch': async ({ github, repository, branch, as }) => {
    const sha = branch('guarded');
    github.protect(repository.fullName, 'guarded', { requiredChecks: [], requiredApprovals: 1 });
    const { git, repos } = as('ada').rest;
    await refused(git.updateRef({ ...here, ref: 'heads/guarded', sha }), 422, /protected/);
    await refused(git.deleteRef({ ...here, ref: 'heads/guarded' }), 422, /protected/);
    const file = { ...here, branch: 'guarded', path: 'x.yaml', message: 'x', content: '' };
    await refused(repos.createOrUpdateFileContents(file), 409, /rule violations/);
    expect((await repos.getBranch({ ...here, branch: 'guarded' })).data.protected).toBe(true);
  },

  'two commits are compared from where they parted': async ({ branch, as }) => {
    const base = branch('left', { 'left.yaml': 'a: 1\n' });
    branch('right', { 'right.yaml': 'a: 1\n' });
    const head = branch('right', { 'more.yaml': 'b: 1\n' });
    const compare = { ...here, basehead: `${base}...${head}` };
    const { data } = await as('rosa').rest.repos.compareCommitsWithBasehead(compare);
    expect(data).toMatchObject({ status: 'diverged', ahead_by: 2, behind_by: 1 });
    expect(data.files?.map(({ filename }) => filename)).toEqual(['more.yaml', 'right.yaml']);
    const history = await as('rosa').rest.repos.listCommits({ ...here, sha: 'right', path: 'more.yaml' });
    expect(history.data).toMatchObject([{ sha: head }]);
  },
};
