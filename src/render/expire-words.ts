/** The pull request that removes what has ended, in words. */
import { endInWords } from '../model/entitlement.ts';
import type { Workspace } from '../model/workspace.ts';
import type { Expired, ExpiryPlan, Left } from '../plan/expire.ts';
import { roleInWords } from './grant-words.ts';
import { cappedList, cappedTable, code, pathCode, plain } from './markdown.ts';
import { amount } from './summary.ts';

/** "Remove 3 grants that have ended". */
export const expiryTitle = ({ expired }: ExpiryPlan): string =>
  `Remove ${amount(expired.length, 'grant')} that ${expired.length === 1 ? 'has' : 'have'} ended`;

const whyLeft: Readonly<Record<Left['why'], string>> = {
  unreadable: 'it could not be read; `grantbook check` says why, and nothing is removed because of that',
  'start unknown': 'nobody can tell when its period began, so neither when it ended',
};

/** Each removal with its last day, and what was left and why. */
export function renderExpiry({ expired, left }: ExpiryPlan, workspace: Workspace, timeZone: string): string {
  const rows = expired.map(({ access: { grant, startedAt } }: Expired) => [
    plain(workspace.people.get(grant.value.subject)?.value.displayName ?? grant.value.subject),
    roleInWords(grant.value, workspace),
    plain(endInWords(grant.value, timeZone, startedAt)),
    pathCode(grant.path),
  ]);
  return [
    `This access has ended by itself. Removing the ${amount(rows.length, 'file')} is bookkeeping: nobody has to approve it.`,
    cappedTable(['Whose', 'What', 'Until', 'File'], rows),
    ...(left.length === 0
      ? []
      : [
          `Left where ${left.length === 1 ? 'it is' : 'they are'}:`,
          cappedList(left.map(({ path, why }) => `${pathCode(path)}: ${whyLeft[why]}.`)),
        ]),
    'To keep some of it, ask for it anew: a change of its file on the default branch takes it out of here by itself.',
  ].join('\n\n');
}

/** What to do where there are more removals than one run may make. */
export const renderTooMuch = (
  plan: ExpiryPlan,
  limit: number,
  workspace: Workspace,
  timeZone: string,
): string =>
  [
    `${plan.expired.length} grants have ended, and ${code('limits.maxRemovalsPerRun')} lets ${limit} be removed at once. So many may be a mistake in the clock or in the policies, so nothing was removed. The access has ended all the same: this is about the files.`,
    `If it is right, raise the limit in ${code('policies/grantbook.yaml')}, or delete some of the files by pull request. If it is not, tell a policy owner.`,
    renderExpiry(plan, workspace, timeZone),
  ].join('\n\n');
