import { createHash } from 'node:crypto';
import type { Source } from '../../src/source/source.ts';

/** A Source over texts in memory. Reading a path that was not listed is an error, and so is reading one twice over. */
export function memorySource(
  label: string,
  files: Readonly<Record<string, string | null>>,
): Source & { readonly reads: string[] } {
  const present = new Map(
    Object.entries(files).flatMap(([path, text]) => (text === null ? [] : [[path, text] as const])),
  );
  const reads: string[] = [];
  return {
    label,
    reads,
    list: (paths) =>
      [...present]
        .filter(([path]) => paths?.some((wanted) => path === wanted || path.startsWith(`${wanted}/`)) ?? true)
        .map(([path, text]) => ({
          path,
          type: 'file' as const,
          objectId: createHash('sha1').update(text).digest('hex'),
        }))
        .sort((a, b) => (a.path < b.path ? -1 : 1)),
    topFolders: () => [
      ...new Set([...present.keys()].flatMap((path) => path.split('/').slice(0, -1).slice(0, 1))),
    ],
    *read(paths) {
      for (const path of paths) {
        const text = present.get(path);
        if (text === undefined) continue;
        reads.push(path);
        yield [path, Buffer.from(text)];
      }
    },
  };
}
