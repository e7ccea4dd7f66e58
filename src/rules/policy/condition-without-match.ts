import { matchesRole } from '../../model/approval-match.ts';
import type { ApprovalPolicy } from '../../model/approvals.ts';
import { nearestNamed } from '../../model/nearest.ts';
import type { PolicyRule } from '../../model/rule.ts';
import type { System } from '../../model/system.ts';
import type { Sourced, Workspace } from '../../model/workspace.ts';
import { finding, inWords } from '../define.ts';
import { exampleCompany, examplePaths } from '../example-company.ts';
import { knownRoles } from '../names.ts';

const special = (when: string) => ({
  [examplePaths.approvals]: (exampleCompany[examplePaths.approvals] ?? '').replace(
    'policies:\n',
    `policies:\n  - { id: special, when: ${when}, stages: [{ approvers: [system-owner] }] }\n`,
  ),
});
const shop = (exampleCompany[examplePaths.payroll] ?? '')
  .replace('name: Payroll', 'name: Shop')
  .replace('restricted', 'internal')
  .replace('  viewer:\n    title: Viewer', '  packer:\n    title: Packer');

export const conditionWithoutMatch: PolicyRule = {
  kind: 'policy',
  code: 'GB424',
  name: 'condition-without-match',
  level: 'warning',
  safety: false,
  summary: 'For every approval policy there is a role to which its `when` can apply.',
  rationale:
    'A policy that can never apply looks like protection, and another one decides instead of it: with the role of another system, or a class of data that no system has, it was probably meant for something that is there (NIST SP 800-53 CM-3, CM-6).',
  examples: {
    valid: [
      {
        title: 'a role of the system',
        files: special('{ system: [payroll], role: [viewer] }'),
      },
      { title: 'one of several is enough', files: special('{ dataClassification: [public, restricted] }') },
      {
        title: 'a slip in a name is said once, where it is',
        files: special('{ system: [payrol], role: [viewer] }'),
      },
      {
        title: 'the file of a system cannot be read',
        files: {
          ...special('{ dataClassification: [public] }'),
          'policies/systems/shop.yaml': 'version: 1\n',
        },
      },
    ],
    invalid: [
      {
        title: 'a role of another system',
        files: { 'policies/systems/shop.yaml': shop, ...special('{ system: [shop], role: [viewer] }') },
      },
      { title: 'a class of data that no system has', files: special('{ dataClassification: [public] }') },
      { title: 'a risk that no role has', files: special('{ risk: [low] }') },
      {
        title: 'two conditions that no role fulfils',
        files: special('{ role: [viewer], privileged: true }'),
      },
    ],
  },
  *check({ workspace }) {
    const { approvals, systems } = workspace;
    // A system that cannot be read may have what is missing.
    if (!approvals || systems.ids.length === 0 || !systems.ids.every((id) => systems.get(id))) return;
    for (const [at, { id, when }] of approvals.value.policies.entries()) {
      const missing = when && whatIsMissing(when, workspace);
      if (!missing) continue;
      yield finding(approvals, ['policies', at, 'when', ...missing.pointer], {
        message: `\`${id}\` never decides: ${missing.why}`,
        help: missing.help,
      });
    }
  },
};

type When = NonNullable<ApprovalPolicy['when']>;

interface Missing {
  readonly pointer: readonly string[];
  readonly why: string;
  readonly help: string;
}

/** Why no role fulfils the conditions of a policy; nothing where one does, or where a name in them is a slip. */
function whatIsMissing(when: When, { systems }: Workspace): Missing | undefined {
  const all = systems
    .all()
    .flatMap(({ id, value: system }) =>
      Object.entries(system.roles).map(([roleId, role]) => ({ systemId: id, system, roleId, role })),
    );
  const fulfil = (part: When) => all.some((found) => matchesRole(part, found));
  if (fulfil(when)) return undefined;
  const names = (when.system ?? []).filter((id) => systems.has(id));
  const roles = (when.role ?? []).filter((id) => all.some(({ roleId }) => roleId === id));
  if (names.length !== (when.system ?? []).length || roles.length !== (when.role ?? []).length)
    return undefined;
  const { dataClassification, risk, privileged } = when;
  if (dataClassification && !fulfil({ dataClassification })) {
    const there = systems.all().map(({ value }) => value.dataClassification);
    return {
      pointer: ['dataClassification'],
      why: `no system is ${inWords(dataClassification, 'or')}`,
      help: `write a class that a system has, such as ${inWords([...new Set(there)], 'or')}, or delete the policy`,
    };
  }
  if (risk && !fulfil({ risk })) {
    const there = all.map(({ role }) => role.risk);
    return {
      pointer: ['risk'],
      why: `no role has the risk ${inWords(risk, 'or')}`,
      help: `write a risk that a role has, such as ${inWords([...new Set(there)], 'or')}, or delete the policy`,
    };
  }
  if (privileged !== undefined && !fulfil({ privileged }))
    return {
      pointer: ['privileged'],
      why: privileged ? 'no role is privileged' : 'every role is privileged',
      help: 'take the condition out, or delete the policy',
    };
  if (names.length > 0 && roles.length > 0 && !fulfil({ system: names, role: roles }))
    return { pointer: ['role'], ...withoutRole(names, roles, systems.all()) };
  return {
    pointer: [],
    why: `no role fulfils ${inWords(Object.keys(when).filter((key) => ofRoles.has(key)))} together`,
    help: 'take one of the conditions out, or delete the policy',
  };
}

/** What to say of roles that other systems have. */
function withoutRole(
  names: readonly string[],
  roles: readonly string[],
  systems: readonly Sourced<System>[],
) {
  const meant = systems.filter(({ id }) => names.includes(id)).flatMap(knownRoles);
  const [first = ''] = roles;
  const near = nearestNamed(first, meant);
  const possible = inWords([...new Set(meant.map(({ id }) => id))], 'or');
  return {
    why: `${inWords(names, 'and')} ${names.length === 1 ? 'has' : 'have'} no role ${inWords(roles, 'or')}`,
    help: near === undefined ? `write ${possible}, or delete the policy` : `did you mean \`${near}\`?`,
  };
}

/** The conditions that a role fulfils, or its system. */
const ofRoles: ReadonlySet<string> = new Set(['risk', 'privileged', 'dataClassification', 'system', 'role']);
