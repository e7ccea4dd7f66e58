/** Whom an approver expression could ever mean, without a concrete grant. */
import { groupMembers } from '../../model/approvers.ts';
import type { Pointer } from '../../model/diagnostic.ts';
import type { Sourced, Workspace } from '../../model/workspace.ts';
import { lacksGroup, mayBeMisspelled, peopleAreComplete, slipsAreErrors } from '../completeness.ts';

/** A place where approvers are listed, and how many of them are needed. */
export interface ApproverList {
  readonly file: Sourced<unknown>;
  readonly pointer: Pointer;
  readonly approvers: readonly string[];
  readonly needed: number;
  /** "the second stage of `standard`". */
  readonly what: string;
}

/** Every list of approvers in the policy. */
export function* approverLists(workspace: Workspace): Iterable<ApproverList> {
  const { approvals, systems } = workspace;
  if (approvals) {
    const file = approvals;
    for (const [at, policy] of file.value.policies.entries()) {
      for (const [index, { approvers, count = 1 }] of policy.stages.entries()) {
        const pointer = ['policies', at, 'stages', index, 'approvers'];
        const what = `stage ${index + 1} of the approval policy \`${policy.id}\``;
        yield { file, pointer, approvers, needed: count, what };
      }
      if (policy.escalation) {
        const pointer = ['policies', at, 'escalation', 'to'];
        const what = `the escalation of the approval policy \`${policy.id}\``;
        yield { file, pointer, approvers: policy.escalation.to, needed: 1, what };
      }
    }
    for (const [at, change] of (file.value.policyChanges ?? []).entries()) {
      for (const [index, { approvers, count = 1 }] of change.stages.entries()) {
        const pointer = ['policyChanges', at, 'stages', index, 'approvers'];
        const what = `stage ${index + 1} for changes of \`${change.paths.join('`, `')}\``;
        yield { file, pointer, approvers, needed: count, what };
      }
    }
  }
  for (const system of systems.all()) {
    const review = system.value.accessReview;
    if (!review) continue;
    const pointer = ['accessReview', 'reviewers'];
    const what = `the access review of \`${system.id}\``;
    yield { file: system, pointer, approvers: review.reviewers, needed: 1, what };
  }
}

/**
 * The people that an expression could mean; `undefined` where that depends on the grant, is known to GitHub alone, or
 * stands in a file that could not be read, or as a name that nobody has: that is said where the name stands.
 */
export function reachOf(expression: string, workspace: Workspace): readonly string[] | undefined {
  const [kind, name = ''] = expression.split(':', 2);
  const able = (users: readonly string[]) => users.filter((user) => canApprove(user, workspace));
  const listed = (users: readonly string[] | undefined) =>
    slipsAreErrors(workspace) && users?.some((user) => !workspace.people.has(user))
      ? undefined
      : mapped(users, able);
  switch (kind) {
    case 'user':
      return able([name]);
    case 'group':
      return lacksGroup(workspace, name) ? [] : listed(groupMembers(workspace, name));
    case 'policy-owner':
      return listed(workspace.settings?.value.policyOwners);
    case 'job-function':
      if (!peopleAreComplete(workspace)) return undefined;
      return able(
        workspace.people
          .all()
          .filter((person) => person.value.jobFunctions.includes(name))
          .map((person) => person.id),
      );
    default:
      return undefined;
  }
}

const mapped = <T>(value: T | undefined, change: (value: T) => T): T | undefined =>
  value === undefined ? undefined : change(value);

/**
 * Whether somebody could approve on GitHub at all: they work here and have an account. A file that cannot be read
 * is not held against them, and neither is a date: nobody's approvals may become impossible overnight.
 */
function canApprove(user: string, workspace: Workspace): boolean {
  if (!workspace.people.has(user)) return false;
  const person = workspace.people.get(user);
  if (!person) return true;
  const { active, github } = person.value;
  return active && (github !== undefined || mayBeMisspelled(workspace, person.path, 'github'));
}
