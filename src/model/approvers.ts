/** What an approver expression stands for: the people whom `manager` or `group:security` names in one case. */
import { mayApprove } from './entitlement.ts';
import type { Instant } from './period.ts';
import type { Person } from './person.ts';
import type { Workspace } from './workspace.ts';

/** The grant that somebody is asked to approve. */
export interface ApprovalCase {
  readonly subject: string;
  readonly system: string;
}

/** The people behind an expression. A GitHub team is known to GitHub alone. */
export type Resolved = { readonly people: readonly string[] } | { readonly team: string };

/** Resolves an expression for one case to people by user name who may approve, in the order of the files. */
export function resolveApprover(
  expression: string,
  approvalCase: ApprovalCase,
  workspace: Workspace,
  at: { now: Instant; timeZone: string },
  isAble = (person: Person) => mayApprove(person, at),
): Resolved {
  const [kind = '', name = ''] = expression.split(':', 2);
  if (kind === 'github-team') return { team: name };
  return {
    people: namedBy(kind, name, approvalCase, workspace).filter((user) => {
      const person = workspace.people.get(user);
      return person !== undefined && isAble(person.value);
    }),
  };
}

function namedBy(
  kind: string,
  name: string,
  { subject, system }: ApprovalCase,
  workspace: Workspace,
): readonly string[] {
  const manager = (user: string | undefined) =>
    user === undefined ? undefined : workspace.people.get(user)?.value.manager;
  const settings = workspace.settings?.value;
  switch (kind) {
    case 'everyone':
      return workspace.people.ids;
    case 'subject':
      return [subject];
    case 'manager':
      return present(manager(subject));
    case 'manager-of-manager':
      return present(manager(manager(subject)));
    case 'system-owner':
      return workspace.systems.get(system)?.value.owners ?? [];
    case 'policy-owner':
      return settings?.policyOwners ?? [];
    case 'user':
      return [name];
    case 'group':
      return groupMembers(workspace, name) ?? [];
    case 'job-function':
      return workspace.people
        .all()
        .filter((person) => person.value.jobFunctions.includes(name))
        .map((person) => person.id);
    default:
      return [];
  }
}

/** The members of a group, or `undefined` where there is no such group. */
export function groupMembers(workspace: Workspace, name: string): readonly string[] | undefined {
  const groups = workspace.settings?.value.groups;
  return groups && Object.hasOwn(groups, name) ? groups[name] : undefined;
}

const present = (user: string | undefined): readonly string[] => (user === undefined ? [] : [user]);

/** Expressions that may name hundreds of people are said in their own words rather than as a list of names. */
export const isOpenEnded = (expression: string): boolean =>
  expression === 'everyone' || expression.startsWith('job-function:');
