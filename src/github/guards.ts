/** Rulesets and classic branch protection, brought into one form. */
import type { Bypasser, Guard } from '../model/repository-settings.ts';
import { type GitHubClient, type RepositoryName, reasonOf } from './client.ts';

type Rules = Awaited<ReturnType<GitHubClient['rest']['repos']['getBranchRules']>>['data'];
type Protection = Awaited<ReturnType<GitHubClient['rest']['repos']['getBranchProtection']>>['data'];
type Bypass = NonNullable<
  Awaited<ReturnType<GitHubClient['rest']['repos']['getRepoRuleset']>>['data']['bypass_actors']
>[number];

/** Whether GitHub refuses because the plan does not have it: "Upgrade to GitHub Pro or make this repository public …". */
export function isNotOffered(error: unknown): boolean {
  const { status, message } = error as { status?: number; message?: string };
  return status === 403 && /^Upgrade to GitHub\b/.test(message ?? '');
}

/** The active rulesets that hold for a branch, those of the organization too (GitHub Docs, "Get rules for a branch"). */
export async function fetchRulesets(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
): Promise<readonly Guard[] | 'not offered'> {
  let rules: Rules;
  try {
    rules = await client.paginate(client.rest.repos.getBranchRules, { ...repository, branch, per_page: 100 });
  } catch (error) {
    if (isNotOffered(error)) return 'not offered';
    throw error;
  }
  const ids = [...new Set(rules.map(({ ruleset_id: id }) => id))];
  return Promise.all(
    ids.map(async (id) => {
      const { name, bypass } = await aboutRuleset(client, repository, id);
      return { name, ...whatRulesAsk(rules.filter((rule) => rule.ruleset_id === id)), bypass };
    }),
  );
}

/** The name of a ruleset and who may bypass it, which GitHub tells only to those who may change it. */
async function aboutRuleset(
  client: GitHubClient,
  repository: RepositoryName,
  id: number | undefined,
): Promise<Pick<Guard, 'name' | 'bypass'>> {
  const nameless = `the ruleset ${id ?? 'without a number'}`;
  if (id === undefined) return { name: nameless, bypass: { unknown: 'GitHub does not say which one it is' } };
  try {
    const { data } = await client.rest.repos.getRepoRuleset({ ...repository, ruleset_id: id });
    return {
      name: `the ruleset \`${data.name}\``,
      bypass: data.bypass_actors
        ? { value: data.bypass_actors.map(bypasser) }
        : { unknown: 'GitHub tells it only to those who may change the ruleset' },
    };
  } catch (error) {
    return { name: nameless, bypass: { unknown: reasonOf(error) } };
  }
}

/** The numbers of the roles that every repository has. */
const roleNames = new Map([
  [2, 'maintain'],
  [4, 'write'],
  [5, 'admin'],
]);

const bypasser = (actor: Bypass): Bypasser => ({
  name: bypassInWords(actor),
  ...(actor.actor_type === 'Integration' && actor.actor_id ? { app: actor.actor_id } : {}),
});

function bypassInWords({ actor_id: id, actor_type: type }: Bypass): string {
  // GitHub's description has `User` too; the types of Octokit are behind.
  switch (type as string) {
    case 'OrganizationAdmin':
      return 'the owners of the organization';
    case 'RepositoryRole':
      return `everybody with the role ${roleNames.get(id ?? 0) ?? id}`;
    case 'DeployKey':
      return 'every deploy key';
    case 'Team':
      return `the team ${id}`;
    case 'Integration':
      return `the app ${id}`;
    case 'User':
      return `the account ${id}`;
    default:
      return `${type} ${id}`;
  }
}

function whatRulesAsk(rules: Rules): Omit<Guard, 'name' | 'bypass'> {
  const has = (type: Rules[number]['type']) => rules.some((rule) => rule.type === type);
  const reviews = rules.flatMap((rule) =>
    rule.type === 'pull_request' && rule.parameters ? [rule.parameters] : [],
  );
  const [methods] = reviews.flatMap(({ allowed_merge_methods: allowed }) => (allowed ? [allowed] : []));
  return {
    requiredChecks: rules.flatMap((rule) =>
      rule.type === 'required_status_checks'
        ? (rule.parameters?.required_status_checks ?? []).map(({ context, integration_id: app }) => ({
            name: context,
            app: appOrNull(app),
          }))
        : [],
    ),
    requiresPullRequest: has('pull_request'),
    dismissesStaleReviews: reviews.some((review) => review.dismiss_stale_reviews_on_push === true),
    requiresCodeOwners: reviews.some((review) => review.require_code_owner_review === true),
    requiresApprovals: reviews.some(
      (review) => review.required_approving_review_count > 0 || review.require_last_push_approval === true,
    ),
    blocksForcePushes: has('non_fast_forward'),
    blocksDeletion: has('deletion'),
    restrictsUpdates: has('update'),
    ...(methods ? { mergeMethods: methods } : {}),
  };
}

/** `-1` stands for any app (GitHub Docs, "Update status check protection"). */
const appOrNull = (app: number | null | undefined): number | null =>
  typeof app === 'number' && app > 0 ? app : null;

/** What the classic protection of a branch asks. What it does not speak of, it does not ask. */
export function protectionGuard(protection: Protection): Guard {
  const { required_status_checks: checks, required_pull_request_reviews: reviews } = protection;
  const allowances = reviews?.bypass_pull_request_allowances;
  const bypass = [
    ...(protection.enforce_admins?.enabled === true ? [] : ['administrators']),
    ...(allowances?.users ?? []).map(({ login }) => `\`${login}\``),
    ...(allowances?.teams ?? []).map(({ slug }) => `the team \`${slug}\``),
    ...(allowances?.apps ?? []).map((app) => `the app \`${app?.slug ?? 'unknown'}\``),
  ];
  return {
    name: 'the branch protection',
    requiredChecks: (checks?.checks ?? []).map(({ context, app_id: app }) => ({
      name: context,
      app: appOrNull(app),
    })),
    requiresPullRequest: reviews !== undefined,
    dismissesStaleReviews: reviews?.dismiss_stale_reviews === true,
    requiresCodeOwners: reviews?.require_code_owner_reviews === true,
    requiresApprovals:
      (reviews?.required_approving_review_count ?? 0) > 0 || reviews?.require_last_push_approval === true,
    blocksForcePushes: protection.allow_force_pushes?.enabled === false,
    blocksDeletion: protection.allow_deletions?.enabled === false,
    // It is looked at for the default branch alone, which changes by pull request.
    restrictsUpdates: false,
    bypass: { value: bypass.map((name) => ({ name })) },
  };
}

/** The rulesets that are there although none holds for the default branch. */
export async function idleRulesets(
  client: GitHubClient,
  repository: RepositoryName,
): Promise<readonly { readonly name: string; readonly enforcement: string }[]> {
  const all = await client.paginate(client.rest.repos.getRepoRulesets, { ...repository, per_page: 100 });
  return all.map(({ name, enforcement }) => ({ name, enforcement }));
}
