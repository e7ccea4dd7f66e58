/** An audit as one page for somebody who was not there: it needs no network, and prints well. */
import type { AuditAnswer } from '../ledger/audit-answer.ts';
import type { AuditRow } from '../ledger/audit-report.ts';
import { eventsHtml } from './audit-events-html.ts';
import { auditStyle } from './audit-style.ts';
import { countsOf, timeInWords } from './audit-text.ts';
import { timelineHtml } from './audit-timeline-html.ts';
import {
  endInWords,
  isLostWithin,
  linkTo,
  personInWords,
  roleInWords,
  rowInWords,
  when,
} from './audit-words.ts';
import { html } from './html.ts';
import { factsHtml, link, selfContained, tableHtml, timed } from './page-html.ts';

export function renderAuditHtml(answer: AuditAnswer): string {
  const { access, asked } = answer;
  return selfContained({
    title: titleOf(answer),
    above: `${answer.organization} · Access audit`,
    style: auditStyle,
    body: [
      `<p class="lead">${html(countsOf(answer))}</p>`,
      factsHtml(factsOf(answer)),
      unknownHtml(answer),
      timelineHtml(answer),
      `<section>
<h2>Who had what, and who approved it</h2>
<p class="quiet">${html(asked.from === asked.to ? 'The day counts as a whole: whoever had access at any time of it is here, and what was lost in the course of it is marked.' : 'Both days count as a whole. Each line is one approval; a renewal begins a new one.')} Times are those of ${html(answer.timeZone)}.</p>
${access.length === 0 ? '<p>Nobody.</p>' : accessTable(answer)}
</section>`,
      eventsHtml(answer),
    ].join('\n'),
    footer: `Made by Grantbook from the git history and the ledger of ${answer.organization}, and from nothing else.`,
  });
}

export function titleOf(answer: AuditAnswer): string {
  const { system, role, person } = answer.asked;
  const about = system === undefined ? undefined : roleInWords({ system, role: role ?? '' }, answer);
  const what =
    about === undefined ? '' : ` to ${about.system}${role === undefined ? '' : ` as ${about.role}`}`;
  const who = person === undefined ? 'Who had access' : `Access of ${personInWords(person, answer)}`;
  return `${who}${what}, ${timeInWords(answer)}`;
}

function factsOf(answer: AuditAnswer): readonly (readonly [string, string])[] {
  const { branch, ledger, policy, timeZone } = answer;
  return [
    ['Days', html(`counted in ${timeZone}, as the settings are now`)],
    [
      'Read',
      `${html(when(answer.readAt, answer))} from ${html(branch.name)} at ${link(branch.commit.slice(0, 10), linkTo(answer, { commit: branch.commit }))}`,
    ],
    [
      'Ledger',
      ledger
        ? html(
            `${ledger.records.toLocaleString('en')} records at ${ledger.commit.slice(0, 10)}${ledger.began === undefined ? '' : `, begun ${when(ledger.began, answer)}`}`,
          )
        : html('none in this clone'),
    ],
    ...(policy
      ? ([
          [
            'Policies at the end of that time',
            `${link(`commit ${policy.commit.slice(0, 10)}`, linkTo(answer, { tree: policy.commit }))}, unchanged since ${html(when(policy.since, answer))}<br><span class="exact">${html(policy.digest)}</span>`,
          ],
        ] as const)
      : []),
  ];
}

const unknownHtml = ({ unknown }: AuditAnswer): string =>
  unknown.length === 0
    ? ''
    : `<section><h2>What cannot be told</h2>${unknown.map((each) => `<p class="missing">${sentence(each)}</p>`).join('')}</section>`;

/** A sentence of ours, in which what stands between backticks is a value. */
const sentence = (text: string): string =>
  text
    .split('`')
    .map((part, index) => (index % 2 === 1 ? `<span class="exact">${html(part)}</span>` : html(part)))
    .join('');

const accessTable = (answer: AuditAnswer): string =>
  tableHtml(
    [
      'Person and access',
      'Since and until',
      'Why, and asked by',
      'Approved by',
      'In the real system',
      'Where to look',
    ],
    answer.access.map((row) => cellsOf(row, answer)),
    'access',
  );

const paragraph = (text: string): string => (text === '' ? '' : `<p>${timed(text)}</p>`);
const tag = (kind: string, text: string): string => `<p><span class="tag ${kind}">${html(text)}</span></p>`;

function cellsOf(row: AuditRow, answer: AuditAnswer): readonly string[] {
  const words = rowInWords(row, answer);
  const { approval } = row;
  const ended = endInWords(row);
  return [
    `<p><strong>${html(words.person)}</strong></p>${paragraph(`${words.role} in ${words.system}`)}${tagsOf(row, answer)}`,
    `${paragraph(`since ${words.since}`)}${paragraph(`until ${words.until}${ended === '' ? '' : `: ${ended}`}`)}${words.removed === '' ? '' : `<p class="quiet">${timed(`Changed or removed: ${words.removed}`)}</p>`}`,
    `${paragraph(words.why)}<p class="quiet">${timed(`Asked by ${words.askedBy}${approval?.askedAt === undefined ? '' : ` ${when(approval.askedAt, answer)}`}`)}</p>`,
    `${paragraph(words.approvedBy)}${(approval?.approvedBy ?? []).map((each) => (each.words === undefined ? '' : `<blockquote>${html(each.words)}</blockquote>`)).join('')}${words.policy === '' ? '' : `<p class="quiet">${html(`Policy: ${words.policy}`)}</p>`}`,
    [
      words.provisioned === ''
        ? '<p class="quiet">Given: not recorded</p>'
        : paragraph(`Given ${words.provisioned}`),
      words.deprovisioned === ''
        ? ended === '' || row.endedBy === 'replaced'
          ? ''
          : '<p class="quiet">Taken away: not recorded</p>'
        : paragraph(`Taken away ${words.deprovisioned}`),
    ].join(''),
    `<div class="links">${linksOf(row, answer)}</div>`,
  ];
}

function tagsOf(row: AuditRow, answer: AuditAnswer): string {
  return [
    ...(row.emergency
      ? [
          tag(
            'emergency',
            `emergency${row.emergency.incident === undefined ? '' : ` ${row.emergency.incident}`}`,
          ),
        ]
      : []),
    ...(row.basis === 'found' ? [tag('found', 'found, never approved')] : []),
    ...(row.basis === 'unrecorded' ? [tag('unrecorded', 'approval not recorded')] : []),
    ...(row.approval?.satisfiedBy === 'alone' ? [tag('found', 'no second person')] : []),
    ...(isLostWithin(row, answer) && row.endedBy !== 'replaced'
      ? [tag('lost', answer.asked.from === answer.asked.to ? 'lost that day' : 'ended in that time')]
      : []),
    ...(row.windows || row.activation
      ? [
          `<p class="quiet">${html(rowInWords({ ...row, basis: 'approved' }, { ...answer, to: answer.from }).remark)}</p>`,
        ]
      : []),
  ].join('');
}

function linksOf(row: AuditRow, answer: AuditAnswer): string {
  const { approval } = row;
  return [
    ...(approval?.pullRequest === undefined
      ? []
      : [
          link(
            `Pull request #${approval.pullRequest}`,
            linkTo(answer, { pullRequest: approval.pullRequest }),
          ),
        ]),
    link(`Commit ${row.commit.slice(0, 10)}`, linkTo(answer, { commit: row.commit })),
    ...(approval?.policyCommit === undefined
      ? []
      : [
          link(
            `Policies ${approval.policyCommit.slice(0, 10)}`,
            linkTo(answer, { tree: approval.policyCommit }),
          ),
        ]),
  ]
    .map((each) => `<p>${each}</p>`)
    .join('');
}
