/** The issue and the reversal of what reached the default branch without its approvals. */
import type { Incident } from '../ledger/incidents.ts';
import { cappedList, code, listed, longestList, message, pathCode } from './markdown.ts';
import { amount } from './summary.ts';

export const incidentPrefix = '<!-- grantbook:incident ';
export const incidentMarker = ({ record }: Incident): string => `${incidentPrefix}${record.commit} -->`;

export const incidentTitle = ({ record }: Incident): string =>
  `Not approved: what ${record.commit.slice(0, 10)} brought${record.pullRequest === undefined ? '' : ` (#${record.pullRequest})`}`;

/** What became of the pull request that undoes it. */
export type Reversal =
  | { readonly state: 'open' | 'refused'; readonly number: number }
  /** Why there is none. */
  | { readonly state: 'impossible'; readonly reason: string };

/** What happened, what it means, and what to do. */
export function renderIncident({ record, changes }: Incident, reversal: Reversal): string {
  const grants = changes.filter(({ path }) => path.startsWith('access-grants/')).length;
  return [
    `The commit ${record.commit} reached the default branch ${record.pullRequest === undefined ? 'without a pull request' : `by #${record.pullRequest}`}, and was not approved:`,
    cappedList(record.reasons.map((reason) => message(reason))),
    'It brought, and it is there still:',
    cappedList(changes.map(({ path }) => pathCode(path))),
    ...(grants > 0
      ? [
          `${amount(grants, 'grant')} of it ${grants === 1 ? 'gives' : 'give'} no access: only what the ledger holds as approved does.`,
        ]
      : []),
    `${reversalInWords(reversal, record.commit)} Whatever is to stay has to be asked for, and approved, like anything else.`,
    'This issue closes by itself when nothing of it is left.',
  ].join('\n\n');
}

function reversalInWords(reversal: Reversal, commit: string): string {
  switch (reversal.state) {
    case 'open':
      return `#${reversal.number} undoes it; it needs the approvals that such a change always needs.`;
    case 'refused':
      return `Somebody closed #${reversal.number}, which would undo it, so that it is not opened again.`;
    case 'impossible':
      return `The pull request that undoes it could not be opened: ${message(reversal.reason.replace(/\.$/, ''))}. The next run tries again. Where a branch is in its way, such as one that is called ${code('grantbook')}, delete that branch. Otherwise undo it by a pull request of your own, in which each of these files is what it was before ${code(commit.slice(0, 10))}, or gone.`;
  }
}

/** The text of the pull request that undoes it. */
export const renderReversal = ({ record, changes }: Incident): string =>
  [
    `Undoes what the commit ${code(record.commit.slice(0, 10))} brought without its approvals: ${listed(
      changes.map(({ path }) => pathCode(path)),
      ', ',
      longestList,
    )}.`,
    'Each file becomes what it was before, or goes where it was not there.',
  ].join('\n\n');
