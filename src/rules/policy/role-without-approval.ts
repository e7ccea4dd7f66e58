import { matchPolicy } from '../../model/approval-match.ts';
import type { PolicyRule } from '../../model/rule.ts';
import type { Workspace } from '../../model/workspace.ts';
import { slipsAreErrors } from '../completeness.ts';
import { count, finding, inWords } from '../define.ts';
import { companyFiles, exampleCompany, examplePaths } from '../example-company.ts';
import { coverTheRest } from '../grant/no-matching-approval.ts';
import { isMissing, references } from './references.ts';

const onlyFor = (condition: string) => ({
  [examplePaths.grant]: null,
  [examplePaths.approvals]: (exampleCompany[examplePaths.approvals] ?? '').replace(
    'id: standard\n',
    `id: standard\n    when: ${condition}\n`,
  ),
});

/** More roles are counted rather than named. */
const mostRoles = 3;

export const roleWithoutApproval: PolicyRule = {
  kind: 'policy',
  code: 'GB423',
  name: 'role-without-approval',
  level: 'error',
  safety: false,
  summary: 'For every role of every system there is an approval policy.',
  rationale:
    'Where no policy matches, nobody may approve, and that is never a yes (deny by default, NIST SP 800-53 AC-3, SC-7(5)). Whoever asks first would find out, long after the policy was changed. The policies are read from the top; a last one without conditions catches the rest.',
  examples: {
    valid: [
      { title: 'a policy without conditions', files: companyFiles(examplePaths.approvals) },
      { title: 'a policy for each risk', files: onlyFor('{ risk: [medium, high, critical] }') },
      {
        title: 'a slip in the name of the system is said once, where it is',
        files: onlyFor('{ system: [payrol] }'),
      },
    ],
    invalid: [
      { title: 'roles of high risk have none', files: onlyFor('{ risk: [medium, critical] }') },
      { title: 'one role has none', files: onlyFor('{ role: [viewer, editor, releaser] }') },
      { title: 'only emergencies have one', files: onlyFor('{ emergency: true }') },
    ],
  },
  *check({ workspace }) {
    const { approvals } = workspace;
    const missing = [...uncovered(workspace)];
    const [first] = missing;
    if (!approvals || !first || hasSlip(workspace)) return;
    const names = inWords(missing.slice(0, mostRoles).map(({ system, roleId }) => `${system.id}/${roleId}`));
    const more = missing.length - mostRoles;
    yield finding(approvals, ['policies'], {
      message: `nobody may approve access to ${names}${more > 0 ? `, nor to ${count(more, 'other role')}` : ''}: no approval policy matches ${missing.length === 1 ? 'it' : 'them'}`,
      help: coverTheRest,
      atKey: true,
      related: [
        {
          path: first.system.path,
          pointer: ['roles', first.roleId],
          atKey: true,
          message: 'a role that nobody may approve',
        },
      ],
    });
  },
};

/** Whether a policy names a system or a role that is not there, so that it may be for more than it seems. */
const hasSlip = (workspace: Workspace): boolean =>
  slipsAreErrors(workspace) &&
  [...references(workspace)].some(
    (reference) => reference.file === workspace.approvals && isMissing(workspace)(reference),
  );

/** The roles of which no policy says who approves that somebody gets them in the ordinary way. */
function* uncovered({ approvals, systems }: Workspace) {
  if (!approvals) return;
  for (const system of systems.all())
    for (const [roleId, role] of Object.entries(system.value.roles)) {
      const of = { systemId: system.id, system: system.value, roleId, role, emergency: false };
      if (!matchPolicy(approvals.value, { ...of, change: 'added' })) yield { system, roleId };
    }
}
