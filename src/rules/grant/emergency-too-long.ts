import { findRole, firstInstant, lengthOf } from '../../model/entitlement.ts';
import { durationInWords, endOf, parseDay } from '../../model/period.ts';
import type { GrantRule } from '../../model/rule.ts';
import { grantFinding } from '../define.ts';
import { grantFile } from '../example-company.ts';

const emergency = {
  role: 'admin',
  emergency: true,
  incident: 'INC-7',
  requestedAt: '2026-11-23',
  validUntil: undefined,
} as const;

export const emergencyTooLong: GrantRule = {
  kind: 'grant',
  code: 'GB208',
  name: 'emergency-too-long',
  level: 'error',
  safety: true,
  summary: 'Emergency access ends within the hours that the role allows for an emergency.',
  rationale:
    'Emergency access is for the hours in which the house burns. What is needed longer is asked for in the ordinary way, by ordinary approvers (NIST SP 800-53 AC-2(2)). Its end is therefore a `duration` or an hour, never the end of a day. The hours count from `validFrom`, or from now where that has passed.',
  examples: {
    valid: [{ title: 'four hours', files: grantFile({ ...emergency, duration: '4h' }) }],
    invalid: [
      { title: 'a whole day', files: grantFile({ ...emergency, duration: '24h' }) },
      {
        title: 'until an hour that is too far away',
        files: grantFile({ ...emergency, validUntil: '2026-11-24T08:00:00Z' }),
      },
      { title: 'until the end of the day', files: grantFile({ ...emergency, validUntil: '2026-11-23' }) },
    ],
  },
  *check(grant, { workspace, now, timeZone }) {
    const { system, role, emergency: isEmergency, validUntil, duration, validFrom, standing } = grant.value;
    if (!isEmergency) return;
    const found = findRole(workspace, system, role);
    if (!found?.role.emergency) return;
    const { maxDuration } = found.role.emergency;
    const allowed = `an emergency in the role \`${role}\` lasts at most ${durationInWords(maxDuration)}`;
    const help = `write \`duration: ${maxDuration}\` or less instead; what is needed longer is asked for in the ordinary way`;
    const related = [
      { path: found.system.path, pointer: ['roles', role, 'emergency'], message: 'what the role allows' },
    ];
    const start = Math.max(
      now,
      (validFrom === undefined ? undefined : firstInstant(validFrom, timeZone)) ?? now,
    );
    const limit = lengthOf(maxDuration, start, timeZone);

    if (duration !== undefined && lengthOf(duration, start, timeZone) > limit)
      yield grantFinding(grant, ['duration'], {
        message: `${durationInWords(duration)} is too long: ${allowed}`,
        help,
        related,
      });
    if (standing)
      yield grantFinding(grant, ['standing'], { message: `an end is missing: ${allowed}`, help, related });
    if (validUntil === undefined) return;
    const end = endOf(validUntil, timeZone);
    if (parseDay(validUntil) !== undefined)
      yield grantFinding(grant, ['validUntil'], {
        message: `an emergency ends at an hour, not with the day \`${validUntil}\`: ${allowed}`,
        help,
        related,
      });
    else if (end !== undefined && end - start > limit)
      yield grantFinding(grant, ['validUntil'], {
        message: `\`${validUntil}\` is too far away: ${allowed}`,
        help,
        related,
      });
  },
};
