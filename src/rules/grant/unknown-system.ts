import type { GrantRule } from '../../model/rule.ts';
import { policyOwners } from '../context.ts';
import { didYouMean, grantFinding } from '../define.ts';
import { exampleCompany, examplePaths, grantFile } from '../example-company.ts';
import { knownSystems } from '../names.ts';

const payrols = 'access-grants/payrol/viewer/ana.costa.yaml';

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
      {
        title: 'the name that people know the system by',
        files: {
          [examplePaths.payroll]: (exampleCompany[examplePaths.payroll] ?? '').replace('Payroll', 'Salaria'),
          ...grantFile({ system: 'salaria' }),
        },
      },
      {
        title: 'a slip in the file alone',
        files: { [examplePaths.grant]: grantFile({ system: 'payrol' })[payrols] ?? null },
      },
      { title: 'a system that nobody has entered', files: grantFile({ system: 'warehouse' }) },
    ],
  },
  *check(grant, { workspace }) {
    const { system } = grant.value;
    if (workspace.systems.has(system)) return;
    const inPath = workspace.holdings.at(grant.path)?.system ?? system;
    yield grantFinding(grant, ['system'], {
      message: `there is no system \`${system}\``,
      help: workspace.systems.has(inPath)
        ? `write \`system: ${inPath}\`, as the folder of this file says`
        : didYouMean(
            system,
            knownSystems(workspace),
            `ask ${policyOwners(workspace)} to add \`policies/systems/${system}.yaml\``,
          ),
    });
  },
};
