/** Where policy files name something that another file has to define. */
import type { Pointer } from '../../model/diagnostic.ts';
import type { Named } from '../../model/nearest.ts';
import type { Sourced, Workspace } from '../../model/workspace.ts';
import { lacksGroup, matrixIsComplete, peopleAreComplete } from '../completeness.ts';
import { knownJobFunctions, knownPeople, knownRoles, knownSystems } from '../names.ts';

/** What a name stands for. */
export type Kind =
  | 'person'
  | 'group'
  | 'system'
  | 'role'
  | 'permission'
  | 'runbook'
  | 'job function'
  | 'training';

export interface Reference {
  readonly file: Sourced<unknown>;
  readonly pointer: Pointer;
  readonly kind: Kind;
  readonly name: string;
  /** The names that it could be. */
  readonly known: readonly (string | Named)[];
  /** What has to be written for one of them, where that is not the name alone: `group:security`. */
  readonly written?: (name: string) => string;
  readonly atKey?: boolean;
  /** The system that a role or permission belongs to. */
  readonly of?: string;
}

/** Every reference of the policy but owners of systems and approvers, which have rules of their own. */
export function* references(workspace: Workspace): Iterable<Reference> {
  yield* inSettings(workspace);
  yield* inPeople(workspace);
  yield* inSystems(workspace);
  yield* inMatrix(workspace);
  yield* inOtherFiles(workspace);
}

const person = (workspace: Workspace, file: Sourced<unknown>, pointer: Pointer, name: string): Reference => ({
  file,
  pointer,
  kind: 'person',
  name,
  known: knownPeople(workspace),
});

/** A system and one of its roles. A system whose file cannot be read says nothing of its roles. */
function* systemAndRole(
  workspace: Workspace,
  file: Sourced<unknown>,
  system: Pick<Reference, 'pointer' | 'name' | 'atKey' | 'written'>,
  role: Pick<Reference, 'pointer' | 'name' | 'atKey' | 'written'>,
): Iterable<Reference> {
  yield { file, kind: 'system', known: knownSystems(workspace), ...system };
  const found = workspace.systems.get(system.name);
  if (found) yield { file, kind: 'role', known: knownRoles(found), of: system.name, ...role };
}

function* inSettings(workspace: Workspace): Iterable<Reference> {
  const { settings } = workspace;
  if (!settings) return;
  for (const [group, members] of Object.entries(settings.value.groups ?? {}))
    for (const [index, name] of members.entries())
      yield person(workspace, settings, ['groups', group, index], name);
  for (const [index, name] of settings.value.policyOwners.entries())
    yield person(workspace, settings, ['policyOwners', index], name);
  const { practice } = settings.value;
  const { systems } = workspace;
  // A system that cannot be read may have the role that asks for it.
  if (!practice || !systems.ids.every((id) => systems.get(id))) return;
  const known = systems
    .all()
    .flatMap(({ value }) =>
      Object.values(value.roles).flatMap(({ requiresTraining = [] }) => requiresTraining),
    );
  yield {
    file: settings,
    pointer: ['practice', 'training'],
    kind: 'training',
    name: practice.training,
    known: [...new Set(known)],
  };
}

function* inPeople(workspace: Workspace): Iterable<Reference> {
  for (const file of workspace.people.all()) {
    const { manager, delegations = [] } = file.value;
    if (manager !== undefined) yield person(workspace, file, ['manager'], manager);
    for (const [index, { to }] of delegations.entries())
      yield person(workspace, file, ['delegations', index, 'to'], to);
  }
}

function* inSystems(workspace: Workspace): Iterable<Reference> {
  for (const file of workspace.systems.all()) {
    const { roles, permissions, executors = [], runbook, connector } = file.value;
    for (const [index, expression] of executors.entries())
      yield* inExpression(workspace, file, ['executors', index], expression);
    for (const [roleId, role] of Object.entries(roles)) {
      for (const [index, name] of role.permissions.entries()) {
        const pointer = ['roles', roleId, 'permissions', index];
        yield { file, pointer, kind: 'permission', name, known: Object.keys(permissions), of: file.id };
      }
      for (const [index, expression] of (role.requesters ?? []).entries())
        yield* inExpression(workspace, file, ['roles', roleId, 'requesters', index], expression);
    }
    for (const name of Object.keys(connector?.roles ?? {})) {
      const pointer = ['connector', 'roles', name];
      yield { file, pointer, atKey: true, kind: 'role', name, known: knownRoles(file), of: file.id };
    }
    if (runbook !== undefined)
      yield { file, pointer: ['runbook'], kind: 'runbook', name: runbook, known: workspace.runbooks.ids };
  }
}

/** `user:…` or `group:…`. */
function* inExpression(
  workspace: Workspace,
  file: Sourced<unknown>,
  pointer: Pointer,
  expression: string,
): Iterable<Reference> {
  const [kind, name = ''] = expression.split(':', 2);
  const written = (id: string) => `${kind}:${id}`;
  if (kind === 'user') yield { ...person(workspace, file, pointer, name), written };
  if (kind === 'group' && lacksGroup(workspace, name)) {
    const known = Object.keys(workspace.settings?.value.groups ?? {});
    yield { file, pointer, kind, name, known, written };
  }
}

function* inMatrix(workspace: Workspace): Iterable<Reference> {
  for (const file of workspace.matrix) {
    for (const [jobFunction, systems] of Object.entries(file.value.matrix)) {
      for (const [system, roles] of Object.entries(systems)) {
        const pointer = ['matrix', jobFunction, system];
        yield { file, pointer, atKey: true, kind: 'system', name: system, known: knownSystems(workspace) };
        const found = workspace.systems.get(system);
        if (!found) continue;
        const known = knownRoles(found);
        for (const name of Object.keys(roles))
          yield { file, pointer: [...pointer, name], atKey: true, kind: 'role', name, known, of: system };
      }
    }
  }
}

function* inOtherFiles(workspace: Workspace): Iterable<Reference> {
  const { separationOfDuties: duties, approvals, bundles, runbooks, systems } = workspace;
  for (const [at, set] of (duties?.value.sets ?? []).entries()) {
    for (const [index, name] of set.roles.entries()) {
      const [system = '', role = ''] = name.split('/', 2);
      const pointer = ['sets', at, 'roles', index];
      if (!duties) continue;
      yield* systemAndRole(
        workspace,
        duties,
        { pointer, name: system, written: (id) => `${id}/${role}` },
        { pointer, name: role, written: (id) => `${system}/${id}` },
      );
    }
  }
  for (const file of bundles.all()) {
    for (const [index, { system, role }] of file.value.grants.entries()) {
      const pointer = ['grants', index];
      yield* systemAndRole(
        workspace,
        file,
        { pointer: [...pointer, 'system'], name: system },
        { pointer: [...pointer, 'role'], name: role },
      );
    }
    // A file of the matrix or of a person that cannot be read may have the job function.
    if (!matrixIsComplete(workspace) || !peopleAreComplete(workspace)) continue;
    for (const [index, name] of (file.value.jobFunctions ?? []).entries()) {
      const pointer = ['jobFunctions', index];
      yield { file, pointer, kind: 'job function', name, known: knownJobFunctions(workspace) };
    }
  }
  for (const file of runbooks.all()) yield person(workspace, file, ['owner'], file.value.owner);
  for (const [at, { when }] of (approvals?.value.policies ?? []).entries()) {
    if (!approvals || !when) continue;
    const pointer = ['policies', at, 'when'];
    for (const [index, name] of (when.system ?? []).entries())
      yield {
        file: approvals,
        pointer: [...pointer, 'system', index],
        kind: 'system',
        name,
        known: knownSystems(workspace),
      };
    const roles = systems.all().flatMap(knownRoles);
    // A system that cannot be read may have the role.
    const complete = systems.ids.every((id) => systems.get(id));
    for (const [index, name] of (when.role ?? []).entries())
      if (complete)
        yield { file: approvals, pointer: [...pointer, 'role', index], kind: 'role', name, known: roles };
  }
}

/** Whether a name leads nowhere. */
export const isMissing =
  ({ people }: Workspace) =>
  ({ kind, name, known }: Reference): boolean =>
    kind === 'person'
      ? !people.has(name)
      : known.every((one) => (typeof one === 'string' ? one : one.id) !== name);

/** A way up from manager to manager that comes back to where it began; each circle once, from its first name. */
export function* managerCircles(workspace: Workspace): Iterable<readonly string[]> {
  const managers = new Map(workspace.people.all().map((file) => [file.id, file.value.manager]));
  const done = new Set<string>();
  for (const start of [...managers.keys()].sort()) {
    const way: string[] = [];
    let at: string | undefined = start;
    while (at !== undefined && !done.has(at)) {
      done.add(at);
      way.push(at);
      at = managers.get(at);
    }
    const begin = at === undefined ? -1 : way.indexOf(at);
    if (begin >= 0) yield way.slice(begin);
  }
}
