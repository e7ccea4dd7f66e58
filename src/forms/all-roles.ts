/** Every role of every system as a choice of a form. */
import type { Role } from '../model/system.ts';
import type { Workspace } from '../model/workspace.ts';

export interface RoleChoice {
  readonly system: string;
  readonly role: string;
  readonly value: Role;
  /** "Viewer in Clientela (crm/viewer)". */
  readonly choice: string;
}

/** In the order of the systems, and of the roles in their files. */
export const allRoles = (workspace: Workspace): readonly RoleChoice[] =>
  workspace.systems.all().flatMap(({ id, value }) =>
    Object.entries(value.roles).map(([role, each]) => ({
      system: id,
      role,
      value: each,
      choice: `${each.title} in ${value.name} (${id}/${role})`,
    })),
  );

/** Several spaces, or none, after a comma: the choice is the same. */
export const squeezed = (text: string): string =>
  text.replaceAll(/,\s*/g, ', ').replaceAll(/\s+/g, ' ').trim();

/** The choice that was made, also where only its end in brackets is there. */
export const chosenRole = (
  answer: string | undefined,
  roles: readonly RoleChoice[],
): RoleChoice | undefined =>
  roles.find(
    ({ choice, system, role }) =>
      squeezed(answer ?? '') === squeezed(choice) || answer?.trim() === `${system}/${role}`,
  );
