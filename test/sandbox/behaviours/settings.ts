import { expect } from 'vitest';
import { type Behaviours, type Company, here, refused } from '../fixture.ts';

const rules = [
  {
    type: 'required_status_checks',
    parameters: {
      required_status_checks: [{ context: 'grantbook', integration_id: 15368 }],
      strict_required_status_checks_policy: false,
    },
  },
  {
    type: 'pull_request',
    parameters: {
      dismiss_stale_reviews_on_push: true,
      require_code_owner_review: true,
      require_last_push_approval: true,
      required_approving_review_count: 0,
      required_review_thread_resolution: false,
    },
  },
  { type: 'non_fast_forward' },
  { type: 'deletion' },
];

/** Runs something with these rulesets, and takes them away again. */
async function withRulesets(
  { github }: Company,
  rulesets: Parameters<Company['github']['setRulesets']>[1],
  body: () => Promise<void>,
): Promise<void> {
  github.setRulesets('acme/access', rulesets);
  await body();
  github.setRulesets('acme/access', []);
}

/** What an administrator sets, and who gets to see it. */
export const settingsBehaviours: Behaviours = {
  'the rules of a branch are those of active rulesets alone': async (company) => {
    const { repos } = company.as('rosa').rest;
    const main = { ...here, branch: 'main' };
    const [active, trial] = [
      { name: 'Guard', rules },
      { name: 'Trial', enforcement: 'evaluate' as const, rules },
    ];
    await withRulesets(company, [active, trial], async () => {
      const { data } = await repos.getBranchRules(main);
      expect(data.map(({ type }) => type)).toEqual(rules.map(({ type }) => type));
      expect((await repos.getBranchRules({ ...main, branch: 'elsewhere' })).data).toEqual([]);
      const all = await repos.getRepoRulesets(here);
      expect(all.data).toMatchObject([{ enforcement: 'active' }, { name: 'Trial', enforcement: 'evaluate' }]);
    });
    expect((await repos.getBranchRules(main)).data).toEqual([]);
  },

  'who may bypass a ruleset is told only to those who may change it': async (company) => {
    const { as, appToken } = company;
    const bypass = [{ id: 5, type: 'RepositoryRole' }];
    await withRulesets(company, [{ name: 'Guard', rules, bypass }], async () => {
      const [listed] = (await as('wim').rest.repos.getRepoRulesets(here)).data;
      const ruleset = { ...here, ruleset_id: listed?.id ?? 0 };
      const seenBy = async (who: string) =>
        (await as(who).rest.repos.getRepoRuleset(ruleset)).data.bypass_actors;
      expect(await seenBy('ada')).toEqual([
        { actor_id: 5, actor_type: 'RepositoryRole', bypass_mode: 'always' },
      ]);
      expect(await seenBy('wim')).toBeUndefined();
      expect(await seenBy(appToken)).toBeUndefined();
      await refused(as('ada').rest.repos.getRepoRuleset({ ...here, ruleset_id: 1 }), 404);
    });
  },

  'a required check of a ruleset is that of its source': async (company) => {
    const { open, as, appToken, github } = company;
    const { sha, ...pull } = await open('guarded');
    await withRulesets(company, [{ name: 'Guard', rules }], async () => {
      const run = { ...here, name: 'grantbook', head_sha: sha, conclusion: 'success' as const };
      await as(github.addApp({ slug: 'pretender' }).token).rest.checks.create(run);
      await refused(as('wim').rest.pulls.merge(pull), 405, /"grantbook" is expected/);
      await as(appToken).rest.checks.create(run);
      expect((await as('wim').rest.pulls.merge(pull)).data.merged).toBe(true);
    });
  },

  'a free plan has neither rulesets nor protection for a private repository': async ({ github, as }) => {
    github.configure('acme/access', { plan: 'free' });
    const { repos } = as('ada').rest;
    const main = { ...here, branch: 'main' };
    await refused(repos.getBranchRules(main), 403, /Upgrade to GitHub Pro/);
    await refused(repos.getBranchProtection(main), 403, /Upgrade to GitHub Pro/);
    github.configure('acme/access', { plan: 'team' });
    expect((await repos.getBranchRules(main)).status).toBe(200);
  },

  'the protection of a branch is for administrators': async ({ github, as, branch }) => {
    branch('classic');
    const place = { ...here, branch: 'classic' };
    const { repos } = as('ada').rest;
    await refused(repos.getBranchProtection(place), 404, /Branch not protected/);
    await refused(repos.getBranchProtection({ ...here, branch: 'nowhere' }), 404, /Branch not found/);
    github.protect('acme/access', 'classic', {
      requiredChecks: [{ context: 'grantbook' }],
      requiredApprovals: 1,
    });
    expect((await repos.getBranchProtection(place)).data).toMatchObject({
      required_status_checks: { checks: [{ context: 'grantbook', app_id: null }] },
      enforce_admins: { enabled: true },
      allow_force_pushes: { enabled: false },
    });
    await refused(as('wim').rest.repos.getBranchProtection(place), 403);
  },

  'what workflows may do is for administrators': async ({ github, as, appToken }) => {
    github.configure('acme/access', { workflowPermissions: 'write', actionsMayApprove: true });
    const read = (who: string) =>
      as(who).rest.actions.getGithubActionsDefaultWorkflowPermissionsRepository(here);
    expect((await read('ada')).data).toEqual({
      default_workflow_permissions: 'write',
      can_approve_pull_request_reviews: true,
    });
    await refused(read('wim'), 403);
    await refused(read(appToken), 403, /not accessible by integration/);
  },

  'the runs of a workflow begin with the newest': async ({ github, as, repository }) => {
    repository.commit({ author: 'ada', files: { '.github/workflows/grantbook.yml': 'on: schedule\n' } });
    for (const at of ['2026-03-01T09:00:00Z', '2026-03-02T09:00:00Z'])
      github.recordRun('acme/access', { workflow: 'grantbook.yml', event: 'schedule', at });
    github.recordRun('acme/access', { workflow: 'grantbook.yml', event: 'push' });
    const { actions } = as('rosa').rest;
    const runs = { ...here, workflow_id: 'grantbook.yml', event: 'schedule', per_page: 1 };
    expect((await actions.listWorkflowRuns(runs)).data).toMatchObject({
      total_count: 2,
      workflow_runs: [{ created_at: '2026-03-02T09:00:00Z', event: 'schedule' }],
    });
    await refused(actions.listWorkflowRuns({ ...runs, workflow_id: 'none.yml' }), 404);
  },

  'CODEOWNERS has errors where an owner may not write': async ({ as, repository, github }) => {
    const { repos } = as('rosa').rest;
    await refused(repos.codeownersErrors({ ...here, ref: 'no-branch' }), 404);
    github.addTeam('acme', 'owners', ['ada']);
    const text = '# Owners\n* @ada @wim\n/policies/ @ada @rosa # @nobody\n/docs/ @acme/owners\n';
    repository.commit({ author: 'ada', branch: 'owned', files: { '.github/CODEOWNERS': text } });
    const { data } = await repos.codeownersErrors({ ...here, ref: 'owned' });
    expect(data.errors).toMatchObject([
      { line: 3, column: 17, kind: 'Unknown owner', path: '.github/CODEOWNERS' },
      { line: 4, column: 8 },
    ]);
  },
};
