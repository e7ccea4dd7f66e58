import type { PolicyRule } from '../../model/rule.ts';
import type { System } from '../../model/system.ts';
import type { Workspace } from '../../model/workspace.ts';
import { mayBeMisspelled } from '../completeness.ts';
import { didYouMean, finding, inWords } from '../define.ts';
import { companyFiles, exampleCompany, examplePaths } from '../example-company.ts';
import { knownPeople } from '../names.ts';

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
        title: 'a slip in the name of the only owner',
        files: { [examplePaths.payroll]: payroll.replace(/owners.*\n/, 'owners: [marta.diaz]\n') },
      },
      {
        title: 'an owner whom nobody knows',
        files: { [examplePaths.payroll]: payroll.replace(/owners.*\n/, 'owners: [jo.nobody]\n') },
      },
    ],
  },
  *check({ workspace }) {
    for (const system of workspace.systems.all()) {
      if (system.value.owners === undefined && mayBeMisspelled(workspace, system.path, 'owners')) continue;
      if (hasOwner(system.value, workspace)) continue;
      const owners = system.value.owners ?? [];
      const [only = '', ...others] = owners;
      const isSlip = others.length === 0 && only !== '' && !workspace.people.has(only);
      const rewrite = 'write `owners: [...]` with the user names of those who decide who gets in';
      yield finding(system, system.value.owners === undefined ? [] : ['owners'], {
        message:
          owners.length === 0
            ? `nobody owns the system \`${system.id}\``
            : isSlip
              ? `nobody with the user name \`${only}\` works here, and nobody else owns the system \`${system.id}\``
              : `no owner of the system \`${system.id}\` works here any more (${inWords(owners)})`,
        help: () => (isSlip ? didYouMean(only, knownPeople(workspace), rewrite) : rewrite),
      });
    }
  },
};

/** Whether an owner works here. A person whose file cannot be read is not gone. */
export const hasOwner = ({ owners = [] }: System, { people }: Workspace): boolean =>
  owners.some((owner) => people.has(owner) && people.get(owner)?.value.active !== false);
