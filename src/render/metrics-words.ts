/** What the numbers say, in sentences that stand before them. */
import type { Bottleneck, Phase } from '../ledger/bottleneck.ts';
import type { Metrics } from '../ledger/metrics.ts';
import { dayInWords, dayOf } from '../model/period.ts';
import { amount } from './summary.ts';
import { waitInWords } from './waits-in-words.ts';

/** The names of what the numbers are about, as plain text. */
export interface MetricNames {
  readonly system: (id: string) => string;
  /** What a rule asks for, by its code. */
  readonly rule: (code: string) => string;
}

const waitsFor: Readonly<Record<Phase, string>> = {
  toValid: 'went into repairing what was wrong at first',
  toApprove: 'was waiting for approvals',
  toMerge: 'was waiting for the merge, after the last approval',
  toProvision: 'was waiting for what was approved to be done in the systems',
};

/** The titles of the steps. */
export const phaseTitles: Readonly<Record<Phase | 'toResolve', string>> = {
  toValid: 'until nothing was wrong',
  toApprove: 'to approve',
  toMerge: 'to merge',
  toProvision: 'to provision',
  toResolve: 'from the question to the access',
};

/** Whom an expression means: "an owner", "the group security". Plain text. */
export function approverInWords(expression: string): string {
  const [kind = '', name = ''] = expression.split(':', 2);
  const words: Readonly<Record<string, string>> = {
    everyone: 'any colleague',
    subject: 'the person themselves',
    manager: 'the manager',
    'manager-of-manager': 'the manager’s manager',
    'system-owner': 'an owner',
    'policy-owner': 'a policy owner',
    group: `the group ${name}`,
    'job-function': `a person with the job function ${name}`,
    'github-team': `the team ${name}`,
    user: 'a person named in the policy',
  };
  return Object.hasOwn(words, kind) ? (words[kind] ?? expression) : expression;
}

/** "the manager or an owner". */
export const approversInPlainWords = (approvers: readonly string[]): string =>
  [...new Set(approvers.map(approverInWords))].join(' or ');

/** The name of a department, or what stands for those without one. */
export const groupName = (id: string | null, name: (id: string) => string = (each) => each): string =>
  id === null ? 'smaller ones together' : id === '' ? 'not known any more' : name(id);

export const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** Plain sentences, the most important one first. */
export function metricSentences(metrics: Metrics, found: Bottleneck, names: MetricNames): readonly string[] {
  const { requests, times, unapproved } = metrics;
  const { toResolve } = times;
  return [
    ...waiting(found, names),
    requests === 0
      ? `No request was approved ${periodInWords(metrics)}.`
      : `${amount(requests, 'request')} gave access ${periodInWords(metrics)}.${toResolve === undefined ? '' : ` From the question to the access it took ${waitInWords(toResolve.median)} at the median; nine of ten had it within ${waitInWords(toResolve.p90)}.`}`,
    ...mistakes(metrics, found, names),
    ...overdue(metrics, names),
    ...(unapproved > 0
      ? [
          `${amount(unapproved, 'commit')} reached the default branch without anybody’s approval: the incidents say which.`,
        ]
      : []),
  ];
}

function waiting({ phase, stage, approving, provisioning }: Bottleneck, names: MetricNames): string[] {
  const at = stage?.system === undefined ? '' : ` for ${names.system(stage.system)}`;
  return [
    ...(phase
      ? [`Of all the time that requests took, ${percent(phase.share)} ${waitsFor[phase.phase]}.`]
      : []),
    ...(stage
      ? [
          `Requests${at} wait longest for ${approversInPlainWords(stage.approvers)}: ${waitInWords(stage.wait.median)} at the median${ofMany(stage.wait.count)}.`,
        ]
      : []),
    ...(approving?.times.toApprove
      ? [
          `Requests for ${groupName(approving.id, names.system)} wait longest for their approvals: ${waitInWords(approving.times.toApprove.median)} at the median${ofMany(approving.times.toApprove.count)}.`,
        ]
      : []),
    ...(provisioning?.times.toProvision
      ? [
          `What is approved takes longest to be there in ${groupName(provisioning.id, names.system)}: ${waitInWords(provisioning.times.toProvision.median)} at the median${ofMany(provisioning.times.toProvision.count)}.`,
        ]
      : []),
  ];
}

/** A median of one or two is said to be one. */
const ofMany = (count: number): string => (count < 3 ? `, of ${amount(count, 'request')} alone` : '');

function mistakes({ first }: Metrics, { training }: Bottleneck, names: MetricNames): string[] {
  if (first.known === 0) return [];
  if (first.wrong === 0)
    return [
      `Nothing was wrong at first with any of the ${amount(first.known, 'request')} of which that is known.`,
    ];
  const [rule] = first.rules;
  return [
    `${first.wrong} of ${amount(first.known, 'request')} had something wrong at first (${percent(first.wrong / first.known)})${rule ? `; most often: ${names.rule(rule.code)}` : ''}.`,
    ...(training
      ? [
          `${groupName(training.id)} has most to gain from a training: ${training.first.wrong} of its ${amount(training.first.known, 'request')} had something wrong at first.`,
        ]
      : []),
  ];
}

function overdue({ tasks, timeZone }: Metrics, names: MetricNames): string[] {
  const revocations = tasks.overdue.filter(({ action }) => action === 'revoke');
  const [oldest] = revocations.length > 0 ? revocations : tasks.overdue;
  if (oldest === undefined) return [];
  const since = dayInWords(dayOf(Date.parse(oldest.dueAt), timeZone));
  const system = names.system(oldest.system);
  return [
    revocations.length > 0
      ? `${amount(revocations.length, 'revocation')} ${revocations.length === 1 ? 'is' : 'are'} overdue, so that access which has ended may still be there; the oldest one, in ${system}, was due on ${since}.`
      : `${amount(tasks.overdue.length, 'task')} of giving access ${tasks.overdue.length === 1 ? 'is' : 'are'} overdue; the oldest one, in ${system}, was due on ${since}.`,
  ];
}

/** "since 1 November 2026", "in November 2026", "since the ledger began". */
function periodInWords({ from, to, timeZone }: Metrics): string {
  if (from === undefined) return 'since the ledger began';
  const [first, last] = [dayOf(Date.parse(from), timeZone), dayOf(Date.parse(to) - 1, timeZone)];
  return `from ${dayInWords(first)} to ${dayInWords(last)}`;
}

/** What a reader has to know of the numbers. */
export const metricNotes = ({ smallestGroup, first, requests, tasks }: Metrics): readonly string[] => [
  'Times are those of the clock: nights, weekends and holidays are not subtracted.',
  'Only what reached the default branch is in the ledger: a request that was withdrawn, or denied and never merged, is not counted.',
  ...(first.known < requests
    ? [
        `Of ${amount(requests - first.known, 'request')} nobody kept what was wrong at first; those are left out of that share.`,
      ]
    : []),
  ...(tasks.withoutLag > 0
    ? [
        `${amount(tasks.withoutLag, 'open task')} cannot be overdue, since the system does not say how long the work may take (\`connector: {lag: …}\`).`,
      ]
    : []),
  ...(smallestGroup > 1
    ? [
        `Of fewer than ${smallestGroup} people no time is told, and departments and systems with fewer are put together, so that nobody is told of by numbers.`,
      ]
    : []),
];
