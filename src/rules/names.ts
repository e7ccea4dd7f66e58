/** The names that people, systems and roles go by, besides their ids, so that a finding can say the id. */
import type { Named } from '../model/nearest.ts';
import type { System } from '../model/system.ts';
import type { Sourced, Workspace } from '../model/workspace.ts';
import { cached } from './context.ts';

/** Everybody who has a file, with the name that people call them by where the file was read. */
export const knownPeople = cached((workspace: Workspace): readonly Named[] => {
  const names = new Map(workspace.people.all().map((file) => [file.id, file.value.displayName]));
  return workspace.people.ids.map((id) => named(id, names.get(id)));
});

/** All systems, with the names that people know them by where their files were read. */
export const knownSystems = cached((workspace: Workspace): readonly Named[] => {
  const names = new Map(workspace.systems.all().map((file) => [file.id, file.value.name]));
  return workspace.systems.ids.map((id) => named(id, names.get(id)));
});

/** The roles of a system, with their titles. */
export const knownRoles = cached((system: Sourced<System>): readonly Named[] =>
  Object.entries(system.value.roles).map(([id, { title }]) => named(id, title)),
);

/** Every job function that the matrix or a person names. */
export const knownJobFunctions = cached((workspace: Workspace): readonly Named[] => {
  const inMatrix = workspace.matrix.flatMap((file) => Object.keys(file.value.matrix));
  const ofPeople = workspace.people.all().flatMap((file) => file.value.jobFunctions);
  return [...new Set([...inMatrix, ...ofPeople])].map((id) => named(id));
});

const named = (id: string, name?: string): Named => ({ id, names: name === undefined ? [] : [name] });
