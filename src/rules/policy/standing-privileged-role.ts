import { findRole } from '../../model/entitlement.ts';
import type { PolicyRule, RuleContext } from '../../model/rule.ts';
import { finding } from '../define.ts';
import { companyFiles, exampleCompany, examplePaths } from '../example-company.ts';

export const standingPrivilegedRole: PolicyRule = {
  kind: 'policy',
  code: 'GB413',
  name: 'standing-privileged-role',
  level: 'error',
  safety: true,
  summary: 'Neither the role matrix nor a bundle offers a privileged role without an end.',
  rationale:
    'Nobody can hold a privileged role without an end (`privileged-needs-temporary`), so a policy that offers it promises what is refused later (NIST SP 800-53 AC-6(5), AC-2(7); ISO/IEC 27001 A.8.2).',
  examples: {
    valid: [{ title: 'the administrator’s role has an end', files: companyFiles(examplePaths.matrix) }],
    invalid: [
      {
        title: '`standing` in the matrix',
        files: {
          [examplePaths.matrix]: (exampleCompany[examplePaths.matrix] ?? '').replace(
            'admin: { maxDuration: 8h }',
            'admin: standing',
          ),
        },
      },
      {
        title: '`standing` in a bundle',
        files: {
          'policies/bundles/payroll-team.yaml': `version: 1
title: Payroll team
description: For whoever joins the payroll team.
grants:
  - { system: payroll, role: admin, standing: true }
`,
        },
      },
    ],
  },
  *check({ workspace }) {
    for (const file of workspace.matrix)
      for (const [jobFunction, systems] of Object.entries(file.value.matrix))
        for (const [system, roles] of Object.entries(systems))
          for (const [role, allowance] of Object.entries(roles))
            if (allowance === 'standing' && isPrivileged(workspace, system, role))
              yield finding(file, ['matrix', jobFunction, system, role], {
                message: `the matrix gives \`${jobFunction}\` the administrator’s role \`${system}/${role}\` without an end`,
                help: `write \`${role}: {maxDuration: 8h}\`, or as long as the work takes`,
              });
    for (const bundle of workspace.bundles.all())
      for (const [index, { system, role, standing }] of bundle.value.grants.entries())
        if (standing && isPrivileged(workspace, system, role))
          yield finding(bundle, ['grants', index, 'standing'], {
            message: `the bundle gives the administrator’s role \`${system}/${role}\` without an end`,
            help: 'write `duration: 8h`, or as long as the work takes',
            atKey: true,
          });
  },
};

const isPrivileged = (workspace: RuleContext['workspace'], system: string, role: string): boolean =>
  findRole(workspace, system, role)?.role.privileged ?? false;
