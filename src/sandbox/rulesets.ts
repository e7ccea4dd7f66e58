import { permits, roleOf } from './access.ts';
import { fullName, type Json, nodeId, repositoryUrl } from './describe.ts';
import { notFound, refusal } from './errors.ts';
import { numberIn, type Operations, ok, type RepositoryCall, reads } from './operation.ts';
import { listed } from './paging.ts';
import { rulesetsOf } from './protection.ts';
import type { Protection, Ruleset } from './settings.ts';
import type { Repository } from './state.ts';
import type { World } from './world.ts';

/** "Upgrade to GitHub Pro …": neither rulesets nor branch protection for private repositories of a free plan. */
function offeredTo(repository: Repository): void {
  if (repository.private && repository.plan === 'free')
    throw refusal(403, 'Upgrade to GitHub Pro or make this repository public to enable this feature.');
}

/** A `repository-ruleset` as it stands in a list. */
const describeRuleset = (repository: Repository, ruleset: Ruleset): Json => ({
  id: ruleset.id,
  node_id: nodeId('Ruleset', ruleset.id),
  name: ruleset.name,
  target: 'branch',
  source_type: 'Repository',
  source: fullName(repository),
  enforcement: ruleset.enforcement,
  created_at: ruleset.createdAt,
  updated_at: ruleset.createdAt,
});

/** "The `bypass_actors` property is only returned if the user making the API request has write access to the ruleset." */
const maySeeBypass = ({ world, repository, actor }: RepositoryCall): boolean =>
  actor?.app
    ? permits(actor, 'administration:write')
    : actor !== null && roleOf(world, repository, actor) === 'admin';

function describeProtection(world: World, repository: Repository, branch: string, rules: Protection): Json {
  const url = `${repositoryUrl(world, repository)}/branches/${encodeURIComponent(branch)}/protection`;
  return {
    url,
    required_status_checks: {
      url: `${url}/required_status_checks`,
      contexts_url: `${url}/required_status_checks/contexts`,
      strict: false,
      contexts: rules.requiredChecks.map(({ context }) => context),
      checks: rules.requiredChecks.map(({ context, app }) => ({
        context,
        app_id: app === undefined ? null : (world.apps.get(app)?.id ?? null),
      })),
    },
    required_pull_request_reviews: {
      url: `${url}/required_pull_request_reviews`,
      dismiss_stale_reviews: rules.dismissStaleReviews ?? false,
      require_code_owner_reviews: rules.requireCodeOwners ?? false,
      required_approving_review_count: rules.requiredApprovals,
      require_last_push_approval: false,
    },
    enforce_admins: { url: `${url}/enforce_admins`, enabled: rules.enforceAdmins ?? true },
    allow_force_pushes: { enabled: rules.allowForcePushes ?? false },
    allow_deletions: { enabled: rules.allowDeletions ?? false },
  };
}

/** Rulesets, and the branch protection that was there before them. */
export const rulesetOperations: Operations = {
  'repos/get-branch-rules': reads('metadata:read', (call) => {
    const { repository, path } = call;
    offeredTo(repository);
    const rules = rulesetsOf(repository, path.branch ?? '').flatMap((ruleset) =>
      ruleset.rules.map((rule) => ({
        ...rule,
        ruleset_source_type: 'Repository',
        ruleset_source: fullName(repository),
        ruleset_id: ruleset.id,
      })),
    );
    return listed(call, rules, (rule) => rule);
  }),

  'repos/get-repo-rulesets': reads('metadata:read', (call) => {
    offeredTo(call.repository);
    return listed(call, call.repository.rulesets, (ruleset) => describeRuleset(call.repository, ruleset));
  }),

  'repos/get-repo-ruleset': reads('metadata:read', (call) => {
    const { repository } = call;
    offeredTo(repository);
    const ruleset = repository.rulesets.find(({ id }) => id === numberIn(call, 'ruleset_id'));
    if (!ruleset) throw notFound();
    return ok({
      ...describeRuleset(repository, ruleset),
      conditions: { ref_name: { include: ruleset.branches, exclude: [] } },
      rules: ruleset.rules,
      ...(maySeeBypass(call)
        ? {
            bypass_actors: ruleset.bypass.map(({ id, type }) => ({
              actor_id: id,
              actor_type: type,
              bypass_mode: 'always',
            })),
          }
        : {}),
    });
  }),

  'repos/get-branch-protection': reads(
    'administration:read',
    ({ world, repository, path }) => {
      offeredTo(repository);
      const branch = path.branch ?? '';
      if (!repository.refs.has(`refs/heads/${branch}`)) throw refusal(404, 'Branch not found');
      const protection = repository.protections.get(branch);
      if (!protection) throw refusal(404, 'Branch not protected');
      return ok(describeProtection(world, repository, branch, protection));
    },
    'admin',
  ),
};
