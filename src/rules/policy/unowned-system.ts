import type { PolicyRule } from '../../model/rule.ts';
import { mayBeMisspelled } from '../completeness.ts';
import { finding, inWords } from '../define.ts';
import { companyFiles, exampleCompany, examplePaths } from '../example-company.ts';

const payroll = exampleCompany[examplePaths.payroll] ?? '';

export const unownedSystem: PolicyRule = {
  kind: 'policy',
  code: 'GB401',
  name: 'unowned-system',
  level: 'error',
  safety: true,
  summary: 'Every system has at least one owner who works here.',
  rationale:
    'The owner answers for who gets in, and is asked for approvals and reviews; without one, nobody is (ISO/IEC 27001 A.5.9, A.5.15; NIST SP 800-53 AC-2). Only `active: false` counts here, never a date, so that no system loses its owner overnight.',
  examples: {
    valid: [
      { title: 'two owners', files: companyFiles(examplePaths.payroll) },
      {
        title: 'a slip in the key `owners` is said once, where it is',
        files: { [examplePaths.payroll]: payroll.replace('owners', 'ownrs') },
      },
    ],
    invalid: [
      { title: 'no owner', files: { [examplePaths.payroll]: payroll.replace(/owners.*\n/, '') } },
      {
        title: 'an owner whom nobody knows',
        files: { [examplePaths.payroll]: payroll.replace(/owners.*\n/, 'owners: [jo.nobody]\n') },
      },
    ],
  },
  *check({ workspace }) {
    for (const system of workspace.systems.all()) {
      if (system.value.owners === undefined && mayBeMisspelled(workspace, system.path, 'owners')) continue;
      const owners = system.value.owners ?? [];
      // A person whose file cannot be read is not gone.
      const here = owners.some(
        (owner) => workspace.people.has(owner) && workspace.people.get(owner)?.value.active !== false,
      );
      if (here) continue;
      yield finding(system, system.value.owners === undefined ? [] : ['owners'], {
        message:
          owners.length === 0
            ? `nobody owns the system \`${system.id}\``
            : `no owner of the system \`${system.id}\` works here any more (${inWords(owners)})`,
        help: 'write `owners: [...]` with the user names of those who decide who gets in',
      });
    }
  },
};
