/** Before something is written: whether a symbolic link on the way would take it elsewhere. */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentFailure } from '../model/failure.ts';

/**
 * Refuses paths below a folder that go through a symbolic link, or end at one. A branch that somebody checked out may hold
 * links, and what is written through one lands wherever it leads, also outside of the repository. The folder itself is
 * whatever its owner made it. `named` is how it is called in what is said.
 */
export function requireNoLinks(folder: string, paths: Iterable<string>, named = ''): void {
  const seen = new Set<string>();
  for (const path of paths)
    for (const place of placesOf(path)) {
      if (seen.has(place)) continue;
      seen.add(place);
      if (isLink(join(folder, place)))
        throw new EnvironmentFailure(
          `\`${named === '' ? place : `${named}/${place}`}\` is a symbolic link, and nothing is written through one; delete it, and try again`,
        );
    }
}

function isLink(place: string): boolean {
  try {
    return lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  } catch (error) {
    // A file stands where a folder should: nothing leads elsewhere, and whoever writes says that it cannot.
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return false;
    throw error;
  }
}

/** Each folder on the way to a path, and the path: `a`, `a/b`, `a/b/c`. */
const placesOf = (path: string): readonly string[] => {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
};
