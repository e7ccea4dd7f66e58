/** Somebody of whom a page knows nothing but a job function, so that a request can be judged without any people. */
import { yamlText } from '../load/write.ts';
import { findRole } from '../model/entitlement.ts';
import type { Grant } from '../model/grant.ts';
import { dayOf, type Instant } from '../model/period.ts';
import type { Person } from '../model/person.ts';
import type { Catalogue, Sourced, Workspace } from '../model/workspace.ts';
import { workspaceFrom } from './from-texts.ts';

/** The user names of those whom nobody knows. */
export const manager = 'the-manager';
export const above = 'the-manager-above';

/**
 * The workspace with the subject of a grant as somebody with this job function who has a manager, has completed what the
 * role asks for, and holds nothing else; and with whoever asks as somebody who may.
 */
export function withStranger(
  base: Workspace,
  { subject, system, role, requestedBy }: Grant,
  jobFunction: string,
  { now, timeZone }: { readonly now: Instant; readonly timeZone: string },
): Workspace {
  const found = findRole(base, system, role)?.role;
  const may = found?.requesters?.find((each) => each !== 'self') ?? 'manager';
  const asksAs = requestedBy === undefined ? undefined : may;
  const boss = asksAs === 'manager' && requestedBy !== undefined ? requestedBy : manager;
  const [kind = '', name = ''] = (asksAs ?? '').split(':', 2);
  const trainings = (found?.requiresTraining ?? []).map((id) => ({ id, completed: dayOf(now, timeZone) }));
  const people: Record<string, Person> = {
    [above]: person({}),
    [boss]: person({ manager: above }),
    ...(requestedBy === undefined || requestedBy === boss
      ? {}
      : {
          [requestedBy]: person({
            manager: above,
            ...(kind === 'job-function' ? { jobFunctions: [name] } : {}),
          }),
        }),
    [subject]: person({
      jobFunctions: [jobFunction],
      manager: boss,
      ...(trainings.length > 0 ? { trainings } : {}),
    }),
  };
  const strangers = workspaceFrom(
    Object.fromEntries(
      Object.entries(people).map(([id, value], index) => [
        `policies/people/${id}.yaml`,
        // Whoever has no account could neither ask nor approve.
        yamlText({ ...value, github: { login: `somebody-${index + 1}`, id: firstAccount + index } }),
      ]),
    ),
  );
  const known = { ...base, people: both(base.people, strangers.people) };
  if (requestedBy === undefined) return known;
  if (kind === 'group') return withMember(known, name, requestedBy);
  return kind === 'system-owner' ? withOwner(known, system, requestedBy) : known;
}

/** Beyond any number of an account that there is. */
const firstAccount = 2 ** 52;

const person = (of: Partial<Person>): Person => ({
  version: 1,
  displayName: 'Somebody',
  jobFunctions: ['colleague'],
  department: 'Not said here',
  employmentType: 'employee',
  active: true,
  ...of,
});

/** The second where both have a file. */
const both = <T>(first: Catalogue<T>, second: Catalogue<T>): Catalogue<T> => {
  const of = (id: string) => (second.has(id) ? second : first);
  return {
    has: (id) => first.has(id) || second.has(id),
    isRead: (id) => of(id).isRead(id),
    get: (id) => of(id).get(id),
    ids: [...new Set([...first.ids, ...second.ids])],
    all: () => [...first.all().filter(({ id }) => !second.has(id)), ...second.all()],
  };
};

function withMember(workspace: Workspace, group: string, user: string): Workspace {
  const { settings } = workspace;
  if (!settings) return workspace;
  const { groups = {} } = settings.value;
  const members = Object.hasOwn(groups, group) ? (groups[group] ?? []) : [];
  return {
    ...workspace,
    settings: changed(settings, { ...settings.value, groups: { ...groups, [group]: [...members, user] } }),
  };
}

function withOwner(workspace: Workspace, id: string, user: string): Workspace {
  const system = workspace.systems.get(id);
  if (!system) return workspace;
  const owned = changed(system, { ...system.value, owners: [...(system.value.owners ?? []), user] });
  const { systems } = workspace;
  return {
    ...workspace,
    systems: {
      has: (each) => systems.has(each),
      isRead: (each) => systems.isRead(each),
      get: (each) => (each === id ? owned : systems.get(each)),
      ids: systems.ids,
      all: () => systems.all().map((each) => (each.id === id ? owned : each)),
    },
  };
}

/** The same file with another value; its places stay those of what is written. */
const changed = <T>(file: Sourced<T>, value: T): Sourced<T> => ({
  path: file.path,
  id: file.id,
  flawed: file.flawed,
  locate: file.locate.bind(file),
  value,
});
