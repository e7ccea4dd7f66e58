import { durationInWords } from '../../model/period.ts';
import type { GrantRule } from '../../model/rule.ts';
import { hasEnded } from '../context.ts';
import { grantFinding } from '../define.ts';
import { examplePaths, grantFile } from '../example-company.ts';
import { startAfterEnd } from './ends-before-it-starts.ts';

export const alreadyExpired: GrantRule = {
  kind: 'grant',
  code: 'GB204',
  name: 'already-expired',
  level: 'error',
  safety: true,
  causedByTime: true,
  summary: 'The last day of a grant has not passed.',
  rationale:
    'Expired access gives nothing any more, whatever the file says: the clock ends it (NIST SP 800-53 AC-2(2), AC-2(3)). Whoever no longer needs it deletes the file; the history keeps it. A change that adds or renews a grant with a day in the past is a mistake; a grant that has expired by itself only gets a warning.',
  examples: {
    valid: [
      { title: 'today is the last day', files: grantFile({ validUntil: '2026-11-23' }) },
      {
        title: 'a few hours, which count from the approval',
        files: grantFile({ validUntil: undefined, duration: '2h', requestedAt: '2026-11-23' }),
        changes: [examplePaths.grant],
      },
      {
        title: 'the wrong year is said once, as an end before the start',
        files: grantFile({ validFrom: '2026-11-24', validUntil: '2025-12-23' }),
      },
    ],
    invalid: [
      { title: 'expired by itself', files: grantFile({ validUntil: '2026-11-22' }) },
      {
        title: 'asked for with a day in the past',
        files: grantFile({ validUntil: '2026-11-22' }),
        changes: [examplePaths.grant],
      },
      {
        title: 'a length of time that is over',
        files: grantFile({ validUntil: undefined, duration: '2w', requestedAt: '2026-11-01' }),
      },
    ],
  },
  *check(grant, context) {
    // Such a period is a slip of the pen, and that is said already.
    if (!hasEnded(grant, context) || startAfterEnd(grant.value, context.timeZone)) return;
    const { validUntil, duration } = grant.value;
    const fresh = context.touched?.has(grant.path);
    yield validUntil === undefined
      ? grantFinding(grant, ['duration'], {
          message: `this access is over: it lasted ${durationInWords(duration ?? '')}`,
          help: `delete this file, or renew it with \`requestedAt: ${context.today}\``,
        })
      : grantFinding(grant, ['validUntil'], {
          message: `this access is over: it ended with \`${validUntil}\``,
          help: fresh
            ? `write a day from \`${context.today}\` on`
            : `delete this file, or renew it with a new \`validUntil\` and \`requestedAt: ${context.today}\``,
        });
  },
};
