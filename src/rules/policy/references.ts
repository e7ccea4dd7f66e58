/** Where policy files name something that another file has to define. */
import type { Pointer } from '../../model/diagnostic.ts';
import type { Sourced, Workspace } from '../../model/workspace.ts';

/** What a name stands for. */
export type Kind = 'person' | 'group' | 'system' | 'role' | 'permission' | 'runbook' | 'job function';

export interface Reference {
  readonly file: Sourced<unknown>;
  readonly pointer: Pointer;
  readonly kind: Kind;
  readonly name: string;
  /** The names that it could be. */
  readonly known: readonly string[];
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
  known: workspace.people.ids,
});

/** A system and one of its roles. A system whose file cannot be read says nothing of its roles. */
function* systemAndRole(
  workspace: Workspace,
  file: Sourced<unknown>,
  system: { pointer: Pointer; name: string; atKey?: boolean },
  role: { pointer: Pointer; name: string; atKey?: boolean },
): Iterable<Reference> {
  yield { file, kind: 'system', known: workspace.systems.ids, ...system };
  const roles = workspace.systems.get(system.name)?.value.roles;
  if (roles) yield { file, kind: 'role', known: Object.keys(roles), of: system.name, ...role };
}

function* inSettings(workspace: Workspace): Iterable<Reference> {
  const { settings } = workspace;
  if (!settings) return;
  for (const [group, members] of Object.entries(settings.value.groups ?? {}))
    for (const [index, name] of members.entries())
      yield person(workspace, settings, ['groups', group, index], name);
  for (const [index, name] of settings.value.policyOwners.entries())
    yield person(workspace, settings, ['policyOwners', index], name);
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
    const { roles, permissions, executors = [], runbook } = file.value;
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
  if (kind === 'user') yield person(workspace, file, pointer, name);
  if (kind === 'group' && workspace.settings)
    yield { file, pointer, kind: 'group', name, known: Object.keys(workspace.settings.value.groups ?? {}) };
}

function* inMatrix(workspace: Workspace): Iterable<Reference> {
  for (const file of workspace.matrix) {
    for (const [jobFunction, systems] of Object.entries(file.value.matrix)) {
      for (const [system, roles] of Object.entries(systems)) {
        const pointer = ['matrix', jobFunction, system];
        yield { file, pointer, atKey: true, kind: 'system', name: system, known: workspace.systems.ids };
        const known = workspace.systems.get(system)?.value.roles;
        if (!known) continue;
        for (const name of Object.keys(roles))
          yield {
            file,
            pointer: [...pointer, name],
            atKey: true,
            kind: 'role',
            name,
            known: Object.keys(known),
            of: system,
          };
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
      if (duties) yield* systemAndRole(workspace, duties, { pointer, name: system }, { pointer, name: role });
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
    for (const [index, name] of (file.value.jobFunctions ?? []).entries()) {
      const pointer = ['jobFunctions', index];
      yield { file, pointer, kind: 'job function', name, known: jobFunctionsOf(workspace) };
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
        known: systems.ids,
      };
    const roles = systems.all().flatMap((system) => Object.keys(system.value.roles));
    // A system that cannot be read may have the role.
    const complete = systems.ids.every((id) => systems.get(id));
    for (const [index, name] of (when.role ?? []).entries())
      if (complete)
        yield { file: approvals, pointer: [...pointer, 'role', index], kind: 'role', name, known: roles };
  }
}

const jobFunctionsOf = (workspace: Workspace): string[] => [
  ...new Set([
    ...workspace.matrix.flatMap((file) => Object.keys(file.value.matrix)),
    ...workspace.people.all().flatMap((file) => file.value.jobFunctions),
  ]),
];

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
