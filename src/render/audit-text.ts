/** An audit for a terminal: a table of who had what, then each line of it in full, then what else happened. */
import type { AuditAnswer } from '../ledger/audit-answer.ts';
import type { AuditRow } from '../ledger/audit-report.ts';
import { dayInWords } from '../model/period.ts';
import { endInWords, isLostWithin, linkTo, personInWords, rowInWords, when } from './audit-words.ts';
import { amount } from './summary.ts';
import { renderTable } from './table.ts';
import { type Colors, onOneLine, withoutCommands } from './text.ts';

/** So many are told in full; more are for a page or a spreadsheet. */
const mostInFull = 40;

/** "31 March 2027", or "1 January to 31 March 2027". */
export const timeInWords = ({ asked }: Pick<AuditAnswer, 'asked'>): string =>
  asked.from === asked.to ? dayInWords(asked.from) : `${dayInWords(asked.from)} to ${dayInWords(asked.to)}`;

/** What was asked, in words: "Who had access to `payroll` at any time of 31 March 2027". */
export function questionInWords(answer: AuditAnswer): string {
  const { system, role, person } = answer.asked;
  const what = system === undefined ? '' : ` to \`${system}${role === undefined ? '' : `/${role}`}\``;
  const who = person === undefined ? 'Who had access' : `What access \`${person}\` had`;
  return `${who}${what} at any time ${answer.asked.from === answer.asked.to ? 'of' : 'from'} ${timeInWords(answer)}`;
}

export function renderAuditText(answer: AuditAnswer, colors: Colors): string {
  const { access } = answer;
  const lines = (texts: readonly string[]) =>
    texts.map((text) => `${withoutCommands(onOneLine(text))}\n`).join('');
  const heading = (text: string) => `\n${colors.bold(text)}\n`;
  const rows = access.map((row) => [row, rowInWords(row, answer)] as const);
  const parts = [
    `${colors.bold(onOneLine(`${questionInWords(answer)}: ${answer.organization}`))}\n`,
    lines(readFrom(answer)),
    '\n',
    access.length === 0
      ? 'Nobody.\n'
      : renderTable(
          ['#', 'person', 'system', 'role', 'since', 'until', 'approved by', 'request', 'remark'],
          rows.map(([row, words], index) => [
            String(index + 1),
            words.person,
            words.system,
            words.role,
            words.since,
            words.until,
            row.approval?.approvedBy.map(({ person }) => answer.names.people[person] ?? person).join(', ') ||
              shortBasis(row),
            row.approval?.pullRequest === undefined
              ? row.commit.slice(0, 10)
              : `#${row.approval.pullRequest}`,
            words.remark,
          ]),
          colors,
        ),
    `\n${countsOf(answer)}\n`,
  ];
  if (access.length > 0 && access.length <= mostInFull) {
    parts.push(heading('In full'));
    for (const [index, [row, words]] of rows.entries())
      parts.push(
        `${index + 1}. ${withoutCommands(onOneLine(`${words.person}: ${words.role} in ${words.system}`))}\n`,
        lines(detailsOf(row, answer).map(([label, text]) => `   ${label}: ${text}`)),
      );
  } else if (access.length > mostInFull)
    parts.push(
      'Each in full: `--format html` or `--format csv`, or narrow it with `--system` or `--person`.\n',
    );
  const { incidents, reviews, exceptions } = answer;
  if (incidents.length > 0)
    parts.push(
      heading('Changes that nobody approved'),
      lines(
        incidents.map(
          (each) =>
            `- ${when(each.at, answer)}, commit ${each.commit.slice(0, 10)}: ${each.paths.join(', ')}; ${each.reasons.join('; ')}; ${each.isOpen ? 'still there' : 'undone since'}${after(linkTo(answer, { commit: each.commit }))}`,
        ),
      ),
    );
  if (reviews.length > 0)
    parts.push(
      heading('Reviews'),
      lines(
        reviews.map(
          (each) =>
            `- ${when(each.at, answer)}: ${each.path ?? `what was found at ${each.system}`}, ${each.kind === 'review' ? 'kept by' : 'signed by'} ${each.by.map((user) => personInWords(user, answer)).join(', ') || 'nobody'}${after(linkTo(answer, each.pullRequest === undefined ? { commit: each.commit } : { pullRequest: each.pullRequest }))}`,
        ),
      ),
    );
  if (exceptions.length > 0)
    parts.push(
      heading('Rules that an exception put aside'),
      lines(
        exceptions.map(
          (each) =>
            `- ${when(each.at, answer)}: ${each.exception} (until ${each.validUntil}) for ${each.path}: ${each.message}${after(linkTo(answer, each.pullRequest === undefined ? { commit: each.commit } : { pullRequest: each.pullRequest }))}`,
        ),
      ),
    );
  if (answer.unknown.length > 0)
    parts.push(heading('What cannot be told'), lines(answer.unknown.map((each) => `- ${each}`)));
  return parts.join('');
}

const after = (link: string | undefined): string => (link === undefined ? '' : `; ${link}`);

const shortBasis = ({ basis, approval }: AuditRow): string =>
  basis === 'found'
    ? 'nobody (found)'
    : basis === 'unrecorded'
      ? 'not recorded'
      : (approval?.satisfiedBy ?? '');

/** Where it was read, and how days are counted. */
export function readFrom(answer: AuditAnswer): readonly string[] {
  const { branch, ledger, timeZone, asked, policy, readAt } = answer;
  const one = asked.from === asked.to;
  return [
    `${one ? 'The day counts as a whole, so that whoever had access at any time of it is here.' : 'Both days count as a whole.'} Days are those of ${timeZone}, as the settings are now.`,
    `Read ${when(readAt, answer)} from ${branch.name} at ${branch.commit.slice(0, 10)}${ledger ? ` and the ledger at ${ledger.commit.slice(0, 10)} (${amount(ledger.records, 'record')})` : ''}; nobody else was asked.`,
    ...(policy
      ? [
          `The policies then: commit ${policy.commit.slice(0, 10)}, ${policy.digest}, unchanged since ${when(policy.since, answer)}${after(linkTo(answer, { tree: policy.commit }))}`,
        ]
      : []),
  ];
}

/** "12 people had 31 grants; 2 were lost that day." */
export function countsOf(answer: AuditAnswer): string {
  const { access, asked, incidents } = answer;
  const people = new Set(access.map(({ person }) => person)).size;
  const grants = new Set(access.map(({ path }) => path)).size;
  const lost = access.filter((row) => isLostWithin(row, answer) && row.endedBy !== 'replaced').length;
  const emergencies = access.filter(({ emergency }) => emergency).length;
  return `${[
    `${amount(people, 'person', 'people')} had ${amount(grants, 'grant')}${access.length > grants ? ` in ${amount(access.length, 'period')}` : ''}`,
    ...(lost > 0
      ? [`${lost.toLocaleString('en')} ended ${asked.from === asked.to ? 'during the day' : 'in that time'}`]
      : []),
    ...(emergencies > 0 ? [amount(emergencies, 'emergency', 'emergencies')] : []),
    ...(incidents.length > 0 ? [`${amount(incidents.length, 'change')} that nobody approved`] : []),
  ].join('; ')}.`;
}

/** Every line that there is to say of a row, with its label. */
export function detailsOf(row: AuditRow, answer: AuditAnswer): readonly (readonly [string, string])[] {
  const words = rowInWords(row, answer);
  const { approval } = row;
  const ended = endInWords(row);
  const request =
    approval?.pullRequest === undefined ? undefined : linkTo(answer, { pullRequest: approval.pullRequest });
  const all: readonly (readonly [string, string])[] = [
    ['Access', `since ${words.since}, until ${words.until}${ended === '' ? '' : ` (${ended})`}`],
    [
      'Held without a break',
      row.fileSince < row.since &&
      row.basis === 'approved' &&
      row.beganBy === 'recorded' &&
      when(row.fileSince, answer).slice(0, 10) < words.since.slice(0, 10)
        ? `since ${when(row.fileSince, answer)}, renewed or changed in between`
        : '',
    ],
    ['Remark', words.remark],
    ['Why', words.why],
    [
      'Asked by',
      `${words.askedBy}${approval?.askedAt === undefined ? '' : ` ${when(approval.askedAt, answer)}`}`,
    ],
    ['Approved by', words.approvedBy],
    [
      'Their words',
      (approval?.approvedBy ?? [])
        .flatMap(({ words: said }) => said ?? [])
        .map((said) => `“${said}”`)
        .join(' '),
    ],
    [
      'Approval policy',
      approval
        ? `${words.policy || 'not recorded'}${approval.policyDigest === undefined ? '' : `; policies ${approval.policyDigest}`}${approval.policyCommit === undefined ? '' : ` at ${approval.policyCommit.slice(0, 10)}${after(linkTo(answer, { tree: approval.policyCommit }))}`}`
        : '',
    ],
    [
      'Merged',
      approval
        ? `${when(approval.mergedAt, answer)}${approval.pullRequest === undefined ? '' : `, #${approval.pullRequest}${after(request)}`}`
        : '',
    ],
    ['Given in the real system', words.provisioned],
    ['Changed or removed by', words.removed],
    ['Taken away in the real system', words.deprovisioned],
    ['Commit', `${row.commit}${after(linkTo(answer, { commit: row.commit }))}`],
    ['File', row.path],
  ];
  return all.filter(([, text]) => text !== '');
}
