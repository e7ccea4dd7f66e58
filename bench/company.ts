/** Makes companies of any size: a real git repository with one valid grant file per holder. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const rolesPerSystem = 4;
const grantsPerPerson = 5;

/** Writes a company with so many grants into a folder and commits it to `main`. */
export function makeCompany(dir: string, grants: number): void {
  const systems = Math.max(4, Math.round(Math.sqrt(grants) / 8));
  const people = Math.ceil(grants / grantsPerPerson);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  const systemIds = Array.from({ length: systems }, (_, index) => `system-${index}`);
  const roleIds = Array.from({ length: rolesPerSystem }, (_, index) => `role-${index}`);

  write(
    'policies/grantbook.yaml',
    'version: 1\norganization: Bench\ntimeZone: Europe/Lisbon\npolicyOwners: [person-0, person-1]\ngroups:\n  security: [person-0, person-1, person-2]\n',
  );
  write(
    'policies/approvals.yaml',
    'version: 1\npolicies:\n  - id: standard\n    stages:\n      - approvers: [manager, system-owner]\n',
  );
  write(
    'policies/separation-of-duties.yaml',
    'version: 1\nsets:\n  - id: one\n    reason: Whoever prepares must not release.\n    roles: [system-0/role-0, system-1/role-1]\n',
  );
  const allowed = systemIds
    .map((id) => `    ${id}: {${roleIds.map((role) => `${role}: {maxDuration: 400d}`).join(', ')}}`)
    .join('\n');
  write('policies/role-matrix.yaml', `version: 1\nmatrix:\n  worker:\n${allowed}\n`);
  for (const id of systemIds) {
    const roles = roleIds.map(
      (role, index) =>
        `  ${role}:\n    title: Role ${index}\n    description: Does the work of role ${index}.\n    permissions: [permission-${index}]\n    risk: medium\n    maxHolders: ${grants}\n`,
    );
    write(
      `policies/systems/${id}.yaml`,
      `version: 1\nname: ${id}\ndescription: A system.\nowners: [person-0, person-1]\ndataClassification: internal\npermissions:\n${roleIds.map((_, index) => `  permission-${index}: Do ${index}\n`).join('')}roles:\n${roles.join('')}`,
    );
  }
  for (let index = 0; index < people; index += 1) {
    write(
      `policies/people/person-${index}.yaml`,
      `version: 1\ndisplayName: Person ${index}\ngithub:\n  login: person-${index}\n  id: ${index + 1}\njobFunctions: [worker]\ndepartment: Work\nemploymentType: employee\n${index > 0 ? `manager: person-${Math.floor((index - 1) / 8)}\n` : ''}active: true\nstartDate: 2020-01-01\n`,
    );
  }
  for (let index = 0; index < grants; index += 1) {
    const person = Math.floor(index / grantsPerPerson);
    // Each person holds a few roles that no set forbids together.
    const system = systemIds[(person + (index % grantsPerPerson)) % systems] ?? 'system-0';
    const role = roleIds[2 + (index % 2)] ?? 'role-2';
    write(
      `access-grants/${system}/${role}/person-${person}.yaml`,
      grantText(`person-${person}`, system, role),
    );
  }
  const git = (...args: string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', '-c', 'gc.auto=0', ...args],
      { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] },
    );
  git('init', '--quiet', '--initial-branch=main');
  git('add', '-A');
  git('commit', '--quiet', '-m', 'The company');
  git('checkout', '--quiet', '-b', 'request');
  write('access-grants/system-0/role-1/person-7.yaml', grantText('person-7', 'system-0', 'role-1'));
  git('add', '-A');
  git('commit', '--quiet', '-m', 'One more grant');
  git('checkout', '--quiet', 'main');
}

const grantText = (
  subject: string,
  system: string,
  role: string,
): string => `# yaml-language-server: $schema=../../../schemas/grant.schema.json
version: 1
subject: ${subject}
system: ${system}
role: ${role}
justification: Reconcile the fourth quarter figures with the general ledger
ticket: FIN-4821
requestedAt: 2026-11-20
validUntil: 2027-03-31
`;
