import { firstInstant, lengthOf } from '../../model/entitlement.ts';
import { dayOf, durationInWords } from '../../model/period.ts';
import type { PolicyRule, RuleContext } from '../../model/rule.ts';
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
  summary: 'Standing access and runbooks are reviewed as often as the policy says.',
  rationale:
    'What has no end stays right only if somebody looks at it from time to time (NIST SP 800-53 AC-2(j); ISO/IEC 27001 A.5.18; SOC 2 CC6.2). The time counts from the last review, or from the request where there was none yet.',
  examples: {
    valid: [
      {
        title: 'reviewed last month',
        files: { ...reviewed, ...grantFile({ ...standing, reviewed: '2026-10-20' }) },
      },
      { title: 'a runbook of this autumn', files: runbook('2026-10-15') },
    ],
    invalid: [
      {
        title: 'nobody has looked at it since spring',
        files: { ...reviewed, ...grantFile({ ...standing, reviewed: '2026-04-01' }) },
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
      if (!grant.value.standing) continue;
      const { system: systemId, requestedAt = '', reviewed = '' } = grant.value;
      const system = workspace.systems.get(systemId);
      const every = system?.value.accessReview?.every;
      if (!system || every === undefined) continue;
      const last = reviewed > requestedAt ? reviewed : requestedAt;
      const due = last === '' ? '' : dueDay(last, every, context);
      if (due === undefined) continue;
      yield grantFinding(grant, last === '' ? [] : [last === reviewed ? 'reviewed' : 'requestedAt'], {
        message:
          due === ''
            ? 'nobody knows when this standing access was last reviewed'
            : `the review of this standing access was due on ${due}: it is reviewed every ${durationInWords(every)}`,
        help: 'the reviewers of the system confirm it in an access review, which writes `reviewed:`, or delete this file',
        related: [{ path: system.path, pointer: ['accessReview'], message: 'who reviews, and how often' }],
      });
    }
  },
};

/** The day on which the next review was due, where it has passed. */
function dueDay(last: string, every: string, { timeZone, now }: RuleContext): string | undefined {
  const start = firstInstant(last, timeZone);
  if (start === undefined) return undefined;
  const length = lengthOf(every, start, timeZone);
  return length > 0 && start + length < now ? dayOf(start + length, timeZone) : undefined;
}
