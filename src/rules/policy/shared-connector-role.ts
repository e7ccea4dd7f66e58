import { nameInSystem, targetValue } from '../../model/connector-target.ts';
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
        title: 'a role with the name of another one',
        files: payrollWith(scimExample.replace('viewer: Payroll viewers', 'editor: admin')),
      },
    ],
  },
  *check({ workspace }) {
    const seen = new Map<string, { readonly found: FoundConnector; readonly role: string }>();
    for (const found of connectorsIn(workspace)) {
      const place = placeOf(found);
      if (place === undefined) continue;
      for (const role of namedFirst(found)) {
        const name = nameInSystem(found.connector, role);
        const key = JSON.stringify([place, name]);
        const other = seen.get(key);
        if (!other) {
          seen.set(key, { found, role });
          continue;
        }
        const both = [other, { found, role }]
          .map((one) => `\`${one.found.file.id}/${one.role}\``)
          .join(' and ');
        yield finding(found.file, pointerOf(found, role), {
          message: `${both} both lead to \`${name}\` in the real system`,
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

/** The same for all connectors to one place; nothing where roles are no more than words for a person. */
function placeOf({ connector, keys, file }: FoundConnector): string | undefined {
  if (connector.type === 'task') return undefined;
  const where = Object.entries(keys)
    .filter(([, { required, kind }]) => required && kind !== 'secret-name')
    .map(([key]) => targetValue(connector, key)?.replace(/\/+$/, '').toLowerCase());
  // Without a place it may be anywhere; its own roles are compared all the same.
  return JSON.stringify([connector.type, ...(where.includes(undefined) ? [file.id] : where)]);
}

/** Roles that take their own id come first, so that what is said stands where somebody wrote a name. */
const namedFirst = ({ file, connector }: FoundConnector): readonly string[] => {
  const isNamed = (role: string) => Object.hasOwn(connector.roles ?? {}, role);
  const roles = Object.keys(file.value.roles);
  return [...roles.filter((role) => !isNamed(role)), ...roles.filter(isNamed)];
};

const pointerOf = ({ connector }: FoundConnector, role: string): Pointer =>
  Object.hasOwn(connector.roles ?? {}, role) ? ['connector', 'roles', role] : ['roles', role];
