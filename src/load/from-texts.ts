/** A Workspace of texts that are not in any folder yet. */
import type { Workspace } from '../model/workspace.ts';
import { startLoading } from './workspace.ts';

/** Reads them as if they stood in files with these paths, in the order in which a folder lists them. */
export function workspaceOfTexts(files: Iterable<readonly [path: string, text: string]>): Workspace {
  const all = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const encoder = new TextEncoder();
  const loader = startLoading(all.map(([path]) => ({ path, type: 'file' })));
  loader.take(all.map(([path, text]) => [path, encoder.encode(text)]));
  return loader.workspace();
}
