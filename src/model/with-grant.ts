/** A grant that is nowhere written down, for questions such as "what if somebody asked for this". */
import { wholeFile } from './diagnostic.ts';
import type { Grant } from './grant.ts';
import type { Holding, Sourced, Workspace } from './workspace.ts';

/** Where a grant stands: the path says the same as its content. */
export const grantPath = ({ system, role, subject }: Pick<Grant, 'system' | 'role' | 'subject'>): string =>
  `access-grants/${system}/${role}/${subject}.yaml`;

/** A grant at the path where it would stand. Its values have no places. */
export const imaginedGrant = (value: Grant): Sourced<Grant> => ({
  path: grantPath(value),
  id: value.subject,
  value,
  flawed: false,
  locate: () => wholeFile,
});

/** The workspace with this grant too, in place of the one that stands at its path. */
export function withGrant(workspace: Workspace, grant: Sourced<Grant>): Workspace {
  const { path, value } = grant;
  const { holdings } = workspace;
  const holding: Holding = { path, system: value.system, role: value.role, subject: value.subject };
  const isNew = holdings.at(path) === undefined;
  const added = (found: readonly Holding[], isOne: boolean) => (isNew && isOne ? [...found, holding] : found);
  return {
    ...workspace,
    grants: new Map([...workspace.grants, [path, grant]]),
    holdings: {
      all: added(holdings.all, true),
      at: (wanted) => (wanted === path ? holding : holdings.at(wanted)),
      of: (subject) => added(holdings.of(subject), subject === value.subject),
      in: (system, role) => added(holdings.in(system, role), system === value.system && role === value.role),
    },
  };
}
