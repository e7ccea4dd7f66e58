import { endOfGrant } from '../../model/entitlement.ts';
import { endOf, parseDay } from '../../model/period.ts';
import type { GrantRule } from '../../model/rule.ts';
import { factsOf, startedAt } from '../context.ts';
import { grantFinding } from '../define.ts';
import { exampleCompany, grantFile } from '../example-company.ts';

const ana = 'policies/people/ana.costa.yaml';
const leaving = { [ana]: `${exampleCompany[ana]}endDate: 2026-12-11\n` };

export const outlastsEmployment: GrantRule = {
  kind: 'grant',
  code: 'GB210',
  name: 'outlasts-employment',
  level: 'error',
  safety: true,
  summary: 'A grant with a last day ends no later than the employment of its holder.',
  rationale:
    'Where the last working day is known, the access is asked for until then and not for longer, so that approvers see the true period (NIST SP 800-53 PS-4; ISO/IEC 27001 A.6.5). Standing access needs no change: it ends with the employment by itself.',
  examples: {
    valid: [
      {
        title: 'until the last working day',
        files: { ...leaving, ...grantFile({ validUntil: '2026-12-11' }) },
      },
    ],
    invalid: [
      {
        title: 'eleven days longer than the contract',
        files: { ...leaving, ...grantFile({ validUntil: '2026-12-22' }) },
      },
      {
        title: 'a length of time that goes past the contract',
        files: {
          ...leaving,
          ...grantFile({ validUntil: undefined, duration: '30d', requestedAt: '2026-11-23' }),
        },
      },
    ],
  },
  *check(grant, context) {
    const { timeZone, now } = context;
    const { subject, validUntil } = grant.value;
    const { person } = factsOf(grant, context);
    const endDate = person?.value.endDate;
    if (!person?.value.active || endDate === undefined) return;
    // Two days compare as text.
    if (validUntil !== undefined && parseDay(validUntil) && parseDay(endDate) && validUntil <= endDate)
      return;
    const last = endOf(endDate, timeZone);
    const end = endOfGrant(grant.value, timeZone, startedAt(grant.path, context));
    if (last === undefined || last <= now || typeof end === 'string' || end.at <= last) return;
    yield grantFinding(grant, [validUntil === undefined ? 'duration' : 'validUntil'], {
      message: `this access would last longer than the employment of \`${subject}\`, which ends with \`${endDate}\``,
      help: `write \`validUntil: ${endDate}\` or earlier${validUntil === undefined ? ' instead of `duration`' : ''}; if they stay longer, human resources corrects \`endDate\` in \`${person.path}\` first`,
      related: [{ path: person.path, pointer: ['endDate'], message: 'the last working day' }],
    });
  },
};
