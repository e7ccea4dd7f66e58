import { expect } from 'vitest';
import { type Behaviours, here, refused, run } from '../fixture.ts';

/** Who sees and may do what. */
export const accessBehaviours: Behaviours = {
  'a private repository answers 404 to a stranger': async ({ as, github, repository, dir }) => {
    await refused(as('stranger').rest.repos.get(here), 404, /Not Found/);
    await refused(as('stranger').rest.pulls.list(here), 404, /Not Found/);
    const address = repository.cloneUrl(github.tokenOf('stranger'));
    await expect(run(dir, 'ls-remote', address)).rejects.toThrow(/not found/i);
  },

  'an unknown token answers 401': async ({ as }) => {
    await refused(as('made-up').rest.repos.get(here), 401, /Bad credentials/);
  },

  'a reader fetches but does not push': async ({ github, repository, clone }) => {
    const address = repository.cloneUrl(github.tokenOf('rosa'));
    expect(await run(clone, 'ls-remote', address, 'refs/heads/main')).toMatch(/refs\/heads\/main/);
    await expect(run(clone, 'push', address, 'HEAD:refs/heads/mine')).rejects.toThrow(/403/);
  },

  'nobody pushes to refs/pull or to a protected branch': async ({ github, repository, clone }) => {
    await expect(run(clone, 'push', 'origin', 'HEAD:refs/pull/1/head')).rejects.toThrow(/hidden ref/);
    github.protect(repository.fullName, 'protected', { requiredChecks: [], requiredApprovals: 1 });
    await expect(run(clone, 'push', 'origin', 'HEAD:refs/heads/protected')).rejects.toThrow(/GH006/);
  },

  'a token of an app speaks for no user': async ({ as, appToken }) => {
    await refused(as(appToken).rest.users.getAuthenticated(), 403, /not accessible by integration/);
    expect((await as('rosa').rest.users.getAuthenticated()).data.login).toBe('rosa');
  },

  'a token of an app does no more than its permissions': async ({ as, github, branch }) => {
    const head_sha = branch('permitted');
    const reader = as(github.addAppToken('github-actions', { contents: 'read', pull_requests: 'read' }));
    expect((await reader.rest.pulls.list(here)).status).toBe(200);
    await refused(reader.rest.checks.create({ ...here, name: 'grantbook', head_sha }), 403, /integration/);
  },

  'a pull request comes from a fork': async ({ github, as, clone }) => {
    const { token } = github.addUser({ login: 'sam' });
    const base = github.createRepository({ owner: 'acme', name: 'open', collaborators: { wim: 'write' } });
    await run(clone, 'push', '--quiet', base.cloneUrl(github.tokenOf('wim')), 'main');
    const fork = github.createRepository({ owner: 'sam', name: 'open', forkOf: 'acme/open' });
    await run(clone, 'push', '--quiet', fork.cloneUrl(token), 'main:refs/heads/idea');
    const pulls = { owner: 'acme', repo: 'open' };
    const idea = { ...pulls, title: 'Idea', head: 'sam:idea', base: 'main' };
    await refused(as(token).rest.pulls.create(idea), 422, /No commits between/);
    const file = {
      owner: 'sam',
      repo: 'open',
      branch: 'idea',
      path: 'idea.yaml',
      message: 'Idea',
      content: '',
    };
    const commit = await as(token).rest.repos.createOrUpdateFileContents(file);
    const { data } = await as(token).rest.pulls.create(idea);
    const sha = commit.data.commit.sha;
    expect(data.head).toMatchObject({ label: 'sam:idea', sha, repo: { full_name: 'sam/open', fork: true } });
    const fetched = await run(clone, 'ls-remote', base.cloneUrl(), `refs/pull/${data.number}/head`);
    expect(fetched).toMatch(String(sha));
    await refused(
      as('rosa').rest.repos.createOrUpdateFileContents({ ...file, path: 'b', branch: 'main' }),
      403,
    );
  },
};
