/** The issue and the reversal of what reached the default branch without its approvals. */
import type { Incident } from '../ledger/incidents.ts';
import { code, message, pathCode } from './markdown.ts';
import { amount } from './summary.ts';

export const incidentPrefix = '<!-- grantbook:incident ';
export const incidentMarker = ({ record }: Incident): string => `${incidentPrefix}${record.commit} -->`;

export const incidentTitle = ({ record }: Incident): string =>
  `Not approved: what ${record.commit.slice(0, 10)} brought${record.pullRequest === undefined ? '' : ` (#${record.pullRequest})`}`;

/** What happened, what it means, and what to do. `reversal` is the pull request that undoes it. */
export function renderIncident({ record, changes }: Incident, reversal: number | undefined): string {
  const grants = changes.filter(({ path }) => path.startsWith('access-grants/')).length;
  return [
    `The commit ${record.commit} reached the default branch ${record.pullRequest === undefined ? 'without a pull request' : `by #${record.pullRequest}`}, and was not approved:`,
    record.reasons.map((reason) => `- ${message(reason)}`).join('\n'),
    'It brought, and it is there still:',
    changes.map(({ path }) => `- ${pathCode(path)}`).join('\n'),
    ...(grants > 0
      ? [
          `${amount(grants, 'grant')} of it ${grants === 1 ? 'gives' : 'give'} no access: only what the ledger holds as approved does.`,
        ]
      : []),
    reversal === undefined
      ? 'Somebody closed the pull request that would undo it. Whatever is to stay has to be asked for, and approved, like anything else.'
      : `#${reversal} undoes it; it needs the approvals that such a change always needs. Whatever is to stay has to be asked for, and approved, like anything else.`,
    'This issue closes by itself when nothing of it is left.',
  ].join('\n\n');
}

/** The text of the pull request that undoes it. */
export const renderReversal = ({ record, changes }: Incident): string =>
  [
    `Undoes what the commit ${code(record.commit.slice(0, 10))} brought without its approvals: ${changes.map(({ path }) => pathCode(path)).join(', ')}.`,
    'Each file becomes what it was before, or goes where it was not there.',
  ].join('\n\n');
