import type { PolicyRule } from '../../model/rule.ts';
import type { System } from '../../model/system.ts';
import type { Sourced, Workspace } from '../../model/workspace.ts';
import { lacksGroup, matrixIsComplete, peopleAreComplete } from '../completeness.ts';
import { count, didYouMean, finding, inWords } from '../define.ts';
import { companyFiles, exampleCompany, examplePaths } from '../example-company.ts';
import { knownJobFunctions, knownPeople } from '../names.ts';
import { type ApproverList, approverLists, mostPeople, systemsOf } from './approver-reach.ts';
import { tooFewTogether } from './stages-together.ts';

const settings = exampleCompany[examplePaths.settings] ?? '';
const forFiles = (stage: string) => ({
  [examplePaths.approvals]: `${exampleCompany[examplePaths.approvals]}policyChanges:\n  - paths: ["policies/**"]\n    stages:\n      - ${stage}\n`,
});
const approvals = (stage: string) => ({
  [examplePaths.approvals]: `version: 1\npolicies:\n  - id: standard\n    stages:\n      - ${stage}\n`,
});

export const unreachableApprover: PolicyRule = {
  kind: 'policy',
  code: 'GB403',
  name: 'unreachable-approver',
  level: 'error',
  safety: false,
  summary: 'Every stage of an approval, every escalation and every access review can be filled by somebody.',
  rationale:
    'A stage that nobody can fill keeps a request waiting for ever, and sooner or later somebody looks for a way around it. A candidate works here and has a GitHub account, since approvals are given there (GitHub Docs, “About pull request reviews”). Where nobody knows before a grant is there, such as with the manager, that is judged with the grant; in `policyChanges` there never is one.',
  examples: {
    valid: [
      { title: 'the manager or an owner', files: companyFiles(examplePaths.approvals) },
      { title: 'a group with a member', files: approvals('approvers: ["group:security"]') },
      {
        title: 'where the settings cannot be read, nobody knows which groups there are',
        files: { ...approvals('approvers: ["group:security"]'), [examplePaths.settings]: 'groups' },
      },
      {
        title: 'a slip in the key `groups` is said once, where it is',
        files: {
          ...approvals('approvers: ["group:security"]'),
          [examplePaths.settings]: settings.replace('groups', 'group'),
        },
      },
      {
        title: 'a slip in the name of the only member is said once, where it is',
        files: {
          ...approvals('approvers: ["group:security"]'),
          [examplePaths.settings]: settings.replace('[sofia.lopes]', '[sofia.lopez]'),
        },
      },
      { title: 'both owners of each system', files: approvals('{ approvers: [system-owner], count: 2 }') },
      { title: 'a policy owner approves a change of files', files: forFiles('approvers: [policy-owner]') },
    ],
    invalid: [
      {
        title: 'one person for two stages, of a change of files',
        files: forFiles('approvers: ["group:security"]\n      - approvers: ["user:sofia.lopes"]'),
      },
      {
        title: 'the manager approves a change of files',
        files: forFiles('approvers: [manager, policy-owner]'),
      },
      {
        title: 'more than there are for a change of files',
        files: forFiles('{ approvers: [everyone], count: 5 }'),
      },
      { title: 'two managers of one person', files: approvals('{ approvers: [manager], count: 2 }') },
      {
        title: 'more owners than any system has',
        files: approvals('{ approvers: [system-owner], count: 5 }'),
      },
      {
        title: 'more owners than one of the systems has',
        files: {
          ...approvals('{ approvers: [manager, system-owner], count: 3 }'),
          'policies/systems/shop.yaml': (exampleCompany[examplePaths.payroll] ?? '').replace(
            '[rui.alves, marta.dias]',
            '[rui.alves]',
          ),
        },
      },
      {
        title: 'the owner of a system for somebody who leaves',
        files: {
          [examplePaths.approvals]: `${exampleCompany[examplePaths.approvals]}  - id: leavers\n    when: { change: [ended] }\n    stages: [{ approvers: [system-owner] }]\n`,
        },
      },
      { title: 'a group that does not exist', files: approvals('approvers: [manager, "group:securty"]') },
      { title: 'a person by the first name', files: approvals('approvers: ["user:marta"]') },
      {
        title: 'two approvals from a group of one',
        files: approvals('{ approvers: ["group:security"], count: 2 }'),
      },
      {
        title: 'a group without members',
        files: {
          ...approvals('approvers: ["group:on-call"]'),
          [examplePaths.settings]: settings.replace('groups:\n', 'groups:\n  on-call: []\n'),
        },
      },
      {
        title: 'a slip in a job function',
        files: approvals('approvers: [manager, "job-function:acountant"]'),
      },
      { title: 'a job function that nobody has', files: approvals('approvers: ["job-function:auditor"]') },
    ],
  },
  *check({ workspace }) {
    const lists = [...approverLists(workspace)];
    yield* tooFewTogether(lists, workspace);
    for (const list of lists) {
      const { file, pointer, approvers } = list;
      const wrong = approvers.map(
        (name) => meansNobody(name, list, workspace) ?? unknownName(name, workspace),
      );
      for (const [index, said] of wrong.entries()) if (said) yield finding(file, [...pointer, index], said);
      if (wrong.some((said) => said)) continue;
      const tooFew = list.policy && approvers.includes('system-owner') ? inSystems : inAny;
      const said = tooFew(list, workspace);
      if (said) yield finding(file, pointer, said);
    }
  },
};

/** What to say of a list that names too few people, whatever grant it is about. */
function inAny(list: ApproverList, workspace: Workspace) {
  const { approvers, needed, what } = list;
  const most = mostPeople(approvers, workspace);
  if (most === undefined || most >= needed || isHelpedOut(list, workspace)) return undefined;
  return {
    message: `nobody could ever fill ${what}: ${needs(list)} ${amount(most, 'only')}`,
    help: 'name more people, or ask for fewer approvals',
  };
}

const amount = (most: number, limit: string): string =>
  `${most === 0 ? 'nobody' : `${limit} ${count(most, 'person', 'people')}`} who ${most <= 1 ? 'works here and has' : 'work here and have'} a GitHub account`;

/** The same for a stage of the owners of systems: each system has its own. */
function inSystems(list: ApproverList, workspace: Workspace) {
  const { policy, approvers, needed, what } = list;
  const systems = policy ? systemsOf(policy, workspace) : [];
  const few = systems.flatMap((system) => {
    const most = mostPeople(approvers, workspace, system);
    return most === undefined || most >= needed || isHelpedOut(list, workspace, system)
      ? []
      : [{ system, most }];
  });
  if (few.length === 0) return undefined;
  const most = Math.max(...few.map((one) => one.most));
  const shown = few.slice(0, mostSystems).map(({ system }) => system);
  const more = few.length > mostSystems ? ` and ${few.length - mostSystems} more` : '';
  const isAll = few.length === systems.length;
  const which = isAll ? '' : ` for ${inWords(shown.map(({ id }) => id)) + more}`;
  return {
    message: `nobody could ever fill ${what}${which}: ${needs(list)} ${amount(most, 'at most')}${isAll ? ', in whatever system' : ''}`,
    help: 'name more owners of the system or others who may approve, or ask for fewer approvals',
    related: shown.map(({ path, id }) => ({ path, pointer: ['owners'], message: `who owns \`${id}\`` })),
  };
}

/** More systems are counted rather than named. */
const mostSystems = 3;

const needs = ({ approvers, needed }: ApproverList): string =>
  `it needs ${count(needed, 'person', 'people')}, and ${inWords(approvers)} ${approvers.length === 1 ? 'has' : 'together have'}`;

/** Whether the escalation steps in, as it does at once where too few are left of those whom a grant names. */
function isHelpedOut(
  { approvers, needed, policy }: ApproverList,
  workspace: Workspace,
  system?: Sourced<System>,
): boolean {
  const ofGrant = approvers.some((name) => ofGrants.has(name));
  if (!ofGrant || !policy?.escalation) return false;
  const most = mostPeople([...approvers, ...policy.escalation.to], workspace, system);
  return most === undefined || most >= needed;
}

/** Expressions that only a grant gives a meaning to, with what it takes for that. */
const ofGrants: ReadonlyMap<string, string> = new Map([
  ['manager', 'a subject with a manager'],
  ['manager-of-manager', 'a subject with a manager'],
  ['system-owner', 'a system with owners'],
]);

/** What to say of an expression that is nobody wherever no grant is judged. */
function meansNobody(expression: string, { about, approvers }: ApproverList, { settings }: Workspace) {
  const lacks = ofGrants.get(expression);
  if (lacks === undefined || about === 'grants') return undefined;
  // Somebody who leaves has a manager; and where others may approve too, the owners do no harm.
  if (about === 'leavers' && (expression !== 'system-owner' || approvers.length > 1)) return undefined;
  const [group = '…'] = Object.keys(settings?.value.groups ?? {});
  const [what, instead] =
    about === 'files'
      ? ['these are files', 'policy-owner']
      : ['this is about a person who leaves', 'manager'];
  return {
    message: `\`${expression}\` means nobody here: only a grant has ${lacks}, and ${what}`,
    help: `write \`${instead}\`, or a group such as \`group:${group}\``,
  };
}

/** What to say of an expression that names somebody or something that is not there. */
function unknownName(expression: string, workspace: Workspace) {
  const [kind, name = ''] = expression.split(':', 2);
  if (kind === 'user' && !workspace.people.has(name))
    return {
      message: `nobody with the user name \`${name}\` works here`,
      help: () => didYouMean(name, knownPeople(workspace), 'name somebody else', (id) => `user:${id}`),
    };
  if (kind === 'group' && lacksGroup(workspace, name))
    return {
      message: `there is no group \`${name}\``,
      help: () =>
        didYouMean(
          name,
          Object.keys(workspace.settings?.value.groups ?? {}),
          'add the group in `policies/grantbook.yaml`',
          (id) => `group:${id}`,
        ),
    };
  if (
    kind === 'job-function' &&
    matrixIsComplete(workspace) &&
    peopleAreComplete(workspace) &&
    !knownJobFunctions(workspace).some(({ id }) => id === name)
  )
    return {
      message: `nobody has the job function \`${name}\``,
      help: () =>
        didYouMean(
          name,
          knownJobFunctions(workspace),
          'name one that somebody has',
          (id) => `job-function:${id}`,
        ),
    };
  return undefined;
}
