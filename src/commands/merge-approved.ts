/** Merges what is approved, by the exact commit that was decided on. */
import type { GitHubClient, RepositoryName } from '../github/client.ts';
import type { KeptOfRequest } from '../github/comment.ts';
import { mergePullRequest } from '../github/merge.ts';
import type { PullRequest } from '../github/pull-request.ts';
import type { DecisionRecord, Unchained } from '../model/record.ts';
import type { Outcome } from '../render/comment.ts';
import { mergeMessage, mergeTitle } from '../render/merge-message.ts';
import { version } from '../version.ts';
import { changedFiles, recordOf } from './decide-merged.ts';
import type { Decided } from './decide-pull-request.ts';

/** Only requests merge by themselves: a change of the policy, or of what runs here, waits for a person's button. */
export async function mergeApproved(
  client: GitHubClient,
  { number, headSha, title }: PullRequest,
  { evaluation, facts }: Decided,
  repository: RepositoryName,
): Promise<Outcome> {
  const { workspace, verdict, grants, otherPaths, changedPolicies } = evaluation;
  const isRequest = verdict.requirements.every(({ change }) => change.kind !== 'policy');
  const byPerson = workspace.settings?.value.merge === 'person';
  if (byPerson || !isRequest || otherPaths.length > 0 || (changedPolicies.length > 0 && grants.length === 0))
    return { kind: 'by a person' };
  const merged = await mergePullRequest(client, repository, {
    number,
    sha: headSha,
    title: `${mergeTitle(title)} (#${number})`,
    message: mergeMessage(verdict, facts),
  });
  return 'sha' in merged ? { kind: 'merged', sha: merged.sha } : { kind: 'refused', reason: merged.refused };
}

/** What the ledger gets of a merge. Whether GitHub made of it what was decided is looked at before it is written. */
export function recordOfMerge(
  commit: string,
  { evaluation, change, facts }: Decided,
  kept: KeptOfRequest,
): Unchained<DecisionRecord> {
  const { evaluatedAt, baseSha } = evaluation.verdict;
  return recordOf(
    {
      commit,
      parent: baseSha,
      changes: changedFiles(change, evaluation),
      mergedAt: evaluatedAt,
      recordedAt: evaluatedAt,
      ...kept,
      tool: version,
    },
    evaluation,
    facts,
  );
}
