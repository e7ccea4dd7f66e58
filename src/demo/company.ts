/** The company that the demonstration plays in: four people and one system, small enough to be read at a glance. */

/** Everybody in it, with the account by which GitHub knows them. */
export const cast = {
  ana: { user: 'ana.costa', name: 'Ana Costa', login: 'ana-costa', id: 1001 },
  rui: { user: 'rui.alves', name: 'Rui Alves', login: 'rui-alves', id: 1002 },
  marta: { user: 'marta.dias', name: 'Marta Dias', login: 'marta-dias', id: 1003 },
  sofia: { user: 'sofia.lopes', name: 'Sofia Lopes', login: 'sofia-lopes', id: 1004 },
} as const;

type Member = (typeof cast)[keyof typeof cast];

const person = (
  { name, login, id }: Member,
  jobFunction: string,
  department: string,
  manager?: Member,
): string => `version: 1
displayName: ${name}
github: {login: ${login}, id: ${id}}
jobFunctions: [${jobFunction}]
department: ${department}
employmentType: employee
${manager ? `manager: ${manager.user}\n` : ''}active: true
`;

const { ana, rui, marta, sofia } = cast;

/** The files of its access repository, by path. */
export const companyFiles: Readonly<Record<string, string>> = {
  'policies/grantbook.yaml': `version: 1
organization: Ribeira Books
timeZone: Europe/Lisbon
policyOwners: [sofia.lopes, marta.dias]
reminders:
  beforeEnd: [7d]
merge: auto
ledger:
  writer: {login: "github-actions[bot]", id: 41898282}
`,
  'policies/approvals.yaml': `version: 1
policies:
  - id: everything
    title: Approved by the manager or by an owner of the system
    stages:
      - approvers: [manager, system-owner]
`,
  'policies/role-matrix.yaml': `version: 1
matrix:
  accountant:
    payroll:
      viewer: {maxDuration: 30d}
`,
  [`policies/people/${ana.user}.yaml`]: person(ana, 'accountant', 'Finance', rui),
  [`policies/people/${rui.user}.yaml`]: person(rui, 'finance-lead', 'Finance', marta),
  [`policies/people/${marta.user}.yaml`]: person(marta, 'director', 'Management'),
  [`policies/people/${sofia.user}.yaml`]: person(sofia, 'it-lead', 'IT', marta),
  'policies/systems/payroll.yaml': `version: 1
name: Payroll
description: Calculates and pays the salaries.
owners: [marta.dias, sofia.lopes]
dataClassification: restricted
permissions:
  payslips.read: See payslips
roles:
  viewer:
    title: Viewer
    description: Sees payslips, changes nothing.
    permissions: [payslips.read]
    risk: medium
`,
};
