import { own } from '../../model/entitlement.ts';
import type { Grant } from '../../model/grant.ts';
import type { GrantRule } from '../../model/rule.ts';
import type { Holding, Workspace } from '../../model/workspace.ts';
import { grantFinding } from '../define.ts';
import { examplePaths, grantFile } from '../example-company.ts';

const anas = grantFile()[examplePaths.grant] ?? '';

export const misplacedFile: GrantRule = {
  kind: 'grant',
  code: 'GB107',
  name: 'misplaced-file',
  level: 'error',
  safety: true,
  summary:
    'A grant stands at `access-grants/<system>/<role>/<userName>.yaml`, and its content says the same.',
  rationale:
    'Who holds what is known from the paths alone, and the history of one file is the life of one grant. A path that says something else than the content would hide a role from whoever looks at the folders, and from the rules that compare roles (NIST SP 800-53 AU-3).',
  examples: {
    valid: [
      { title: 'path and content agree', files: grantFile() },
      {
        title: 'a slip in the name is said once, as a name that nobody knows',
        files: { [examplePaths.grant]: anas.replace('ana.costa', 'ana.kosta') },
      },
    ],
    invalid: [
      {
        title: 'in the folder of another role',
        files: { 'access-grants/payroll/admin/ana.costa.yaml': anas },
      },
      {
        title: 'under the name of another person',
        files: { 'access-grants/payroll/viewer/rui.alves.yaml': anas },
      },
      {
        title: 'a slip in the name of the file',
        files: { 'access-grants/payroll/viewer/ana.kosta.yaml': anas, [examplePaths.grant]: null },
      },
    ],
  },
  *check(grant, { workspace }) {
    const { value, path } = grant;
    const holding = workspace.holdings.at(path);
    if (!holding) return;
    const keys = ['system', 'role', 'subject'] as const;
    if (keys.every((key) => value[key] === holding[key])) return;
    // A name that nobody knows has a finding of its own (GB101, GB104, GB105).
    const known = keys.filter((key) => isKnown(key, value, workspace));
    const meant = (key: (typeof keys)[number]) => (known.includes(key) ? value : holding)[key];
    const right = `access-grants/${meant('system')}/${meant('role')}/${meant('subject')}.yaml`;
    for (const key of known) {
      if (value[key] === holding[key]) continue;
      yield grantFinding(grant, [key], {
        message: `the file says \`${key}: ${value[key]}\`, but its path says \`${holding[key]}\``,
        help: `move the file to \`${right}\`${isKnown(key, holding, workspace) ? `, or write \`${key}: ${holding[key]}\`` : ''}`,
      });
    }
  },
};

/** Whether there is such a person, system or role. Where the file of the system cannot be read, the role may be there. */
function isKnown(
  key: 'subject' | 'system' | 'role',
  { subject, system, role }: Pick<Grant | Holding, 'subject' | 'system' | 'role'>,
  { people, systems }: Workspace,
): boolean {
  if (key === 'subject') return people.has(subject);
  if (key === 'system') return systems.has(system);
  const file = systems.isRead(system) ? systems.get(system) : undefined;
  return !file || own(file.value.roles, role) !== undefined;
}
