import type { GrantRule } from '../../model/rule.ts';
import { policyOwners } from '../context.ts';
import { didYouMean, grantFinding } from '../define.ts';
import { grantFile } from '../example-company.ts';

export const unknownSystem: GrantRule = {
  kind: 'grant',
  code: 'GB104',
  name: 'unknown-system',
  level: 'error',
  safety: true,
  summary: 'The system of a grant has a file in `policies/systems/`.',
  rationale:
    'Without its file nobody knows who owns the system, what its roles may do or who approves, so a grant for it could not be judged (NIST SP 800-53 AC-2, CM-8; ISO/IEC 27001 A.5.9, A.5.15).',
  examples: {
    valid: [{ title: 'a system with a file', files: grantFile() }],
    invalid: [
      { title: 'a slip in the name', files: grantFile({ system: 'payrol' }) },
      { title: 'a system that nobody has entered', files: grantFile({ system: 'warehouse' }) },
    ],
  },
  *check(grant, { workspace }) {
    const { system } = grant.value;
    if (workspace.systems.has(system)) return;
    yield grantFinding(grant, ['system'], {
      message: `there is no system \`${system}\``,
      help: didYouMean(
        system,
        workspace.systems.ids,
        `ask ${policyOwners(workspace)} to add \`policies/systems/${system}.yaml\``,
      ),
    });
  },
};
