/** A system as somebody names it on the command line: by its id, or by the name that people see. */
import { EnvironmentFailure } from '../model/failure.ts';
import { nearest } from '../model/nearest.ts';
import type { System } from '../model/system.ts';
import type { Sourced, Workspace } from '../model/workspace.ts';

/** @throws EnvironmentFailure where there is none, with the nearest. */
export function systemNamed(named: string, { systems }: Workspace): Sourced<System> {
  const found = systems.has(named)
    ? systems.get(named)
    : systems.all().find(({ value }) => value.name.toLowerCase() === named.toLowerCase());
  if (found) return found;
  if (systems.has(named))
    throw new EnvironmentFailure(`\`policies/systems/${named}.yaml\` could not be read; \`check\` says why`);
  const near = nearest(named, systems.ids);
  throw new EnvironmentFailure(
    `there is no system \`${named}\`${near === undefined ? '' : `; did you mean \`${near}\`?`}`,
  );
}
