/** Whom an approver expression could ever mean, without a concrete grant. */
import { matchPolicy } from '../../model/approval-match.ts';
import { type ApprovalPolicy, changeKinds } from '../../model/approvals.ts';
import { groupMembers } from '../../model/approvers.ts';
import type { Pointer } from '../../model/diagnostic.ts';
import type { Role, System } from '../../model/system.ts';
import type { Sourced, Workspace } from '../../model/workspace.ts';
import { lacksGroup, mayBeMisspelled, peopleAreComplete, slipsAreErrors } from '../completeness.ts';
import { hasOwner } from './unowned-system.ts';

/** A place where approvers are listed, and how many of them are needed. */
export interface ApproverList {
  readonly file: Sourced<unknown>;
  readonly pointer: Pointer;
  readonly approvers: readonly string[];
  readonly needed: number;
  /** "the second stage of `standard`". */
  readonly what: string;
  /** What they approve: a grant has a subject and a system, somebody who leaves no system, and a file neither. */
  readonly about: 'grants' | 'leavers' | 'files';
  /** The policy whose stage it is. */
  readonly policy?: ApprovalPolicy;
}

/** Every list of approvers in the policy. */
export function* approverLists(workspace: Workspace): Iterable<ApproverList> {
  const { approvals, systems } = workspace;
  if (approvals) {
    const file = approvals;
    for (const [at, policy] of file.value.policies.entries()) {
      const { change } = policy.when ?? {};
      const about = change?.every((kind) => kind === 'ended') ? 'leavers' : 'grants';
      for (const [index, { approvers, count = 1 }] of policy.stages.entries()) {
        const pointer = ['policies', at, 'stages', index, 'approvers'];
        const what = `stage ${index + 1} of the approval policy \`${policy.id}\``;
        yield { file, pointer, approvers, needed: count, what, about, policy };
      }
      if (policy.escalation) {
        const pointer = ['policies', at, 'escalation', 'to'];
        const what = `the escalation of the approval policy \`${policy.id}\``;
        yield { file, pointer, approvers: policy.escalation.to, needed: 1, what, about };
      }
    }
    for (const [at, change] of (file.value.policyChanges ?? []).entries()) {
      for (const [index, { approvers, count = 1 }] of change.stages.entries()) {
        const pointer = ['policyChanges', at, 'stages', index, 'approvers'];
        const what = `stage ${index + 1} for changes of \`${change.paths.join('`, `')}\``;
        yield { file, pointer, approvers, needed: count, what, about: 'files' };
      }
    }
  }
  for (const system of systems.all()) {
    const review = system.value.accessReview;
    if (!review) continue;
    const pointer = ['accessReview', 'reviewers'];
    const what = `the access review of \`${system.id}\``;
    yield { file: system, pointer, approvers: review.reviewers, needed: 1, what, about: 'grants' };
  }
}

/**
 * How many people some expressions could mean at most, for grants of a system where one is given; `undefined` where
 * GitHub alone knows, or a file that could not be read, or a name that nobody has: that is said where the name stands.
 */
export function mostPeople(
  expressions: readonly string[],
  workspace: Workspace,
  system?: Sourced<System>,
): number | undefined {
  const people = new Set<string>();
  let managers = 0;
  for (const expression of expressions) {
    // Whoever that is, it is one person.
    if (expression === 'manager' || expression === 'manager-of-manager') managers += 1;
    else {
      const reach = reachOf(expression, workspace, system);
      if (reach === undefined) return undefined;
      for (const user of reach) people.add(user);
    }
  }
  return people.size + managers;
}

/** The people that some expressions mean, whatever grant it is about; `undefined` where that is not known. */
export function peopleMeant(
  expressions: readonly string[],
  workspace: Workspace,
): readonly string[] | undefined {
  const people = new Set<string>();
  for (const expression of expressions) {
    const reach = reachOf(expression, workspace, undefined);
    if (reach === undefined) return undefined;
    for (const user of reach) people.add(user);
  }
  return [...people];
}

/** The people that an expression could mean; `undefined` as above. */
function reachOf(
  expression: string,
  workspace: Workspace,
  system: Sourced<System> | undefined,
): readonly string[] | undefined {
  const [kind, name = ''] = expression.split(':', 2);
  const able = (users: readonly string[]) => users.filter((user) => canApprove(user, workspace));
  const listed = (users: readonly string[] | undefined) =>
    slipsAreErrors(workspace) && users?.some((user) => !workspace.people.has(user))
      ? undefined
      : mapped(users, able);
  switch (kind) {
    case 'everyone':
      return peopleAreComplete(workspace) ? able(workspace.people.ids) : undefined;
    case 'system-owner':
      return listed(system?.value.owners);
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

/** The systems with an owner of which a policy decides about a role. */
export function systemsOf(policy: ApprovalPolicy, workspace: Workspace): readonly Sourced<System>[] {
  const approvals = workspace.approvals?.value;
  if (!approvals) return [];
  const kinds = changeKinds.filter((change) => change !== 'ended');
  const decides = (system: Sourced<System>, roleId: string, role: Role) =>
    kinds.some((change) =>
      [false, true].some((emergency) => {
        const of = { systemId: system.id, system: system.value, roleId, role, emergency, change };
        return matchPolicy(approvals, of) === policy;
      }),
    );
  return workspace.systems
    .all()
    .filter(
      (system) =>
        hasOwner(system.value, workspace) &&
        Object.entries(system.value.roles).some(([id, role]) => decides(system, id, role)),
    );
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
