/** A Source with another content for one of its files, which nobody has to write first. */
import { createHash } from 'node:crypto';
import type { Source, SourceEntry } from './source.ts';

/** The same files, of which one holds this text. It has to be in the listing. */
export function withText(source: Source, path: string, text: string, label: string): Source {
  const content = Buffer.from(text);
  const objectId = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
  const replaced = (entry: SourceEntry): SourceEntry =>
    entry.path === path ? { path, type: 'file', objectId } : entry;
  return {
    label,
    list: (paths) => source.list(paths).map(replaced),
    topFolders: () => source.topFolders(),
    *read(paths) {
      const wanted = [...paths];
      yield* source.read(wanted.filter((each) => each !== path));
      if (wanted.includes(path)) yield [path, content];
    },
  };
}
