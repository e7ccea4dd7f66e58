import { readdirSync, readFileSync } from 'node:fs';
import { startLoading } from '../../src/load/workspace.ts';
import { picturesFolder } from '../../src/model/picture.ts';
import type { Workspace } from '../../src/model/workspace.ts';

/** A Workspace from texts by path; `null` stands for a file that is taken away. */
export function workspaceOf(files: Readonly<Record<string, string | Uint8Array | null>>): Workspace {
  const present = Object.entries(files).flatMap(([path, content]) =>
    content === null ? [] : [[path, Buffer.from(content)] as const],
  );
  const loader = startLoading(present.map(([path]) => ({ path, type: 'file' })));
  loader.take(present);
  return loader.workspace();
}

/** Noon UTC of a day: the same day in every time zone that the tests use. */
export const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);

/** The pictures of the sample company, which no text can hold. */
export const samplePictures: Readonly<Record<string, Uint8Array>> = Object.fromEntries(
  readdirSync(picturesFolder).map((name) => [
    `${picturesFolder}/${name}`,
    readFileSync(`${picturesFolder}/${name}`),
  ]),
);
