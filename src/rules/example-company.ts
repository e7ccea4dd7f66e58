/**
 * The company of four that the examples of the rules play in. It is small on purpose: an example shows one
 * thing, and everything else about it is in order on 2026-11-23.
 */
import type { Grant } from '../model/grant.ts';

/** The day at which examples are judged. */
export const exampleDay = '2026-11-23';

export const examplePaths = {
  grant: 'access-grants/payroll/viewer/ana.costa.yaml',
  settings: 'policies/grantbook.yaml',
  payroll: 'policies/systems/payroll.yaml',
  matrix: 'policies/role-matrix.yaml',
  separation: 'policies/separation-of-duties.yaml',
  approvals: 'policies/approvals.yaml',
} as const;

const person = (name: string, jobFunctions: string, manager: string | undefined, id: number) => `version: 1
displayName: ${name}
github: { login: ${name.toLowerCase().replace(' ', '-')}, id: ${id} }
jobFunctions: [${jobFunctions}]
department: Finance
employmentType: employee
${manager ? `manager: ${manager}\n` : ''}active: true
startDate: 2021-03-01
`;

/** The files of the example company, by path. */
export const exampleCompany: Readonly<Record<string, string>> = {
  [examplePaths.settings]: `version: 1
organization: Example Company
timeZone: Europe/Lisbon
groups:
  security: [sofia.lopes]
policyOwners: [sofia.lopes, rui.alves]
`,
  'policies/people/ana.costa.yaml': person('Ana Costa', 'accountant', 'rui.alves', 101),
  'policies/people/rui.alves.yaml': person('Rui Alves', 'finance-lead', 'marta.dias', 102),
  'policies/people/marta.dias.yaml': person('Marta Dias', 'director', undefined, 103),
  'policies/people/sofia.lopes.yaml': person('Sofia Lopes', 'security-officer', 'marta.dias', 104),
  [examplePaths.payroll]: `version: 1
name: Payroll
description: Pays the salaries.
owners: [rui.alves, marta.dias]
dataClassification: restricted
permissions:
  payslips.read: See payslips
  salaries.change: Change salaries
  runs.release: Release a salary run
roles:
  viewer:
    title: Viewer
    description: Sees payslips.
    permissions: [payslips.read]
    risk: medium
  editor:
    title: Editor
    description: Prepares a salary run.
    permissions: [payslips.read, salaries.change]
    risk: high
    ticketPattern: FIN-[0-9]+
  releaser:
    title: Releaser
    description: Releases a salary run.
    permissions: [runs.release]
    risk: high
  admin:
    title: Administrator
    description: May do everything.
    permissions: [payslips.read, salaries.change, runs.release]
    risk: critical
    privileged: true
    emergency: { maxDuration: 4h }
`,
  [examplePaths.matrix]: `version: 1
matrix:
  accountant:
    payroll:
      viewer: { maxDuration: 30d }
      editor: { maxDuration: 30d }
      releaser: { maxDuration: 30d }
      admin: { maxDuration: 8h }
  finance-lead:
    payroll:
      viewer: standing
      releaser: { maxDuration: 30d }
`,
  [examplePaths.separation]: `version: 1
sets:
  - id: payroll-run
    reason: Whoever prepares a salary run must not release it.
    roles: [payroll/editor, payroll/releaser]
`,
  [examplePaths.approvals]: `version: 1
policies:
  - id: standard
    stages:
      - approvers: [manager, system-owner]
`,
  [examplePaths.grant]: `version: 1
subject: ana.costa
system: payroll
role: viewer
justification: Reconcile the fourth quarter salary run with the general ledger
validUntil: 2026-12-22
`,
};

/** Files of the example company as they are, for an example that shows how it should be. */
export const companyFiles = (...paths: readonly string[]): Record<string, string> =>
  Object.fromEntries(paths.map((path) => [path, exampleCompany[path] ?? '']));

/** The grant of the example company with some values changed, at the path that its content asks for. */
export function grantFile(
  values: { readonly [Key in keyof Grant]?: Grant[Key] | undefined } = {},
): Record<string, string> {
  const grant = {
    version: 1,
    subject: 'ana.costa',
    system: 'payroll',
    role: 'viewer',
    justification: 'Reconcile the fourth quarter salary run with the general ledger',
    validUntil: '2026-12-22',
    ...values,
  };
  const lines = Object.entries(grant).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${typeof value === 'object' ? JSON.stringify(value) : value}`],
  );
  return { [`access-grants/${grant.system}/${grant.role}/${grant.subject}.yaml`]: `${lines.join('\n')}\n` };
}
