/** What people and systems are called, for whoever does not know their ids. */
import type { VersionOf } from '../ledger/access-history.ts';
import type { Names } from '../ledger/audit-answer.ts';
import { loadFile } from '../load/file.ts';
import type { FileContent } from '../model/listing.ts';
import type { Person } from '../model/person.ts';
import type { Settings } from '../model/settings.ts';
import type { System } from '../model/system.ts';
import type { Sourced } from '../model/workspace.ts';
import type { GitRepository } from '../source/git.ts';
import { readBlobs } from '../source/git-tree.ts';
import type { Source } from '../source/source.ts';
import { personPath, type Timeline } from './audit-timeline.ts';

/** The settings; `undefined` where they are not there, or cannot be read. */
export const settingsAt = (source: Source): Settings | undefined =>
  loaded<Settings>(source.read(['policies/grantbook.yaml']), 'settings')[0]?.value;

function loaded<T>(
  files: Iterable<readonly [path: string, content: FileContent]>,
  schema: 'settings' | 'system' | 'person',
): Sourced<T>[] {
  return [...files].flatMap(([path, content]): Sourced<T>[] => {
    const id = path.slice(path.lastIndexOf('/') + 1, -'.yaml'.length);
    const file = content instanceof Uint8Array ? loadFile({ path, id, schema }, content).file : undefined;
    return file ? [file as Sourced<T>] : [];
  });
}

/** The names of systems as they were then, and those of people as they are in the newest file of each. */
export function namesOf(
  git: GitRepository,
  timeline: Timeline,
  policies: Source | undefined,
  users: readonly string[],
  known: ReadonlyMap<string, readonly VersionOf<Person>[]>,
): Names {
  const paths = policies
    ?.list(['policies/systems'])
    .filter(({ path, type }) => type === 'file' && path.endsWith('.yaml'))
    .map(({ path }) => path);
  const systems = policies && paths ? loaded<System>(policies.read(paths), 'system') : [];
  // The file of somebody who is gone is the last one that there was.
  const read = new Map(
    users.flatMap((user) => {
      const file = known.get(user)?.findLast((each) => each.file)?.file;
      return file ? [[user, file.value.displayName] as const] : [];
    }),
  );
  const newest = users.flatMap((user) => {
    if (read.has(user)) return [];
    const path = personPath(user);
    const left = timeline.files.get(path)?.findLast(({ objectId }) => objectId !== undefined);
    return left?.objectId === undefined ? [] : [[path, left.objectId] as const];
  });
  return {
    people: Object.fromEntries([
      ...read,
      ...loaded<Person>(readBlobs(git, newest), 'person').map(
        ({ id, value }) => [id, value.displayName] as const,
      ),
    ]),
    systems: Object.fromEntries(
      systems.map(({ id, value }) => [
        id,
        {
          name: value.name,
          roles: Object.fromEntries(Object.entries(value.roles).map(([role, { title }]) => [role, title])),
          privileged: Object.entries(value.roles).flatMap(([role, { privileged }]) =>
            privileged ? [role] : [],
          ),
        },
      ]),
    ),
  };
}
