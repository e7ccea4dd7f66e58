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
    'For sensitive roles it matters who says that they are needed: a manager who answers for the work, not the person who would like the access (NIST SP 800-53 AC-2; ISO/IEC 27001 A.5.18). It is asked when a grant is added or edited; a manager who changes later does not make it wrong. Somebody who asks for themselves needs `self` in the list, whatever groups they are in. Where a role names its `requesters`, one of them has to open the pull request, since anybody can write anybody’s name after `requestedBy:` (accountability, AU-10).',
  examples: {
    valid: [
      {
        title: 'the manager asks',
        files: { ...grantFile({ requestedBy: 'rui.alves' }), ...byManager },
        changes: [examplePaths.grant],
        openedBy: 'rui.alves',
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
      {
        title: 'the person writes the name of the manager',
        files: { ...grantFile({ requestedBy: 'rui.alves' }), ...byManager },
        changes: [examplePaths.grant],
        openedBy: 'ana.costa',
      },
    ],
  },
  *check(grant, context) {
    if (!isTouched(grant.path, context)) return;
    const { workspace, openedBy } = context;
    const { subject, system, role: roleId } = grant.value;
    const found = findRole(workspace, system, roleId);
    const person = workspace.people.get(subject);
    const requester = grant.value.requestedBy ?? subject;
    const asker = requester === subject ? person : workspace.people.get(requester);
    if (!found || !person || !asker || !isActive(asker.value, context)) return;
    const named = found.role.requesters;
    if (named === undefined && mayBeMisspelled(workspace, found.system.path, 'requesters')) return;
    const asking: Asking = {
      subject,
      manager: person.value.manager,
      allowed: named ?? ['self', 'manager'],
      system: found.system.value,
      workspace,
    };
    const self = requester === subject;
    const pointer = [grant.value.requestedBy === undefined ? 'subject' : 'requestedBy'];
    const withTheirName = '; they write their user name after `requestedBy:`';

    if (self && asking.allowed.includes('self') && person.value.github === undefined) {
      if (mayBeMisspelled(workspace, person.path, 'github')) return;
      yield grantFinding(grant, pointer, {
        message: `\`${subject}\` has no GitHub account, so somebody else has to ask for them`,
        help: `who may ask: ${othersIn(asking)}${withTheirName}`,
      });
      return;
    }
    const whoMay = `${asking.allowed.includes('self') ? `\`${subject}\`, or ` : ''}${othersIn(asking)}`;
    const related = [
      named === undefined
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
    ];
    if (!mayAsk(requester, asking))
      yield grantFinding(grant, pointer, {
        message: self
          ? `nobody may ask for the role \`${roleId}\` for themselves`
          : `\`${requester}\` may not ask for the role \`${roleId}\` for \`${subject}\``,
        help: `who may ask: ${whoMay}${self ? withTheirName : ''}`,
        related,
      });
    else if (named !== undefined && openedBy !== undefined && !mayAsk(openedBy, asking))
      yield grantFinding(grant, pointer, {
        message: `\`${openedBy}\` opened this pull request, and may not ask for the role \`${roleId}\`${openedBy === subject ? ' for themselves' : ` for \`${subject}\``}`,
        help: `one of those who may ask has to open it: ${whoMay}`,
        related,
      });
  },
};

/** For whom somebody asks, and who may. */
interface Asking {
  readonly subject: string;
  readonly manager: string | undefined;
  /** Expressions: `self`, `manager`, `group:hr`, … */
  readonly allowed: readonly string[];
  readonly system: System;
  readonly workspace: RuleContext['workspace'];
}

const mayAsk = (user: string, asking: Asking): boolean =>
  user === asking.subject
    ? asking.allowed.includes('self')
    : asking.allowed.some((expression) => names(expression, user, asking));

function othersIn({ allowed, system, manager }: Asking): string {
  const who = allowed
    .filter((expression) => expression !== 'self')
    .map((expression) => inWords(expression, system, manager));
  return who.length > 0 ? who.join(', or ') : 'nobody else';
}

function names(expression: string, user: string, about: Asking): boolean {
  const [kind, name = ''] = expression.split(':', 2);
  switch (kind) {
    case 'manager':
      return about.manager === user;
    case 'system-owner':
      return (about.system.owners ?? []).includes(user);
    case 'user':
      return name === user;
    case 'group': {
      // Where the settings cannot be read, nobody knows who is in it; `cannot-be-judged` says so.
      const unknown = !lacksGroup(about.workspace, name);
      return groupMembers(about.workspace, name)?.includes(user) ?? unknown;
    }
    case 'job-function':
      return about.workspace.people.get(user)?.value.jobFunctions.includes(name) ?? false;
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
