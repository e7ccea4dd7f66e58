/** Who could approve a grant: an expression of an approval policy, less the subject and the requester. */
import { type ApprovalCase, groupMembers, resolveApprover } from '../model/approvers.ts';
import type { Grant } from '../model/grant.ts';
import type { RuleContext } from '../model/rule.ts';
import type { Workspace } from '../model/workspace.ts';
import { lacksGroup, mayBeMisspelled } from './completeness.ts';

/**
 * Who could take a place; `undefined` where anybody might, or only GitHub or a whole department knows, or a file that
 * cannot be read.
 */
export function candidatesOf(
  expressions: readonly string[],
  { subject, requestedBy, system }: Grant,
  context: RuleContext,
): readonly string[] | undefined {
  const { workspace } = context;
  if (expressions.some((expression) => /^(everyone$|job-function:|github-team:)/.test(expression)))
    return undefined;
  if (expressions.some((expression) => isUnknown(expression, { subject, system }, workspace)))
    return undefined;
  const people = expressions.flatMap((expression) => {
    const resolved = resolveApprover(expression, { subject, system }, workspace, context);
    return 'people' in resolved ? resolved.people : [];
  });
  return [...new Set(people)].filter(
    (user) => user !== subject && user !== requestedBy && hasAccount(user, workspace),
  );
}

function hasAccount(user: string, workspace: Workspace): boolean {
  const person = workspace.people.get(user);
  return (
    person !== undefined &&
    (person.value.github !== undefined || mayBeMisspelled(workspace, person.path, 'github'))
  );
}

/** The manager of somebody, where both are known. */
export const managerOf = (user: string | undefined, { people }: Workspace): string | undefined =>
  user === undefined || !people.has(user) ? undefined : people.get(user)?.value.manager;

/** Whether a file that cannot be read, or only in part, decides whom an expression names. */
function isUnknown(expression: string, { subject, system }: ApprovalCase, workspace: Workspace): boolean {
  const [kind = '', name = ''] = expression.split(':', 2);
  const { people, settings, systems } = workspace;
  const unread = (user: string | undefined) => user !== undefined && people.has(user) && !people.get(user);
  const unsure = (user: string) => {
    const person = people.get(user);
    return (
      person?.value.manager === undefined && (!person || mayBeMisspelled(workspace, person.path, 'manager'))
    );
  };
  const manager = people.get(subject)?.value.manager;
  const members = groupMembers(workspace, name);
  const found = systems.get(system);
  const owners = found?.value.owners;
  switch (kind) {
    case 'manager':
      return unsure(subject) || unread(manager);
    case 'manager-of-manager':
      return (
        unsure(subject) ||
        (manager !== undefined && people.has(manager) && unsure(manager)) ||
        unread(managerOf(manager, workspace))
      );
    case 'system-owner':
      return found ? (owners?.some(unread) ?? mayBeMisspelled(workspace, found.path, 'owners')) : true;
    case 'policy-owner':
      return !settings || settings.value.policyOwners.some(unread);
    case 'group':
      return members ? members.some(unread) : !lacksGroup(workspace, name);
    case 'user':
      return unread(name);
    default:
      return false;
  }
}
