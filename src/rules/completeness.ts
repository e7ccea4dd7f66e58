/**
 * What is not known because a file could not be read, or not all of it. The broken file has a finding of its own; what
 * only follows from it is not said, since it would be gone with the repair.
 */
import { own } from '../model/entitlement.ts';
import type { System } from '../model/system.ts';
import type { LoadProblem, Workspace } from '../model/workspace.ts';
import { cached } from './context.ts';

/** The path that a file with a problem has, or was meant to have. */
export const meantPath = ({ path, meant }: LoadProblem): string => meant ?? path;

/** Whether every file of the role matrix was read. Otherwise somebody may be allowed more than what is known. */
export const matrixIsComplete = cached((workspace: Workspace): boolean =>
  workspace.problems.every(
    (problem) =>
      problem.isCopy ||
      !/^policies\/role-matrix\b/.test(meantPath(problem)) ||
      workspace.matrix.some((file) => file.path === problem.path),
  ),
);

/** Whether the file of everybody whose file was asked for could be read. */
export const peopleAreComplete = cached(({ people }: Workspace): boolean =>
  people.ids.every((id) => !people.isRead(id) || people.get(id) !== undefined),
);

/** Whether a group is known not to be there: not where the settings are missing, or say `groups` in other letters. */
export const lacksGroup = (workspace: Workspace, name: string): boolean => {
  const { settings } = workspace;
  if (!settings || own(settings.value.groups, name)) return false;
  return !mayBeMisspelled(workspace, settings.path, 'groups');
};

/** Whether a name that leads nowhere is an error where it stands, so that what follows from it need not be said. */
export const slipsAreErrors = ({ settings }: Workspace): boolean =>
  (own(settings?.value.rules, 'unknown-reference')?.level ?? 'error') === 'error';

/** Whether a role of a system gives a permission that the system does not have: it may give another one then. */
export const hasSlip = cached((system: System): boolean =>
  Object.values(system.roles).some((role) => !role.permissions.every((id) => own(system.permissions, id))),
);

/** Whether a file may have a key under a name that is not known: that is reported, and says what to write. */
export const mayBeMisspelled = (workspace: Workspace, path: string, key: string): boolean =>
  workspace.problems.some(
    (problem) =>
      problem.path === path &&
      problem.rule === 'unknown-key' &&
      problem.help?.includes(`\`${key}\``) === true,
  );
