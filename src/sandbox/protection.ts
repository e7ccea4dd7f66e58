import { latestCheckRuns } from './check-runs.ts';
import type { Ruleset } from './settings.ts';
import type { PullRequest, Repository, ReviewState } from './state.ts';

/** Each reviewer's latest review that decides anything; a comment does not replace an approval. */
function decisions(issue: PullRequest): ReviewState[] {
  const latest = new Map<number, ReviewState>();
  for (const review of issue.pull.reviews)
    if (review.state !== 'COMMENTED' && review.state !== 'PENDING')
      latest.set(review.author.id, review.state);
  return [...latest.values()];
}

/** What one protection or ruleset asks for before a merge. */
interface Demands {
  readonly requiredApprovals: number;
  readonly requiredChecks: readonly {
    readonly context: string;
    readonly app?: string;
    readonly integration?: number;
  }[];
}

/** The rulesets that hold for a branch. One that is evaluated or disabled holds for none. */
export const rulesetsOf = (repository: Repository, branch: string): Ruleset[] =>
  repository.rulesets.filter(
    ({ enforcement, branches }) =>
      enforcement === 'active' &&
      (branches.includes(`refs/heads/${branch}`) ||
        branches.includes('~ALL') ||
        (branches.includes('~DEFAULT_BRANCH') && branch === repository.defaultBranch)),
  );

const asksForPullRequest = (ruleset: Ruleset): boolean =>
  ruleset.rules.some(({ type }) => type === 'pull_request');

/** Whether nothing reaches a branch but by a merge. */
export const isProtected = (repository: Repository, branch: string): boolean =>
  repository.protections.has(branch) || rulesetsOf(repository, branch).some(asksForPullRequest);

function demandsOf(ruleset: Ruleset): Demands {
  const parameters = (type: string) => ruleset.rules.find((rule) => rule.type === type)?.parameters;
  const checks = parameters('required_status_checks')?.required_status_checks;
  return {
    requiredApprovals: Number(parameters('pull_request')?.required_approving_review_count ?? 0),
    requiredChecks: ((checks ?? []) as { context: string; integration_id?: number }[]).map((check) => ({
      context: check.context,
      ...(check.integration_id === undefined ? {} : { integration: check.integration_id }),
    })),
  };
}

/** Why the protection of a branch keeps a pull request from being merged, in GitHub's words; null when it does not. */
export function mergeBlock(repository: Repository, issue: PullRequest): string | null {
  const protection = repository.protections.get(issue.pull.baseRef);
  const all = [
    ...(protection ? [protection] : []),
    ...rulesetsOf(repository, issue.pull.baseRef).map(demandsOf),
  ];
  for (const demands of all) {
    const block = unmet(repository, issue, demands);
    if (block !== null) return block;
  }
  return null;
}

function unmet(repository: Repository, issue: PullRequest, demands: Demands): string | null {
  const states = decisions(issue);
  const approvals = states.filter((state) => state === 'APPROVED').length;
  if (demands.requiredApprovals > 0 && states.includes('CHANGES_REQUESTED'))
    return 'Changes requested by a reviewer with write access.';
  if (approvals < demands.requiredApprovals)
    return `At least ${demands.requiredApprovals} approving review is required by reviewers with write access.`;

  const runs = latestCheckRuns(repository, issue.pull.headSha);
  for (const required of demands.requiredChecks) {
    // Without an app, anybody's run of that name will do: that is why a check should be pinned to its app.
    const found = runs.filter(
      (run) =>
        run.name === required.context &&
        (required.app === undefined || run.app.slug === required.app) &&
        (required.integration === undefined || run.app.id === required.integration),
    );
    const status = repository.statuses.findLast(
      ({ sha, context }) => sha === issue.pull.headSha && context === required.context,
    );
    const results = found.map((run) => run.conclusion ?? 'pending');
    if (status && required.app === undefined && required.integration === undefined)
      results.push(status.state);
    if (results.length === 0) return `Required status check "${required.context}" is expected.`;
    if (results.some((result) => !['success', 'neutral', 'skipped'].includes(result)))
      return `Required status check "${required.context}" is not successful.`;
  }
  return null;
}
