import { endOfGrant } from '../../model/entitlement.ts';
import type { Grant } from '../../model/grant.ts';
import { dayOf, durationInWords } from '../../model/period.ts';
import { reviewDueAt } from '../../model/review.ts';
import type { PolicyRule, RuleContext } from '../../model/rule.ts';
import type { Sourced } from '../../model/workspace.ts';
import { finding, grantFinding } from '../define.ts';
import { exampleCompany, examplePaths, grantFile } from '../example-company.ts';

const reviewed = {
  [examplePaths.payroll]: `${exampleCompany[examplePaths.payroll]}accessReview: { every: 90d, reviewers: [system-owner] }\n`,
};
const standing = { subject: 'rui.alves', validUntil: undefined, standing: true } as const;
const runbook = (lastReviewed: string) => ({
  'policies/runbooks/payroll.yaml': `version: 1
title: Payroll access
objective: Give the right people access to the payroll.
audience: [Finance]
owner: rui.alves
reviewEvery: 90d
lastReviewed: ${lastReviewed}
`,
});

export const overdueReview: PolicyRule = {
  kind: 'policy',
  code: 'GB406',
  name: 'overdue-review',
  level: 'warning',
  safety: false,
  causedByTime: true,
  summary: 'Access that lasts and runbooks are reviewed as often as the policy says.',
  rationale:
    'What lasts stays right only if somebody looks at it from time to time (NIST SP 800-53 AC-2(j); ISO/IEC 27001 A.5.18; SOC 2 CC6.2). The time counts from the last review, or from the request where there was none yet.',
  examples: {
    valid: [
      {
        title: 'reviewed last month',
        files: { ...reviewed, ...grantFile({ ...standing, reviewed: '2026-10-20' }) },
      },
      {
        title: 'access that ends before its review is due',
        files: { ...reviewed, ...grantFile({ requestedAt: '2026-11-01', validUntil: '2026-12-24' }) },
      },
      { title: 'a runbook of this autumn', files: runbook('2026-10-15') },
    ],
    invalid: [
      {
        title: 'nobody has looked at it since spring',
        files: { ...reviewed, ...grantFile({ ...standing, reviewed: '2026-04-01' }) },
      },
      {
        title: 'it ends by itself, but only long after its review was due',
        files: { ...reviewed, ...grantFile({ requestedAt: '2026-04-01', validUntil: '2027-03-31' }) },
      },
      { title: 'neither reviewed nor dated', files: { ...reviewed, ...grantFile(standing) } },
      { title: 'a runbook of last year', files: runbook('2025-10-15') },
    ],
  },
  *check(context) {
    const { workspace } = context;
    for (const runbook of workspace.runbooks.all()) {
      const { lastReviewed, reviewEvery, owner } = runbook.value;
      const due = dueDay(lastReviewed, reviewEvery, context);
      if (due !== undefined)
        yield finding(runbook, ['lastReviewed'], {
          message: `the review of this runbook was due on ${due}: it is reviewed every ${durationInWords(reviewEvery)}`,
          help: `\`${owner}\` reads it, corrects what is not right any more, and writes \`lastReviewed: ${context.today}\``,
        });
    }
    for (const grant of workspace.grants.values()) {
      const { system: systemId, requestedAt = '', reviewed = '', standing = false } = grant.value;
      const system = workspace.systems.get(systemId);
      const every = system?.value.accessReview?.every;
      if (!system || every === undefined) continue;
      const last = reviewed > requestedAt ? reviewed : requestedAt;
      const due = last === '' && standing ? '' : dueDay(last, every, context);
      if (due === undefined || (!standing && hasEnded(grant, context))) continue;
      const what = standing ? 'standing access' : 'access';
      yield grantFinding(grant, last === '' ? [] : [last === reviewed ? 'reviewed' : 'requestedAt'], {
        message:
          due === ''
            ? 'nobody knows when this standing access was last reviewed'
            : `the review of this ${what} was due on ${due}: it is reviewed every ${durationInWords(every)}`,
        help: 'the reviewers of the system confirm it in an access review, which writes `reviewed:`, or delete this file',
        related: [{ path: system.path, pointer: ['accessReview'], message: 'who reviews, and how often' }],
      });
    }
  },
};

/** What is over needs no review any more; what has an end still to come does, once that is far enough away. */
function hasEnded(grant: Sourced<Grant>, { timeZone, now, startedAt }: RuleContext): boolean {
  const end = endOfGrant(grant.value, timeZone, startedAt.get(grant.path));
  return typeof end === 'object' && end.at <= now;
}

/** The day on which the next review was due, where it has passed. */
function dueDay(last: string, every: string, { timeZone, now }: RuleContext): string | undefined {
  const due = reviewDueAt(last, every, timeZone);
  return due !== undefined && due < now ? dayOf(due, timeZone) : undefined;
}
