/** The folder that a site is written into: one that is new or empty, or holds a site of ours. */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EnvironmentFailure } from '../model/failure.ts';
import { requireNoLinks } from '../source/no-links.ts';

/** By this file a folder is known as a site of ours, which may be written again. */
const ownMark = 'assets/data.js';

/** Refuses a folder that holds something else: what lies there would be published too, or be lost. */
export function requireOwn(folder: string, named: string): void {
  const there = entriesOf(folder, named);
  if (there.length > 0 && !existsSync(join(folder, ownMark)))
    throw new EnvironmentFailure(`\`${named}\` holds other files; name a folder that is new or empty`);
}

function entriesOf(folder: string, named: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new EnvironmentFailure(
      code === 'ENOTDIR'
        ? `\`${named}\` is a file; name a folder that is new or empty`
        : `\`${named}\` could not be read: ${code ?? 'unknown reason'}`,
    );
  }
}

/** Writes all of it. Nothing is written where a link in the folder would take it elsewhere. */
export function writeSite(
  folder: string,
  named: string,
  files: ReadonlyMap<string, string | Uint8Array>,
): void {
  const assets = assetsFolder();
  requireNoLinks(
    folder,
    [...files.keys(), ...readdirSync(assets).map((name) => `assets/${name}`)],
    named.replace(/[\\/]+$/, ''),
  );
  try {
    // Pages of systems that are gone go too.
    for (const each of ['systems', 'runbooks', 'training', 'people.html'])
      rmSync(join(folder, each), { recursive: true, force: true });
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    cpSync(assets, join(folder, 'assets'), { recursive: true });
  } catch (error) {
    throw new EnvironmentFailure(
      `the site could not be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`,
    );
  }
}

/** Style and scripts, which the build puts beside the bundles. */
function assetsFolder(): string {
  const found = ['../site/', './site/', '../../dist/site/']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(join(path, 'core.js')));
  if (found === undefined)
    throw new EnvironmentFailure('the style and scripts of the site are missing; run `npm run build` first');
  return found;
}
