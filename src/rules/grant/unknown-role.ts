import { own } from '../../model/entitlement.ts';
import type { GrantRule } from '../../model/rule.ts';
import { didYouMean, grantFinding, inWords } from '../define.ts';
import { examplePaths, grantFile } from '../example-company.ts';
import { knownRoles } from '../names.ts';

export const unknownRole: GrantRule = {
  kind: 'grant',
  code: 'GB105',
  name: 'unknown-role',
  level: 'error',
  safety: true,
  summary: 'The role of a grant is one of the roles that its system has.',
  rationale:
    'A role says in plain words what somebody may do, how risky that is and who approves it. Access outside of the roles would be access that nobody has described (NIST RBAC, ANSI INCITS 359: permissions come through roles alone).',
  examples: {
    valid: [{ title: 'a role of the system', files: grantFile({ role: 'viewer' }) }],
    invalid: [
      { title: 'a slip in the role', files: grantFile({ role: 'vewer' }) },
      { title: 'the title of the role', files: grantFile({ role: 'administrator' }) },
      {
        title: 'a slip in the file alone',
        files: {
          [examplePaths.grant]:
            grantFile({ role: 'vewer' })['access-grants/payroll/vewer/ana.costa.yaml'] ?? null,
        },
      },
      { title: 'a role of nobody', files: grantFile({ role: 'constructor' }) },
    ],
  },
  *check(grant, { workspace }) {
    const { system: systemId, role } = grant.value;
    const system = workspace.systems.get(systemId);
    if (!system || own(system.value.roles, role)) return;
    const roles = Object.keys(system.value.roles);
    const inPath = workspace.holdings.at(grant.path)?.role ?? role;
    yield grantFinding(grant, ['role'], {
      message: `the system \`${systemId}\` has no role \`${role}\``,
      help:
        own(system.value.roles, inPath) === undefined
          ? didYouMean(role, knownRoles(system), `choose one of its roles: ${inWords(roles, 'or')}`)
          : `write \`role: ${inPath}\`, as the folder of this file says`,
      related: [{ path: system.path, pointer: ['roles'], message: `the roles of ${system.value.name}` }],
    });
  },
};
