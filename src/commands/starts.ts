/** When grants with a `duration` began to count. */
import { loadFile } from '../load/file.ts';
import type { Grant } from '../model/grant.ts';
import type { Instant } from '../model/period.ts';
import type { Sourced } from '../model/workspace.ts';
import { commitOf, gitAt, isShallow, repositoryRoot } from '../source/git.ts';
import { readBlobs } from '../source/git-tree.ts';
import { type History, type Version, versionsOf } from '../source/history.ts';

/**
 * The merge that set each grant's `requestedAt`, by path, from one walk of the history. What is compared is the
 * value, not the line: writing it in another way starts no new period. Nothing is said of a grant whose history is
 * cut off, or whose `requestedAt` is not what was committed last.
 */
export function startsOf(
  grants: Iterable<Sourced<Grant>>,
  history: History | undefined,
): ReadonlyMap<string, Instant> {
  const starts = new Map<string, Instant>();
  const wanted = new Map(
    [...grants].filter((grant) => grant.value.duration !== undefined).map((grant) => [grant.path, grant]),
  );
  if (wanted.size === 0 || !history || isShallow(history.git)) return starts;
  const versions = versionsOf(history, new Set(wanted.keys()));
  const requests = readRequests(history, versions);
  for (const [path, grant] of wanted) {
    const start = startOfRequest(grant.value.requestedAt, versions.get(path) ?? [], requests);
    if (start !== undefined) starts.set(path, start);
  }
  return starts;
}

/**
 * Since when each of these files has been there without a break, on the line of first parents. Nothing is said where the
 * history is cut off.
 */
export function heldSince(
  paths: readonly string[],
  history: History | undefined,
): ReadonlyMap<string, Instant> {
  if (paths.length === 0 || !history || isShallow(history.git)) return new Map();
  const versions = versionsOf(history, new Set(paths));
  return new Map(
    [...versions].flatMap(([path, all]) => {
      const gone = all.findIndex(({ objectId }) => objectId === undefined);
      const oldest = (gone < 0 ? all : all.slice(0, gone)).at(-1);
      return oldest ? [[path, oldest.time] as const] : [];
    }),
  );
}

/** The history that a folder stands in. */
export function historyOf(dir: string): History | undefined {
  const root = repositoryRoot(dir);
  const commit = root === undefined ? undefined : commitOf(gitAt(root), 'HEAD');
  return root === undefined || commit === undefined ? undefined : { git: gitAt(root), commit };
}

/** `requestedAt` by blob; `null` where there is none, nothing where the blob cannot be read. */
function readRequests(
  { git }: History,
  versions: ReadonlyMap<string, readonly Version[]>,
): Map<string, string | null> {
  const ids = new Set([...versions.values()].flat().flatMap((version) => version.objectId ?? []));
  const requests = new Map<string, string | null>();
  for (const [id, content] of readBlobs(
    git,
    [...ids].map((id) => [id, id] as const),
  )) {
    if (!(content instanceof Uint8Array)) continue;
    const { file } = loadFile({ path: id, id, schema: 'grant' }, content);
    if (file) requests.set(id, (file.value as Grant).requestedAt ?? null);
  }
  return requests;
}

/** The oldest version in a row, from the newest on, that asks for the same. One that cannot be read says nothing. */
function startOfRequest(
  requestedAt: string | undefined,
  versions: readonly Version[],
  requests: ReadonlyMap<string, string | null>,
): Instant | undefined {
  let start: Instant | undefined;
  for (const { time, objectId } of versions) {
    if (objectId === undefined) break;
    const request = requests.get(objectId);
    if (request === undefined) continue;
    if (request !== (requestedAt ?? null)) break;
    start = time;
  }
  return start;
}
