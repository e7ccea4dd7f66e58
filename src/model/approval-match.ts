/** Which approval policy decides about a change: the first whose conditions all hold. */
import { type ApprovalPolicy, type Approvals, type ChangeKind, changeKinds } from './approvals.ts';
import type { Role, System } from './system.ts';

/** What the conditions of an approval policy look at. */
export interface MatchedChange {
  readonly systemId: string;
  readonly system: System;
  readonly roleId: string;
  readonly role: Role;
  readonly emergency: boolean;
  readonly change: ChangeKind;
}

/** The first approval policy that matches; `undefined` where none does, which is an error and never a yes. */
export const matchPolicy = (approvals: Approvals, change: MatchedChange): ApprovalPolicy | undefined =>
  approvals.policies.find((policy) => matches(policy.when, change));

/** The first approval policy for ending a person: it names that kind of change, and nothing that only a role has. */
export const matchEnded = (approvals: Approvals): ApprovalPolicy | undefined =>
  approvals.policies.find(
    ({ when = {} }) =>
      when.change?.includes('ended') === true &&
      Object.keys(when).every((condition) => condition === 'change'),
  );

function matches(when: ApprovalPolicy['when'], of: MatchedChange): boolean {
  if (when === undefined) return matchesChange(undefined, of.change);
  return (
    matchesRole(when, of) &&
    (when.emergency ?? of.emergency) === of.emergency &&
    matchesChange(when.change, of.change)
  );
}

/** Whether the conditions that a role and its system fulfil, or do not, all hold. */
export function matchesRole(
  when: NonNullable<ApprovalPolicy['when']>,
  { systemId, system, roleId, role }: Pick<MatchedChange, 'systemId' | 'system' | 'roleId' | 'role'>,
): boolean {
  const within = <T>(allowed: readonly T[] | undefined, value: T) => allowed?.includes(value) ?? true;
  return (
    within(when.risk, role.risk) &&
    (when.privileged ?? role.privileged ?? false) === (role.privileged ?? false) &&
    within(when.dataClassification, system.dataClassification) &&
    within(when.system, systemId) &&
    within(when.role, roleId)
  );
}

/**
 * Whether a policy matches everything that another one matches: each of its conditions is absent, or allows all that
 * the same condition of the other allows. A `false` means that nobody knows; a `true` is certain.
 */
export function matchesAllOf(policy: ApprovalPolicy['when'], other: ApprovalPolicy['when']): boolean {
  const [wide = {}, narrow = {}] = [policy, other];
  const holds = <T>(wanted: readonly T[] | undefined, given: readonly T[] | undefined) =>
    wanted === undefined || (given?.every((value) => wanted.includes(value)) ?? false);
  return (
    holds(wide.risk, narrow.risk) &&
    (wide.privileged === undefined || wide.privileged === narrow.privileged) &&
    (wide.emergency === undefined || wide.emergency === narrow.emergency) &&
    holds(wide.dataClassification, narrow.dataClassification) &&
    holds(wide.system, narrow.system) &&
    holds(wide.role, narrow.role) &&
    changeKinds.every((kind) => matchesChange(wide.change, kind) || !matchesChange(narrow.change, kind))
  );
}

/**
 * A policy that names no kind of change speaks of changes that give access. Otherwise the catch-all at the end of
 * a list would make removing access as hard as giving it, and the built-in policies would never be reached.
 */
function matchesChange(wanted: readonly ChangeKind[] | undefined, change: ChangeKind): boolean {
  if (wanted === undefined) return givesAccess.includes(change);
  // An edit that is none of the other kinds is judged as if the grant were new.
  return wanted.includes(change) || (change === 'edited' && wanted.includes('added'));
}

const givesAccess: readonly ChangeKind[] = ['added', 'extended', 'edited'];
