import { isActive } from '../../model/entitlement.ts';
import type { PolicyRule } from '../../model/rule.ts';
import { didYouMean, finding } from '../define.ts';
import { companyFiles, exampleCompany, examplePaths } from '../example-company.ts';
import { knownPeople } from '../names.ts';
import { hasOwner } from './unowned-system.ts';

const payroll = exampleCompany[examplePaths.payroll] ?? '';
const rui = 'policies/people/rui.alves.yaml';

export const ownerInactive: PolicyRule = {
  kind: 'policy',
  code: 'GB402',
  name: 'owner-inactive',
  level: 'warning',
  safety: false,
  summary: 'Every owner of a system is a person who works here.',
  rationale:
    'An owner who has left is still named, but answers nobody: approvals wait for the others without their knowing (NIST SP 800-53 PS-5; ISO/IEC 27001 A.5.9). As long as another owner is there it only warns; without any, see `unowned-system`.',
  examples: {
    valid: [{ title: 'two owners who work here', files: companyFiles(examplePaths.payroll) }],
    invalid: [
      {
        title: 'one of two owners has left',
        files: { [rui]: (exampleCompany[rui] ?? '').replace('active: true', 'active: false') },
      },
      {
        title: 'a slip in the name of an owner',
        files: { [examplePaths.payroll]: payroll.replace('rui.alves', 'rui.alvez') },
      },
    ],
  },
  *check(context) {
    const { people, systems } = context.workspace;
    for (const system of systems.all()) {
      // `unowned-system` says so already.
      if (!hasOwner(system.value, context.workspace)) continue;
      for (const [index, owner] of (system.value.owners ?? []).entries()) {
        const person = people.get(owner);
        if (!people.has(owner))
          yield finding(system, ['owners', index], {
            message: `nobody with the user name \`${owner}\` works here, but the name owns \`${system.id}\``,
            help: () =>
              didYouMean(owner, knownPeople(context.workspace), 'name somebody who decides who gets in'),
          });
        // A last working day that cannot be read is reported as such.
        else if (person && !isActive(person.value, context) && !(person.flawed && person.value.active))
          yield finding(system, ['owners', index], {
            message: `\`${owner}\` owns \`${system.id}\`, but does not work here any more`,
            help: 'name whoever has taken over',
            related: [
              {
                path: person.path,
                pointer: [person.value.active ? 'endDate' : 'active'],
                message: 'the people file says so',
              },
            ],
          });
      }
    }
  },
};
