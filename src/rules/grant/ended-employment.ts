import { isPast } from '../../model/period.ts';
import type { GrantRule } from '../../model/rule.ts';
import { factsOf } from '../context.ts';
import { grantFinding } from '../define.ts';
import { exampleCompany, grantFile } from '../example-company.ts';

const ana = 'policies/people/ana.costa.yaml';

export const endedEmployment: GrantRule = {
  kind: 'grant',
  code: 'GB103',
  name: 'ended-employment',
  level: 'error',
  safety: true,
  causedByTime: true,
  summary: 'Whoever holds a grant is still employed: their `endDate` has not passed.',
  rationale:
    'Access ends with the last working day, even where nobody has set `active: false` yet (NIST SP 800-53 PS-4, AC-2(3); ISO/IEC 27001 A.6.5). Grantbook stops providing it by the clock; this rule asks for the file to follow. Since a day passes for everybody, it only warns where a change does not touch the grant.',
  examples: {
    valid: [
      { title: 'a last day to come', files: { [ana]: `${exampleCompany[ana]}endDate: 2026-12-31\n` } },
      { title: 'today is the last day', files: { [ana]: `${exampleCompany[ana]}endDate: 2026-11-23\n` } },
    ],
    invalid: [
      {
        title: 'a grant that is already there',
        files: { [ana]: `${exampleCompany[ana]}endDate: 2026-10-31\n` },
      },
      {
        title: 'a new grant for somebody who has left',
        files: { [ana]: `${exampleCompany[ana]}endDate: 2026-10-31\n`, ...grantFile() },
        changes: Object.keys(grantFile()),
      },
    ],
  },
  *check(grant, context) {
    const { subject } = grant.value;
    const { person } = factsOf(grant, context);
    if (!person?.value.active || person.value.endDate === undefined) return;
    if (!isPast(person.value.endDate, context)) return;
    yield grantFinding(grant, ['subject'], {
      message: `the last working day of \`${subject}\` was \`${person.value.endDate}\``,
      help: `delete this file; if the day is wrong, human resources corrects \`endDate\` in \`${person.path}\` first`,
      related: [{ path: person.path, pointer: ['endDate'], message: 'the people file says so' }],
    });
  },
};
