/** What one person may ask for: the systems and roles that a request of theirs is possible for, and for whom. */
import { periodOf, type RolePeriod } from '../forms/periods.ts';
import { resolveApprover } from '../model/approvers.ts';
import { allowancesFor, isActive } from '../model/entitlement.ts';
import type { Instant } from '../model/period.ts';
import type { Role, System } from '../model/system.ts';
import type { Sourced, Workspace } from '../model/workspace.ts';
import { beyondRepair } from './beyond-repair.ts';
import { type ImaginedRequest, imagine } from './imagine.ts';

/** A role with everybody for whom it may be asked; the asker first. */
export interface RoleOffered {
  readonly id: string;
  readonly role: Role;
  readonly subjects: readonly string[];
}

export interface SystemOffered {
  readonly system: Sourced<System>;
  readonly roles: readonly RoleOffered[];
}

interface At {
  readonly now: Instant;
  readonly timeZone: string;
}

/** Only what a request could get: what the role matrix, the requesters of the role or another rule exclude is not there. */
export const offeredTo = (asker: string, workspace: Workspace, at: At): readonly SystemOffered[] =>
  workspace.systems.all().flatMap((system) => {
    const roles = Object.entries(system.value.roles).flatMap(([id, role]): RoleOffered[] => {
      const subjects = candidatesFor(asker, system, id, workspace, at).filter((subject) =>
        isPossible({ subject, asker, system: system.id, role: id }, workspace, at),
      );
      return subjects.length === 0 ? [] : [{ id, role, subjects }];
    });
    return roles.length === 0 ? [] : [{ system, roles }];
  });

/** Every request that `offeredTo` judges, so that the grants that bear on them can be read first. */
export const requestsOf = (asker: string, workspace: Workspace, at: At): readonly ImaginedRequest[] =>
  workspace.systems.all().flatMap((system) =>
    Object.keys(system.value.roles).flatMap((role) =>
      candidatesFor(asker, system, role, workspace, at).map((subject) => ({
        subject,
        system: system.id,
        role,
      })),
    ),
  );

/** For how long, by the job functions of one person. */
export const periodFor = (
  subject: string,
  system: Sourced<System>,
  role: string,
  workspace: Workspace,
  at: At,
): RolePeriod | undefined =>
  periodOf(workspace, system.id, system.value, role, at, workspace.people.get(subject)?.value.jobFunctions);

/** Those for whom the role says that the asker may ask, and who may have it by the role matrix. */
function candidatesFor(
  asker: string,
  system: Sourced<System>,
  roleId: string,
  workspace: Workspace,
  at: At,
): readonly string[] {
  const requesters = system.value.roles[roleId]?.requesters ?? ['self', 'manager'];
  const byName = requesters.some(
    (expression) =>
      expression !== 'self' &&
      expression !== 'manager' &&
      isNamed(asker, expression, { subject: asker, system: system.id }, workspace, at),
  );
  const people = workspace.people
    .all()
    .filter(
      ({ id, value }) =>
        isActive(value, at) &&
        (byName ||
          (id === asker && requesters.includes('self')) ||
          (value.manager === asker && requesters.includes('manager'))) &&
        allowancesFor(workspace, value, system.id, roleId).length > 0,
    )
    .map(({ id }) => id);
  return people.includes(asker) ? [asker, ...people.filter((user) => user !== asker)] : people;
}

function isNamed(
  user: string,
  expression: string,
  about: { readonly subject: string; readonly system: string },
  workspace: Workspace,
  at: At,
): boolean {
  const resolved = resolveApprover(expression, about, workspace, at, (person) => isActive(person, at));
  return 'people' in resolved && resolved.people.includes(user);
}

/** Judged as `approvers` judges it. */
function isPossible(
  { subject, asker, ...about }: { subject: string; asker: string; system: string; role: string },
  workspace: Workspace,
  at: At,
): boolean {
  const request = { ...about, subject, ...(subject === asker ? {} : { requestedBy: asker }) };
  return imagine(request, 'added', workspace, at).findings.every(
    ({ rule, severity }) => severity !== 'error' || !beyondRepair.has(rule),
  );
}
