import type { GrantRule } from '../../model/rule.ts';
import { factsOf } from '../context.ts';
import { grantFinding } from '../define.ts';
import { exampleCompany, grantFile } from '../example-company.ts';

const ana = 'policies/people/ana.costa.yaml';

export const inactiveSubject: GrantRule = {
  kind: 'grant',
  code: 'GB102',
  name: 'inactive-subject',
  level: 'error',
  safety: true,
  summary: 'Whoever holds a grant works here: the people file says `active: true`.',
  rationale:
    'The account of somebody who has left is the one that nobody watches. Access ends together with the employment (NIST SP 800-53 AC-2(3), PS-4; ISO/IEC 27001 A.5.18, A.6.5), so the pull request that makes a person inactive also takes their grants away.',
  examples: {
    valid: [{ title: 'the subject is active', files: grantFile() }],
    invalid: [
      {
        title: 'a colleague who has left',
        files: { [ana]: (exampleCompany[ana] ?? '').replace('active: true', 'active: false') },
      },
    ],
  },
  *check(grant, context) {
    const { subject } = grant.value;
    const { person } = factsOf(grant, context);
    if (!person || person.value.active) return;
    yield grantFinding(grant, ['subject'], {
      message: `\`${subject}\` does not work here any more`,
      help: `delete this file; if they are back, human resources sets \`active: true\` in \`${person.path}\` first`,
      related: [{ path: person.path, pointer: ['active'], message: 'the people file says so' }],
    });
  },
};
