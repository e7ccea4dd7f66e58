import { expect } from 'vitest';
import { type Behaviours, here, refused } from '../fixture.ts';

/** What proves something to branch protection, and what does not. */
export const statusBehaviours: Behaviours = {
  'the newest status of each context counts': async ({ branch, as }) => {
    const sha = branch('status');
    const { repos } = as('wim').rest;
    await repos.createCommitStatus({ ...here, sha, state: 'failure', context: 'ci' });
    await repos.createCommitStatus({ ...here, sha, state: 'success', context: 'ci' });
    const { data } = await repos.getCombinedStatusForRef({ ...here, ref: sha });
    expect(data).toMatchObject({ state: 'success', total_count: 1 });
    expect((await repos.listCommitStatusesForRef({ ...here, ref: sha })).data).toHaveLength(2);
    await refused(as('rosa').rest.repos.createCommitStatus({ ...here, sha, state: 'success' }), 403);
  },

  'a required check that is not pinned to its app can be faked': async (company) => {
    const { github, branch, as, appToken, repository } = company;
    branch('required', {});
    const sha = branch('candidate');
    const pull = { ...here, title: 'Candidate', head: 'candidate', base: 'required' };
    const { number: pull_number } = (await as('wim').rest.pulls.create(pull)).data;
    const merge = { ...here, pull_number, merge_method: 'squash' } as const;
    const requireCheck = (app: { app?: string }) =>
      github.protect(repository.fullName, 'required', {
        requiredChecks: [{ context: 'grantbook', ...app }],
        requiredApprovals: 0,
      });

    requireCheck({ app: 'github-actions' });
    await refused(as('ada').rest.pulls.merge(merge), 405, /"grantbook" is expected/);
    await as('wim').rest.repos.createCommitStatus({ ...here, sha, state: 'success', context: 'grantbook' });
    await refused(as('ada').rest.pulls.merge(merge), 405, /"grantbook" is expected/);
    const run = { ...here, name: 'grantbook', head_sha: sha };
    await as(appToken).rest.checks.create({ ...run, conclusion: 'failure' });
    const { data } = await as('ada').rest.pulls.get({ ...here, pull_number });
    expect(data).toMatchObject({ mergeable: true, mergeable_state: 'blocked' });
    await refused(as('ada').rest.pulls.merge(merge), 405, /not successful/);
    const rerun = await as(appToken).rest.checks.create({ ...run, conclusion: 'success' });
    expect((await as('rosa').rest.checks.get({ ...here, check_run_id: rerun.data.id })).data.name).toBe(
      'grantbook',
    );

    requireCheck({});
    expect((await as('ada').rest.pulls.merge(merge)).data.merged).toBe(true);
    expect((await as('ada').rest.pulls.checkIfMerged({ ...here, pull_number })).status).toBe(204);
  },

  'a required approval is one that still stands': async ({ github, branch, as, repository }) => {
    branch('approved', {});
    branch('wanted');
    github.protect(repository.fullName, 'approved', { requiredChecks: [], requiredApprovals: 1 });
    const pull = { ...here, title: 'Wanted', head: 'wanted', base: 'approved' };
    const { number: pull_number } = (await as('wim').rest.pulls.create(pull)).data;
    const { pulls } = as('ada').rest;
    const merge = { ...here, pull_number, merge_method: 'squash' } as const;
    await refused(pulls.merge(merge), 405, /approving review/);
    const review = { ...here, pull_number };
    await pulls.createReview({ ...review, event: 'REQUEST_CHANGES', body: 'No' });
    await refused(pulls.merge(merge), 405, /Changes requested/);
    await pulls.createReview({ ...review, event: 'APPROVE' });
    expect((await pulls.merge(merge)).data.merged).toBe(true);
  },
};
