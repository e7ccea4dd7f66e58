/** The message of the commit that a merge makes: plain `git log` answers an auditor. */
import type { Facts } from '../model/facts.ts';
import type { Verdict } from '../model/verdict.ts';
import { onOneLine } from './text.ts';

/** Trailers (git-interpret-trailers) for who asked, who approved and by which policies. */
export function mergeMessage(
  verdict: Verdict,
  facts: Facts,
  grants: readonly { readonly subject: string; readonly requestedBy?: string }[],
): string {
  const { author, requestedBy } = facts.pullRequest;
  const askers = new Set([
    ...((requestedBy ?? author) ? [(requestedBy ?? author)?.login ?? ''] : []),
    ...grants.map((grant) => grant.requestedBy ?? grant.subject),
  ]);
  const approvers = new Set(
    verdict.counted.map(({ person, user, review }) =>
      review === null ? `${person} (author)` : `${person} (@${user}, review ${review})`,
    ),
  );
  const policies = new Set(verdict.requirements.flatMap(({ policy }) => policy ?? []));
  const trailers = [
    ...[...askers].filter((asker) => asker !== '').map((asker) => `Requested-by: ${asker}`),
    ...[...approvers].map((approver) => `Approved-by: ${approver}`),
    ...[...policies].map((policy) => `Policy: ${policy}`),
    `Policy-digest: ${verdict.policyDigest}`,
  ];
  return trailers.map(onOneLine).join('\n');
}
