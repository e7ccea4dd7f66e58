import { matchPolicy } from '../../model/approval-match.ts';
import { findRole, isActive } from '../../model/entitlement.ts';
import type { PolicyRule } from '../../model/rule.ts';
import type { Workspace } from '../../model/workspace.ts';
import { mayBeMisspelled } from '../completeness.ts';
import { cached } from '../context.ts';
import { finding, inWords } from '../define.ts';
import { companyFiles, exampleCompany, examplePaths } from '../example-company.ts';
import { matrixCells } from './matrix-cells.ts';

const ana = 'policies/people/ana.costa.yaml';
const withoutManager = { [ana]: (exampleCompany[ana] ?? '').replace('manager: rui.alves\n', '') };
const approvals = (approvers: string) => ({
  [examplePaths.approvals]: `version: 1\npolicies:\n  - id: standard\n    stages:\n      - approvers: ${approvers}\n`,
});

export const missingManager: PolicyRule = {
  kind: 'policy',
  code: 'GB421',
  name: 'missing-manager',
  level: 'warning',
  safety: false,
  summary: 'Whoever may ask for a role that the manager approves has a manager.',
  rationale:
    'A request that nobody else may approve would be refused on the day on which it is urgent, or fall to whoever stands in, who does not know the work (NIST SP 800-53 AC-2, AC-5; ISO/IEC 27001 A.5.15). Who has no manager, such as the head of the organization, needs a policy that names somebody else as well.',
  examples: {
    valid: [
      { title: 'somebody with a manager', files: { ...companyFiles(ana), ...approvals('[manager]') } },
      {
        title: 'somebody without one, where an owner of the system may approve too',
        files: { ...withoutManager, ...approvals('[manager, system-owner]') },
      },
      {
        title: 'the head of the organization may ask for nothing that a manager approves',
        files: approvals('[manager]'),
      },
      {
        title: 'a slip in the key is said once, where it is',
        files: {
          ...approvals('[manager]'),
          [ana]: (exampleCompany[ana] ?? '').replace('manager:', 'manger:'),
        },
      },
    ],
    invalid: [
      { title: 'nobody is entered', files: { ...withoutManager, ...approvals('[manager]') } },
      {
        title: 'nor is there a manager’s manager then',
        files: { ...withoutManager, ...approvals('[manager, manager-of-manager]') },
      },
    ],
  },
  *check(context) {
    const { workspace } = context;
    const { people, approvals: policies } = workspace;
    if (!policies) return;
    for (const person of people.all()) {
      const { manager, jobFunctions } = person.value;
      if (manager !== undefined || mayBeMisspelled(workspace, person.path, 'manager')) continue;
      const needs = jobFunctions.flatMap((name) => managed(workspace).get(name) ?? []);
      const [need] = needs;
      if (!need || !isActive(person.value, context)) continue;
      yield finding(person, [], {
        message: `nobody is entered as the manager of \`${person.id}\`, and the policy \`${need.policy}\` asks for ${inWords(need.approvers, 'or')} where somebody wants \`${need.role}\``,
        help: 'add a line `manager: …` with the user name of the manager; where there is none, name somebody else in that policy too, such as `system-owner`',
        related: [{ path: policies.path, pointer: need.pointer, message: 'who has to approve' }],
      });
    }
  },
};

/** A role that somebody may ask for, and the stage for which a manager has to be entered. */
interface Managed {
  readonly role: string;
  readonly policy: string;
  readonly approvers: readonly string[];
  readonly pointer: readonly (string | number)[];
}

/** By job function, the first role whose approval has a stage that only managers can fill. */
const managed = cached((workspace: Workspace): ReadonlyMap<string, Managed> => {
  const found = new Map<string, Managed>();
  const { approvals: policies } = workspace;
  if (!policies) return found;
  for (const { jobFunction, system: systemId, role: roleId } of matrixCells(workspace)) {
    const of = found.has(jobFunction) ? undefined : findRole(workspace, systemId, roleId);
    if (!of) continue;
    const about = { systemId, system: of.system.value, roleId, role: of.role, emergency: false };
    const policy = matchPolicy(policies.value, { ...about, change: 'added' });
    const stage = policy?.stages.findIndex(({ approvers }) => approvers.every(isManager)) ?? -1;
    const approvers = policy?.stages[stage]?.approvers;
    if (!policy || !approvers) continue;
    const pointer = ['policies', policies.value.policies.indexOf(policy), 'stages', stage, 'approvers'];
    found.set(jobFunction, { role: `${systemId}/${roleId}`, policy: policy.id, approvers, pointer });
  }
  return found;
});

const isManager = (expression: string): boolean =>
  expression === 'manager' || expression === 'manager-of-manager';
