import type { GrantRule } from '../../model/rule.ts';
import { mayBeMisspelled } from '../completeness.ts';
import { grantFinding } from '../define.ts';
import { grantFile } from '../example-company.ts';

const hours = { role: 'admin', validUntil: undefined, duration: '2h', requestedAt: '2026-11-23' } as const;

export const missingIncident: GrantRule = {
  kind: 'grant',
  code: 'GB209',
  name: 'missing-incident',
  level: 'error',
  safety: true,
  summary: 'Emergency access names its incident, and only emergency access does.',
  rationale:
    'Emergency access is looked at afterwards, and the incident says what there is to look at (NIST SP 800-53 AC-2(2), AU-6, IR-5). A grant that names an incident without `emergency: true` was probably meant to be one, and would wait for the ordinary approvers.',
  examples: {
    valid: [
      { title: 'both', files: grantFile({ ...hours, emergency: true, incident: 'INC-311' }) },
      { title: 'neither', files: grantFile() },
    ],
    invalid: [
      { title: 'an emergency without an incident', files: grantFile({ ...hours, emergency: true }) },
      { title: 'an incident without an emergency', files: grantFile({ ...hours, incident: 'INC-311' }) },
    ],
  },
  *check(grant, { workspace }) {
    const { emergency, incident } = grant.value;
    const misspelled = (key: string) => mayBeMisspelled(workspace, grant.path, key);
    if (emergency && (incident === undefined ? !misspelled('incident') : incident.trim() === ''))
      yield grantFinding(grant, [incident === undefined ? 'emergency' : 'incident'], {
        message: 'an emergency needs its incident, and none is named',
        help: 'add a line `incident: …` with the number under which the incident is kept, such as `INC-311`',
      });
    if (!emergency && incident !== undefined && !misspelled('emergency'))
      yield grantFinding(grant, ['incident'], {
        message: `\`incident: ${incident}\` belongs to emergency access, and this is an ordinary request`,
        help: 'add a line `emergency: true` if it cannot wait; otherwise name the incident in the justification',
        atKey: true,
      });
  },
};
