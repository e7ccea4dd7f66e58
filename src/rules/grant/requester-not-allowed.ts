import { groupMembers } from '../../model/approvers.ts';
import { findRole, isActive } from '../../model/entitlement.ts';
import type { GrantRule, RuleContext } from '../../model/rule.ts';
import type { System } from '../../model/system.ts';
import { lacksGroup, mayBeMisspelled } from '../completeness.ts';
import { isTouched } from '../context.ts';
import { grantFinding } from '../define.ts';
import { exampleCompany, examplePaths, grantFile } from '../example-company.ts';

const byManager = {
  [examplePaths.payroll]: (exampleCompany[examplePaths.payroll] ?? '').replace(
    '    risk: medium\n',
    '    risk: medium\n    requesters: [manager, "group:security"]\n',
  ),
};
const withoutAccount = {
  'policies/people/ana.costa.yaml': (exampleCompany['policies/people/ana.costa.yaml'] ?? '').replace(
    /github.*\n/,
    '',
  ),
};

export const requesterNotAllowed: GrantRule = {
  kind: 'grant',
  code: 'GB109',
  name: 'requester-not-allowed',
  level: 'error',
  safety: true,
  summary: 'Whoever asks for a role is one of its `requesters`; without them, the person or the manager.',
  rationale:
    'For sensitive roles it matters who says that they are needed: a manager who answers for the work, not the person who would like the access (NIST SP 800-53 AC-2; ISO/IEC 27001 A.5.18). It is asked when a grant is added or edited; a manager who changes later does not make it wrong. Somebody who asks for themselves needs `self` in the list, whatever groups they are in.',
  examples: {
    valid: [
      {
        title: 'the manager asks',
        files: { ...grantFile({ requestedBy: 'rui.alves' }), ...byManager },
        changes: [examplePaths.grant],
      },
      {
        title: 'the person asks, where nothing else is said',
        files: grantFile(),
        changes: [examplePaths.grant],
      },
      { title: 'it was asked for under other rules', files: { ...grantFile(), ...byManager } },
    ],
    invalid: [
      {
        title: 'the person asks for a role that only others may ask for',
        files: { ...grantFile(), ...byManager },
        changes: [examplePaths.grant],
      },
      {
        title: 'a colleague asks',
        files: grantFile({ requestedBy: 'sofia.lopes' }),
        changes: [examplePaths.grant],
      },
      {
        title: 'nobody is named for a person without a GitHub account',
        files: { ...grantFile(), ...withoutAccount },
        changes: [examplePaths.grant],
      },
    ],
  },
  *check(grant, context) {
    if (!isTouched(grant.path, context)) return;
    const { workspace } = context;
    const { subject, system, role: roleId } = grant.value;
    const found = findRole(workspace, system, roleId);
    const person = workspace.people.get(subject);
    const requester = grant.value.requestedBy ?? subject;
    const asker = requester === subject ? person : workspace.people.get(requester);
    if (!found || !person || !asker || !isActive(asker.value, context)) return;
    if (found.role.requesters === undefined && mayBeMisspelled(workspace, found.system.path, 'requesters'))
      return;
    const allowed = found.role.requesters ?? ['self', 'manager'];
    const self = requester === subject;
    const pointer = [grant.value.requestedBy === undefined ? 'subject' : 'requestedBy'];
    const who = allowed
      .filter((expression) => expression !== 'self')
      .map((expression) => inWords(expression, found.system.value, person.value.manager));
    const others = who.length > 0 ? who.join(', or ') : 'nobody else';

    if (self && allowed.includes('self') && person.value.github === undefined) {
      if (mayBeMisspelled(workspace, person.path, 'github')) return;
      yield grantFinding(grant, pointer, {
        message: `\`${subject}\` has no GitHub account, so somebody else has to ask for them`,
        help: `who may ask: ${others}; they write their user name after \`requestedBy:\``,
      });
      return;
    }
    const may = self
      ? allowed.includes('self')
      : allowed.some((expression) =>
          names(expression, requester, asker.value.jobFunctions, {
            manager: person.value.manager,
            system: found.system.value,
            workspace,
          }),
        );
    if (may) return;
    const selfToo = allowed.includes('self') ? `\`${subject}\`, or ` : '';
    yield grantFinding(grant, pointer, {
      message: self
        ? `nobody may ask for the role \`${roleId}\` for themselves`
        : `\`${requester}\` may not ask for the role \`${roleId}\` for \`${subject}\``,
      help: `who may ask: ${selfToo}${others}${self ? '; they write their user name after `requestedBy:`' : ''}`,
      related: [
        found.role.requesters === undefined
          ? {
              path: found.system.path,
              pointer: ['roles', roleId],
              atKey: true,
              message: 'the role does not say who may ask',
            }
          : {
              path: found.system.path,
              pointer: ['roles', roleId, 'requesters'],
              message: 'the role says who may ask',
            },
      ],
    });
  },
};

function names(
  expression: string,
  requester: string,
  jobFunctions: readonly string[],
  about: { manager: string | undefined; system: System; workspace: RuleContext['workspace'] },
): boolean {
  const [kind, name = ''] = expression.split(':', 2);
  switch (kind) {
    case 'manager':
      return about.manager === requester;
    case 'system-owner':
      return (about.system.owners ?? []).includes(requester);
    case 'user':
      return name === requester;
    case 'group': {
      // Where the settings cannot be read, nobody knows who is in it; `cannot-be-judged` says so.
      const unknown = !lacksGroup(about.workspace, name);
      return groupMembers(about.workspace, name)?.includes(requester) ?? unknown;
    }
    case 'job-function':
      return jobFunctions.includes(name);
    default:
      return false;
  }
}

function inWords(expression: string, system: System, manager: string | undefined): string {
  const [kind, name = ''] = expression.split(':', 2);
  switch (kind) {
    case 'manager':
      return manager === undefined ? 'the manager (there is none)' : `the manager \`${manager}\``;
    case 'system-owner':
      return `an owner of the system (${(system.owners ?? []).map((owner) => `\`${owner}\``).join(', ')})`;
    case 'user':
      return `\`${name}\``;
    case 'group':
      return `somebody of the group \`${name}\``;
    default:
      return `somebody with the job function \`${name}\``;
  }
}
