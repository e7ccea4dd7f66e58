import type { PolicyRule } from '../../model/rule.ts';
import type { Workspace } from '../../model/workspace.ts';
import { lacksGroup, matrixIsComplete, peopleAreComplete } from '../completeness.ts';
import { count, didYouMean, finding, inWords } from '../define.ts';
import { companyFiles, exampleCompany, examplePaths } from '../example-company.ts';
import { knownJobFunctions, knownPeople } from '../names.ts';
import { approverLists, reachOf } from './approver-reach.ts';

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
    'A stage that nobody can fill keeps a request waiting for ever, and sooner or later somebody looks for a way around it. A candidate works here and has a GitHub account, since approvals are given there (GitHub Docs, “About pull request reviews”). What depends on the grant, such as the manager, is judged with the grant.',
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
          [examplePaths.settings]: (exampleCompany[examplePaths.settings] ?? '').replace('groups', 'group'),
        },
      },
      {
        title: 'a slip in the name of the only member is said once, where it is',
        files: {
          ...approvals('approvers: ["group:security"]'),
          [examplePaths.settings]: (exampleCompany[examplePaths.settings] ?? '').replace(
            '[sofia.lopes]',
            '[sofia.lopez]',
          ),
        },
      },
    ],
    invalid: [
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
          [examplePaths.settings]: (exampleCompany[examplePaths.settings] ?? '').replace(
            'groups:\n',
            'groups:\n  on-call: []\n',
          ),
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
    for (const { file, pointer, approvers, needed, what } of approverLists(workspace)) {
      const people = new Set<string>();
      let open = false;
      let unknown = false;
      for (const [index, expression] of approvers.entries()) {
        const said = unknownName(expression, workspace);
        if (said) {
          unknown = true;
          yield finding(file, [...pointer, index], said);
          continue;
        }
        const reach = reachOf(expression, workspace);
        if (reach === undefined) open = true;
        else for (const user of reach) people.add(user);
      }
      if (open || unknown || people.size >= needed) continue;
      yield finding(file, pointer, {
        message: `nobody could ever fill ${what}: it needs ${count(needed, 'person', 'people')}, and ${inWords(approvers)} ${approvers.length === 1 ? 'has' : 'together have'} ${people.size === 0 ? 'nobody who works here and has' : `only ${count(people.size, 'person', 'people')} who ${people.size === 1 ? 'works here and has' : 'work here and have'}`} a GitHub account`,
        help: 'name more people, or ask for fewer approvals',
      });
    }
  },
};

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
