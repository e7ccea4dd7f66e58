/** The populations as tables: the same rows for the spreadsheet and for the page. */
import type { Evidence } from '../ledger/evidence.ts';
import { pathInWords } from './audit-events-html.ts';
import { approversInWords, linkTo, personInWords, roleInWords, when } from './audit-words.ts';
import { accessTable, atTheEnd } from './evidence-access.ts';

/** Everything of one kind, with what it is and what is not in it. */
export interface Population {
  /** The name of its files. */
  readonly id: string;
  readonly title: string;
  readonly intro: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const number = (value: number | undefined): string => (value === undefined ? 'not recorded' : String(value));

export function populationsOf(evidence: Evidence): readonly Population[] {
  const { answer, requests, joiners, leavers } = evidence;
  const at = (iso: string | undefined): string => (iso === undefined ? '' : when(iso, answer));
  const link = (to: Parameters<typeof linkTo>[1]): string => linkTo(answer, to) ?? '';
  const { standing, privileged } = atTheEnd(answer);
  return [
    {
      id: 'requests',
      title: 'Requests',
      intro: 'Every grant that was asked for, made longer or changed, approved and merged in this time.',
      headings: [
        'merged',
        'person',
        'system',
        'role',
        'what',
        'asked',
        'asked by',
        'approved by',
        'policy',
        'hours to approve',
        'pull request',
        'commit',
        'link',
      ],
      rows: requests.map(({ person, system, role, approval, record }) => {
        const words = roleInWords({ system, role }, answer);
        const { askedAt, completeAt, pullRequest } = approval;
        const hours = askedAt && completeAt ? hoursBetween(askedAt, completeAt) : undefined;
        return [
          ...[
            at(approval.mergedAt),
            personInWords(person, answer),
            words.system,
            words.role,
            approval.kind,
            at(askedAt),
          ],
          ...[record.facts?.pullRequest.author?.login ?? 'not recorded', approversInWords(approval, answer)],
          ...[
            approval.policies.join(', '),
            number(hours),
            pullRequest === undefined ? '' : `#${pullRequest}`,
          ],
          ...[
            approval.commit,
            link(pullRequest === undefined ? { commit: approval.commit } : { pullRequest }),
          ],
        ];
      }),
    },
    {
      id: 'joiners',
      title: 'Joiners',
      intro:
        'Everybody whose first working day, or whose file where it names none, falls into this time, and their first access.',
      headings: ['joined', 'person', 'user', 'first access'],
      rows: joiners.map((each) => [
        at(each.joinedAt),
        each.displayName,
        each.person,
        at(each.firstAccessAt) || 'none',
      ]),
    },
    {
      id: 'leavers',
      title: 'Leavers',
      intro:
        'Everybody who left in this time. Ended: when their last grant gave no access any more. Removed: when the real systems no longer had any of it, as far as the ledger says so of each.',
      headings: [
        'left',
        'person',
        'user',
        'grants held',
        'ended',
        'hours to ended',
        'removed from the systems',
        'hours to removed',
      ],
      rows: leavers.map((each) => [
        ...[at(each.leftAt), each.displayName, each.person, String(each.grants)],
        ...(each.grants === 0
          ? ['no access', '', 'no access', '']
          : [
              at(each.endedAt) || 'NOT ENDED',
              number(each.hoursToEnd),
              at(each.removedAt) || 'not recorded',
              number(each.hoursToRemove),
            ]),
      ]),
    },
    {
      id: 'standing',
      title: 'Standing access',
      intro: 'Access without an end, at the end of this time.',
      ...accessTable(standing, answer),
    },
    {
      id: 'privileged',
      title: 'Privileged access',
      intro:
        'Roles of administrators (`privileged` in the policies at the end of this time), whoever had them at any time of it.',
      ...accessTable(privileged, answer),
    },
    {
      id: 'access',
      title: 'All access',
      intro: 'Whoever had access at any time. Each line is one approval; a renewal begins a new one.',
      ...accessTable(answer.access, answer),
    },
    {
      id: 'reviews',
      title: 'Access reviews',
      intro:
        'Somebody looked whether access is still needed, or answered for what was found on the first day.',
      headings: ['when', 'kind', 'what', 'by', 'words', 'pull request', 'commit', 'link'],
      rows: answer.reviews.map((each) => [
        ...[
          at(each.at),
          each.kind,
          each.path === undefined ? `what was found at ${each.system}` : pathInWords(each.path, answer),
        ],
        each.by.map((user) => personInWords(user, answer)).join(', '),
        (each.approval?.approvedBy ?? []).flatMap(({ words }) => words ?? []).join(' / '),
        ...[each.pullRequest === undefined ? '' : `#${each.pullRequest}`, each.commit],
        link(each.pullRequest === undefined ? { commit: each.commit } : { pullRequest: each.pullRequest }),
      ]),
    },
    {
      id: 'emergencies',
      title: 'Emergency access',
      intro: 'Access under the emergency policy, with its incident.',
      ...accessTable(
        answer.access.filter(({ emergency }) => emergency),
        answer,
      ),
    },
    {
      id: 'exceptions',
      title: 'Exceptions that were used',
      intro: 'A rule said no, and an exception with an owner and an end let it pass.',
      headings: ['when', 'exception', 'until', 'rule', 'for', 'what the rule said', 'commit', 'link'],
      rows: answer.exceptions.map((each) => [
        ...[
          at(each.at),
          each.exception,
          each.validUntil,
          each.rule,
          pathInWords(each.path, answer),
          each.message,
        ],
        ...[each.commit, link({ commit: each.commit })],
      ]),
    },
    {
      id: 'incidents',
      title: 'Changes that nobody approved',
      intro: 'What reached the default branch past the approvers. Access in it was never given by Grantbook.',
      headings: ['when', 'written down', 'what', 'why it does not count', 'now', 'commit', 'link'],
      rows: answer.incidents.map((each) => [
        ...[at(each.at), at(each.recordedAt), each.paths.map((path) => pathInWords(path, answer)).join('; ')],
        ...[each.reasons.join('; '), each.isOpen ? 'still there' : 'undone since, or approved as a whole'],
        ...[each.commit, link({ commit: each.commit })],
      ]),
    },
  ];
}

const hoursBetween = (from: string, to: string): number =>
  Math.round((Math.max(0, Date.parse(to) - Date.parse(from)) / 3_600_000) * 10) / 10;
