import { allowancesFor, capsFor, findRole, lastDay, lengthOf } from '../../model/entitlement.ts';
import { dayOf, durationInWords, endOf, parseDay, startOf } from '../../model/period.ts';
import type { GrantRule } from '../../model/rule.ts';
import { grantFinding } from '../define.ts';
import { grantFile } from '../example-company.ts';

export const expiryExceedsMaximum: GrantRule = {
  kind: 'grant',
  code: 'GB203',
  name: 'expiry-exceeds-maximum',
  level: 'error',
  safety: false,
  summary: 'A grant lasts no longer than the role and the role matrix allow.',
  rationale:
    'Short periods keep access close to the need for it: what is still needed is asked for again, the rest ends by itself (NIST SP 800-53 AC-2(2), AC-6). The period is counted from `validFrom`, or from today where that has passed, up to and including the last day.',
  examples: {
    valid: [
      { title: 'thirty days where thirty are allowed', files: grantFile({ validUntil: '2026-12-22' }) },
    ],
    invalid: [
      { title: 'two months where thirty days are allowed', files: grantFile({ validUntil: '2027-01-31' }) },
      {
        title: 'a duration that is too long',
        files: grantFile({ validUntil: undefined, duration: '9w', requestedAt: '2026-11-23' }),
      },
    ],
  },
  *check(grant, { workspace, now, today, timeZone }) {
    const { subject, system, role: roleId, validFrom, validUntil, duration } = grant.value;
    const found = findRole(workspace, system, roleId);
    const person = workspace.people.get(subject);
    if (!found || !person) return;
    const begin = Math.max(
      startOf(today, timeZone) ?? now,
      (validFrom !== undefined && startOf(validFrom, timeZone)) || 0,
    );
    const [cap] = capsFor(
      found.role,
      allowancesFor(workspace, person.value, system, roleId),
      begin,
      timeZone,
    );
    if (!cap) return;
    const limit = lengthOf(cap.duration, begin, timeZone);
    const source =
      cap.from === 'role'
        ? `the role \`${roleId}\``
        : `the role matrix for \`${person.value.jobFunctions.join('`, `')}\``;
    const allowed = `${source} allows at most ${durationInWords(cap.duration)}`;

    if (duration !== undefined && lengthOf(duration, begin, timeZone) > limit) {
      yield grantFinding(grant, ['duration'], {
        message: `${durationInWords(duration)} is too long: ${allowed}`,
        help: `write \`duration: ${cap.duration}\` or less`,
      });
    }
    const end = validUntil === undefined ? undefined : endOf(validUntil, timeZone);
    if (validUntil !== undefined && end !== undefined && end - begin > limit) {
      const last = parseDay(validUntil)
        ? lastDay(dayOf(begin, timeZone), cap.duration, timeZone)
        : new Date(begin + limit).toISOString();
      yield grantFinding(grant, ['validUntil'], {
        message: `\`${validUntil}\` is too far away: ${allowed}`,
        help: last === undefined ? undefined : `write \`validUntil: ${last}\` or earlier`,
      });
    }
  },
};
