import { latestCheckRuns } from './check-runs.ts';
import type { PullRequest, Repository, ReviewState } from './state.ts';

/** Each reviewer's latest review that decides anything; a comment does not replace an approval. */
function decisions(issue: PullRequest): ReviewState[] {
  const latest = new Map<number, ReviewState>();
  for (const review of issue.pull.reviews)
    if (review.state !== 'COMMENTED' && review.state !== 'PENDING')
      latest.set(review.author.id, review.state);
  return [...latest.values()];
}

/** Why branch protection keeps a pull request from being merged, in GitHub's words; null when it does not. */
export function mergeBlock(repository: Repository, issue: PullRequest): string | null {
  const protection = repository.protections.get(issue.pull.baseRef);
  if (!protection) return null;
  const states = decisions(issue);
  const approvals = states.filter((state) => state === 'APPROVED').length;
  if (protection.requiredApprovals > 0 && states.includes('CHANGES_REQUESTED'))
    return 'Changes requested by a reviewer with write access.';
  if (approvals < protection.requiredApprovals)
    return `At least ${protection.requiredApprovals} approving review is required by reviewers with write access.`;

  const runs = latestCheckRuns(repository, issue.pull.headSha);
  for (const required of protection.requiredChecks) {
    // Without an app, anybody's run of that name will do: that is why a check should be pinned to its app.
    const found = runs.filter(
      (run) => run.name === required.context && (required.app === undefined || run.app.slug === required.app),
    );
    const status = repository.statuses.findLast(
      ({ sha, context }) => sha === issue.pull.headSha && context === required.context,
    );
    const results = found.map((run) => run.conclusion ?? 'pending');
    if (status && required.app === undefined) results.push(status.state);
    if (results.length === 0) return `Required status check "${required.context}" is expected.`;
    if (results.some((result) => !['success', 'neutral', 'skipped'].includes(result)))
      return `Required status check "${required.context}" is not successful.`;
  }
  return null;
}
