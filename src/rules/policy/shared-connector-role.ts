import { destinationOf } from '../../model/connector-target.ts';
import type { Pointer } from '../../model/diagnostic.ts';
import type { PolicyRule } from '../../model/rule.ts';
import { finding } from '../define.ts';
import { connectorsIn, type FoundConnector, payrollWith, scimExample } from './connectors.ts';

export const sharedConnectorRole: PolicyRule = {
  kind: 'policy',
  code: 'GB431',
  name: 'shared-connector-role',
  level: 'error',
  safety: true,
  summary: 'No two roles lead to the same group or permission of the real system.',
  rationale:
    'Whoever loses one of the two roles loses the access of the other with it, or keeps both; and the smaller role gives what the larger one does, past its approvals (NIST SP 800-53 AC-2, AC-6).',
  examples: {
    valid: [{ title: 'a group for each role', files: payrollWith(scimExample) }],
    invalid: [
      {
        title: 'two roles with the same group',
        files: payrollWith(`${scimExample}\n  editor: Payroll viewers`),
      },
      {
        title: 'two names of the same permission',
        files: payrollWith(
          'type: github-repository\ntarget:\n  repository: acme/payroll\nroles:\n  viewer: pull\n  editor: read\n  releaser: push',
        ),
      },
      {
        title: 'a role with the name of another one',
        files: payrollWith(scimExample.replace('viewer: Payroll viewers', 'editor: admin')),
      },
    ],
  },
  *check({ workspace }) {
    const seen = new Map<string, { readonly found: FoundConnector; readonly role: string }>();
    for (const found of connectorsIn(workspace)) {
      for (const role of namedFirst(found)) {
        const there = destinationOf(found.connector, role);
        if (there === undefined) continue;
        const key = JSON.stringify([there.place, there.name]);
        const other = seen.get(key);
        if (!other) {
          seen.set(key, { found, role });
          continue;
        }
        const both = [other, { found, role }].map((one) => `\`${one.found.file.id}/${one.role}\``);
        yield finding(found.file, pointerOf(found, role), {
          message: `${both.join(' and ')} both lead to \`${there.name}\` in the real system`,
          help: 'give each role a name of its own there, or make one role of the two',
          related: [
            {
              path: other.found.file.path,
              pointer: pointerOf(other.found, other.role),
              message: `\`${other.role}\` leads there too`,
            },
          ],
        });
      }
    }
  },
};

/** Roles that take their own id come first, so that what is said stands where somebody wrote a name. */
const namedFirst = ({ file, connector }: FoundConnector): readonly string[] => {
  const isNamed = (role: string) => Object.hasOwn(connector.roles ?? {}, role);
  const roles = Object.keys(file.value.roles);
  return [...roles.filter((role) => !isNamed(role)), ...roles.filter(isNamed)];
};

const pointerOf = ({ connector }: FoundConnector, role: string): Pointer =>
  Object.hasOwn(connector.roles ?? {}, role) ? ['connector', 'roles', role] : ['roles', role];
