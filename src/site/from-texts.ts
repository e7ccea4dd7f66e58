/** A Workspace from texts that are there already, such as those that a page brings along. */
import { startLoading } from '../load/workspace.ts';
import type { Workspace } from '../model/workspace.ts';

/** The content of policy and grant files by path. */
export type Texts = Readonly<Record<string, string>>;

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Loads them all. */
export function workspaceFrom(texts: Texts): Workspace {
  const loader = startLoading(Object.keys(texts).map((path) => ({ path, type: 'file' })));
  loader.take(Object.entries(texts).map(([path, text]) => [path, bytesOf(text)] as const));
  return loader.workspace();
}

/** The workspace with one more grant file, or with another content of one. The other files are not read again. */
export function withGrantText(base: Workspace, path: string, text: string): Workspace {
  const alone = workspaceFrom({ [path]: text });
  const grants = new Map(base.grants);
  grants.delete(path);
  for (const [each, grant] of alone.grants) grants.set(each, grant);
  const isNew = base.holdings.at(path) === undefined;
  const { holdings } = base;
  return {
    ...base,
    grants,
    holdings: isNew
      ? {
          all: [...holdings.all, ...alone.holdings.all],
          at: (wanted) => alone.holdings.at(wanted) ?? holdings.at(wanted),
          of: (subject) => [...holdings.of(subject), ...alone.holdings.of(subject)],
          in: (system, role) => [...holdings.in(system, role), ...alone.holdings.in(system, role)],
        }
      : holdings,
    problems: [...base.problems.filter((problem) => problem.path !== path), ...alone.problems],
  };
}
