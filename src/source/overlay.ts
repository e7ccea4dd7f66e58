/** A Source with other contents for some of its files, which nobody has to write or commit first. */
import { createHash } from 'node:crypto';
import type { Source, SourceEntry } from './source.ts';
import { inGitOrder } from './tree-listing.ts';

/** The same files, of which some hold these texts, whether they are there already or not; `null` takes one away. */
export function withFiles(source: Source, files: ReadonlyMap<string, string | null>, label: string): Source {
  const contents = new Map(
    [...files].flatMap(([path, text]) => (text === null ? [] : [[path, Buffer.from(text)] as const])),
  );
  const entries = [...contents].map(
    ([path, content]): SourceEntry => ({ path, type: 'file', objectId: blobIdOf(content) }),
  );
  return {
    label,
    list: (paths) =>
      [
        ...source.list(paths).filter(({ path }) => !files.has(path)),
        ...entries.filter(({ path }) => isAtOrUnder(path, paths)),
      ].sort(inGitOrder),
    topFolders: () => source.topFolders(),
    *read(paths) {
      const wanted = [...paths];
      yield* source.read(wanted.filter((path) => !files.has(path)));
      for (const path of wanted) {
        const content = contents.get(path);
        if (content) yield [path, content];
      }
    },
  };
}

const isAtOrUnder = (path: string, paths: readonly string[] | undefined): boolean =>
  paths === undefined || paths.some((wanted) => path === wanted || path.startsWith(`${wanted}/`));

/** The id that git gives to a content. */
const blobIdOf = (content: Uint8Array): string =>
  createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
