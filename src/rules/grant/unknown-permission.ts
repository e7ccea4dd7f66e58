import { own } from '../../model/entitlement.ts';
import type { GrantRule } from '../../model/rule.ts';
import { slipsAreErrors } from '../completeness.ts';
import { factsOf, isTouched, policyOwners } from '../context.ts';
import { didYouMean, grantFinding, inWords } from '../define.ts';
import { exampleCompany, examplePaths, grantFile } from '../example-company.ts';

const slipInViewer = {
  [examplePaths.payroll]: (exampleCompany[examplePaths.payroll] ?? '').replace(
    '[payslips.read]',
    '[payslip.read]',
  ),
};

export const unknownPermission: GrantRule = {
  kind: 'grant',
  code: 'GB112',
  name: 'unknown-permission',
  level: 'error',
  safety: true,
  summary: 'The `permissions` of a grant exist in the system, and the role gives them.',
  rationale:
    '`permissions` says what is really needed, so that a smaller role can be proposed. If the role does not give one of them, the person would get access and still could not work; if it does not exist, nobody can tell what was meant (NIST RBAC, ANSI INCITS 359; NIST SP 800-53 AC-6).',
  examples: {
    valid: [
      { title: 'a permission of the role', files: grantFile({ permissions: ['payslips.read'] }) },
      {
        title: 'a slip in what the role gives is said once, where it is',
        files: { ...grantFile({ permissions: ['payslips.read'] }), ...slipInViewer },
      },
    ],
    invalid: [
      { title: 'a slip in the name', files: grantFile({ permissions: ['payslip.read'] }) },
      {
        title: 'a slip in what the role gives, while access is asked for',
        files: { ...grantFile({ permissions: ['payslips.read'] }), ...slipInViewer },
        changes: [examplePaths.grant],
      },
      {
        title: 'a permission that another role gives',
        files: grantFile({ permissions: ['payslips.read', 'runs.release'] }),
      },
    ],
  },
  *check(grant, context) {
    const { permissions, system: systemId, role: roleId } = grant.value;
    if (permissions === undefined) return;
    const { found } = factsOf(grant, context);
    if (!found) return;
    const { permissions: known, roles } = found.system.value;
    for (const [index, permission] of permissions.entries()) {
      if (found.role.permissions.includes(permission)) continue;
      if (own(known, permission) === undefined) {
        yield grantFinding(grant, ['permissions', index], {
          message: `the system \`${systemId}\` has no permission \`${permission}\``,
          help: () =>
            didYouMean(
              permission,
              Object.keys(known),
              'choose one of its permissions, or leave the line out',
            ),
          related: [
            {
              path: found.system.path,
              pointer: ['permissions'],
              atKey: true,
              message: 'the permissions of the system',
            },
          ],
        });
        continue;
      }
      const slip = found.role.permissions.findIndex((id) => own(known, id) === undefined);
      if (slip >= 0) {
        // The slip is said where it is; only what is being asked for has to be stopped too.
        if (!isTouched(grant.path, context) && slipsAreErrors(context.workspace)) return;
        yield grantFinding(grant, ['permissions', index], {
          message: `nobody can tell whether the role \`${roleId}\` gives \`${permission}\`: it names \`${found.role.permissions[slip]}\`, which \`${systemId}\` does not have`,
          help: `nothing is wrong here: ask ${policyOwners(context.workspace)} to correct the permissions of the role first`,
          related: [
            {
              path: found.system.path,
              pointer: ['roles', roleId, 'permissions', slip],
              message: 'what has to be corrected',
            },
          ],
        });
        return;
      }
      const giving = Object.keys(roles).filter((id) => own(roles, id)?.permissions.includes(permission));
      yield grantFinding(grant, ['permissions', index], {
        message: `the role \`${roleId}\` does not give \`${permission}\``,
        help:
          giving.length > 0
            ? `${inWords(giving)} ${giving.length === 1 ? 'does' : 'do'}: ask for that role, or take the permission off the list`
            : 'no role gives it: take it off the list',
        related: [
          {
            path: found.system.path,
            pointer: ['roles', roleId, 'permissions'],
            message: 'what the role gives',
          },
        ],
      });
    }
  },
};
