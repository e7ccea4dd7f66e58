/** The message of the commit that a merge makes: plain `git log` answers an auditor. */
import type { Facts } from '../model/facts.ts';
import type { Verdict } from '../model/verdict.ts';
import { onOneLine } from './text.ts';

/** Trailers (git-interpret-trailers) for who asked, who approved and by which policies. */
export function mergeMessage(verdict: Verdict, facts: Facts): string {
  const { author, requestedBy } = facts.pullRequest;
  // The account that asked, not whom a file names: a file says what its author wrote.
  const asker = requestedBy ?? author;
  const approvers = new Set(
    verdict.counted.map(({ person, user, review }) =>
      review === null ? `${person} (author)` : `${person} (@${user}, review ${review})`,
    ),
  );
  const policies = new Set(verdict.requirements.flatMap(({ policy }) => policy ?? []));
  const trailers = [
    ...(asker ? [`Requested-by: ${asker.login}`] : []),
    ...[...approvers].map((approver) => `Approved-by: ${approver}`),
    ...(verdict.requirements.some(({ satisfiedBy }) => satisfiedBy === 'alone')
      ? ['Second-person: none, nobody else works here']
      : []),
    ...[...policies].map((policy) => `Policy: ${policy}`),
    `Policy-digest: ${verdict.policyDigest}`,
  ];
  return trailers.map(onOneLine).join('\n');
}

/**
 * The title of the merge: one line, without the words by which GitHub runs no workflow for a commit (GitHub Docs,
 * "Skipping workflow runs").
 */
export const mergeTitle = (title: string): string =>
  onOneLine(title.replaceAll(/\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]/gi, '')).trim();
