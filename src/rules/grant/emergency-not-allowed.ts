import { allowancesFor, findRole, own } from '../../model/entitlement.ts';
import type { GrantRule } from '../../model/rule.ts';
import { matrixIsComplete, mayBeMisspelled } from '../completeness.ts';
import { factsOf } from '../context.ts';
import { grantFinding, inWords } from '../define.ts';
import { grantFile } from '../example-company.ts';

const emergency = { emergency: true, incident: 'INC-7', validUntil: undefined, duration: '2h' } as const;

export const emergencyNotAllowed: GrantRule = {
  kind: 'grant',
  code: 'GB207',
  name: 'emergency-not-allowed',
  level: 'error',
  safety: true,
  summary: 'Emergency access is only for roles that have `emergency` in their system’s file.',
  rationale:
    'Break-glass access goes past the ordinary approvers, so the owner of a system decides beforehand for which roles that is worth it (NIST SP 800-53 AC-2(2), emergency accounts; HIPAA 45 CFR 164.312(a)(2)(ii), emergency access procedure).',
  examples: {
    valid: [
      {
        title: 'a role that has an emergency procedure',
        files: grantFile({ role: 'admin', requestedAt: '2026-11-23', ...emergency }),
      },
    ],
    invalid: [
      {
        title: 'a role that has none',
        files: grantFile({ role: 'viewer', requestedAt: '2026-11-23', ...emergency }),
      },
      {
        title: 'somebody to whom the role matrix allows no role that has one',
        files: grantFile({ subject: 'rui.alves', role: 'viewer', requestedAt: '2026-11-23', ...emergency }),
      },
    ],
  },
  *check(grant, context) {
    const { workspace } = context;
    const { system, role, emergency: isEmergency } = grant.value;
    if (!isEmergency) return;
    const found = findRole(workspace, system, role);
    if (!found || found.role.emergency || mayBeMisspelled(workspace, found.system.path, 'emergency')) return;
    const { roles } = found.system.value;
    const { person } = factsOf(grant, context);
    // What the matrix refuses next is no way out; a matrix that is not known as a whole may allow it.
    const mayHold = (id: string) =>
      !person ||
      workspace.matrix.length === 0 ||
      !matrixIsComplete(workspace) ||
      allowancesFor(workspace, person.value, system, id).length > 0;
    const possible = Object.keys(roles).filter((id) => own(roles, id)?.emergency && mayHold(id));
    yield grantFinding(grant, ['emergency'], {
      message: `there is no emergency access to the role \`${role}\` of \`${system}\``,
      help:
        possible.length > 0
          ? `in an emergency ask for ${inWords(possible, 'or')}; or take \`emergency\` and \`incident\` out and ask in the ordinary way`
          : 'take `emergency` and `incident` out and ask in the ordinary way; call whom the contacts in `policies/grantbook.yaml` name if it cannot wait',
      atKey: true,
      related: [{ path: found.system.path, pointer: ['roles', role], atKey: true, message: 'the role' }],
    });
  },
};
