/** The tables of the numbers, as cells of plain text, for every way to print them. */
import type { Group, Metrics } from '../ledger/metrics.ts';
import type { FirstErrors, TimesOfMany } from '../ledger/request-numbers.ts';
import type { Spread } from '../ledger/spread.ts';
import { dayOf } from '../model/period.ts';
import { approversInPlainWords, groupName, type MetricNames, percent, phaseTitles } from './metrics-words.ts';
import { waitInShort } from './waits-in-words.ts';

export interface MetricsTable {
  readonly title: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** "5 h (2 d)": the median, and what nine of ten do not pass. */
const inShort = (spread: Spread | undefined): string =>
  spread === undefined ? '–' : `${waitInShort(spread.median)} (${waitInShort(spread.p90)})`;

const steps = ['toValid', 'toApprove', 'toProvision', 'toResolve'] as const;
const headings = steps.map((step) => phaseTitles[step]);
const cellsOf = (times: TimesOfMany): readonly string[] => steps.map((step) => inShort(times[step]));

const wrongIn = ({ known, wrong }: FirstErrors): string =>
  known === 0 ? '–' : `${wrong} of ${known} (${percent(wrong / known)})`;

const groupRows = (groups: readonly Group[], name: (id: string) => string) =>
  groups.map(({ id, requests, times, first, denied }) => [
    groupName(id, name),
    `${requests}`,
    ...cellsOf(times),
    wrongIn(first),
    `${denied}`,
  ]);

/** Those in which something stands. */
export function metricsTables(metrics: Metrics, names: MetricNames): readonly MetricsTable[] {
  const { tasks, held, timeZone } = metrics;
  const day = (time: string) => dayOf(Date.parse(time), timeZone);
  const withGroups = ['requests', ...headings, 'wrong at first', 'objected to'];
  const tables: readonly MetricsTable[] = [
    {
      title: 'How long it takes: the median, and in brackets what nine of ten do not pass',
      headings: ['step', 'requests', 'median', 'nine of ten'],
      rows: (['toValid', 'toApprove', 'toMerge', 'toProvision', 'toResolve'] as const).flatMap((step) => {
        const spread = metrics.times[step];
        return spread
          ? [[phaseTitles[step], `${spread.count}`, waitInShort(spread.median), waitInShort(spread.p90)]]
          : [];
      }),
    },
    {
      title: 'Whom requests wait for',
      headings: ['approver', 'requests', 'median', 'nine of ten'],
      rows: metrics.stages.map(({ approvers, wait }) => [
        approversInPlainWords(approvers),
        ...[`${wait.count}`, waitInShort(wait.median), waitInShort(wait.p90)],
      ]),
    },
    {
      title: 'By system',
      headings: ['system', ...withGroups],
      rows: groupRows(metrics.systems, names.system),
    },
    {
      title: 'By department of the person who gets access',
      headings: ['department', ...withGroups],
      rows: groupRows(metrics.departments, (id) => id),
    },
    {
      title: 'What was wrong at first',
      headings: ['rule', 'requests'],
      rows: metrics.first.rules.map(({ code, requests }) => [names.rule(code), `${requests}`]),
    },
    {
      title: 'Overdue work in the systems',
      headings: ['system', 'what', 'asked', 'due', 'issue'],
      rows: tasks.overdue.map(({ system, action, role, subject, askedAt, dueAt, issue }) => [
        names.system(system),
        `${action === 'grant' ? 'give' : 'take away'} ${role}${subject ? ` ${action === 'grant' ? 'to' : 'of'} ${subject}` : ''}`,
        ...[day(askedAt), day(dueAt), issue === undefined ? '' : `#${issue}`],
      ]),
    },
    {
      title: 'What is held now',
      headings: ['what', 'grants'],
      rows: [
        ['ends by itself', `${held.temporary}`],
        ['without an end, reviewed from time to time', `${held.standing}`],
        [`of all these privileged, held by ${held.privileged.people}`, `${held.privileged.grants}`],
      ],
    },
    {
      title: 'Month by month',
      headings: ['month', 'given', 'ended', ...headings, 'wrong at first', 'objections', 'nobody approved'],
      rows: metrics.months.map(({ month, given, ended, times, first, denied, unapproved }) => [
        ...[month, `${given}`, `${ended}`, ...cellsOf(times), wrongIn(first), `${denied}`, `${unapproved}`],
      ]),
    },
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}
