import { isActive } from '../../model/entitlement.ts';
import type { PolicyRule } from '../../model/rule.ts';
import { finding } from '../define.ts';
import { companyFiles, exampleCompany } from '../example-company.ts';

const ana = 'policies/people/ana.costa.yaml';
const rui = 'policies/people/rui.alves.yaml';
const text = (path: string) => exampleCompany[path] ?? '';
const left = (path: string) => ({ [path]: text(path).replace('active: true', 'active: false') });

export const inactiveManager: PolicyRule = {
  kind: 'policy',
  code: 'GB418',
  name: 'inactive-manager',
  level: 'warning',
  safety: false,
  summary: 'The manager of everybody who works here works here too.',
  rationale:
    'Managers approve and ask. Where somebody’s manager has left, requests wait for nobody, and the people files no longer say who answers for whom (NIST SP 800-53 PS-5, AC-2; ISO/IEC 27001 A.6.5). It only warns, since whoever leaves should be entered at once, even where the successor is not known yet.',
  examples: {
    valid: [
      { title: 'the manager works here', files: companyFiles(ana, rui) },
      { title: 'both have left', files: { ...left(ana), ...left(rui) } },
    ],
    invalid: [
      { title: 'the manager is not active', files: left(rui) },
      {
        title: 'the last day of the manager has passed',
        files: { [rui]: `${text(rui)}endDate: 2026-10-31\n` },
      },
    ],
  },
  *check(context) {
    const { people } = context.workspace;
    for (const person of people.all()) {
      const { manager } = person.value;
      if (manager === undefined || manager === person.id || !isActive(person.value, context)) continue;
      const file = people.has(manager) ? people.get(manager) : undefined;
      // A last working day that cannot be read is reported as such.
      if (!file || isActive(file.value, context) || (file.flawed && file.value.active)) continue;
      yield finding(person, ['manager'], {
        message: `\`${manager}\` is the manager of \`${person.id}\`, but does not work here any more`,
        help: 'write the user name of whoever is the manager now',
        related: [
          {
            path: file.path,
            pointer: [file.value.active ? 'endDate' : 'active'],
            message: 'the people file says so',
          },
        ],
      });
    }
  },
};
