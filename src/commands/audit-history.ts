/** What git holds of grants and people at each time, from one walk of the history and what has to be read of it. */
import type { AccessPeriod, GrantLife, GrantVersion, Said, VersionOf } from '../ledger/access-history.ts';
import { accessPeriods } from '../ledger/access-history.ts';
import { statesAlong } from '../ledger/standing.ts';
import { loadFile } from '../load/file.ts';
import type { Grant } from '../model/grant.ts';
import type { Instant } from '../model/period.ts';
import type { Person } from '../model/person.ts';
import type { LedgerRecord } from '../model/record.ts';
import type { Holding, Sourced } from '../model/workspace.ts';
import type { GitRepository } from '../source/git.ts';
import { readBlobs } from '../source/git-tree.ts';
import { type Left, personPath, type Timeline } from './audit-timeline.ts';

/** Which grants are asked about, and the first and the first instant after the time. */
export interface Asked {
  readonly wanted: (grant: Holding) => boolean;
  readonly from: Instant;
  readonly to: Instant;
}

/** The periods of access that touch a time, and what is needed to tell of them. */
export interface AccessFound {
  readonly periods: readonly AccessPeriod[];
  /** The files of the people who are named, as they were at each time. */
  readonly people: ReadonlyMap<string, readonly VersionOf<Person>[]>;
  /** Since when the file of a period had been there without a break, and the commit that changed it next. */
  readonly files: ReadonlyMap<AccessPeriod, { readonly since: Instant; readonly nextCommit?: string }>;
  /** Versions that were in force at the time and cannot be read. */
  readonly unreadable: readonly { readonly path: string; readonly commit: string }[];
}

/** The versions of the file of everybody who ever had one. */
export function everybodyIn(
  git: GitRepository,
  timeline: Timeline,
): ReadonlyMap<string, readonly VersionOf<Person>[]> {
  const files = [...timeline.files].filter(
    ([path]) => path.startsWith('policies/people/') && path.endsWith('.yaml'),
  );
  const read = reader(git);
  read.take(files.flatMap(([path, all]) => all.map(({ objectId }) => [path, objectId] as const)));
  return new Map(
    files.map(([path, all]) => [
      path.slice('policies/people/'.length, -'.yaml'.length),
      all.map(({ at, commit, objectId }) => ({ at, commit, objectId, file: read.person(objectId) })),
    ]),
  );
}

/** Reads what was in force at the time, and says who had access. */
export function accessIn(
  git: GitRepository,
  timeline: Timeline,
  { wanted, from, to }: Asked,
  timeZone: string,
): AccessFound {
  const said = saidOf(timeline.records);
  const asked = timeline.grants.filter(wanted).flatMap((grant) => {
    const versions = inForce(timeline.files.get(grant.path) ?? [], from, to);
    return versions.some(({ objectId }) => objectId !== undefined) ? [{ grant, versions }] : [];
  });
  const users = new Set(asked.map(({ grant }) => grant.subject));
  const read = reader(git);
  read.take([
    ...asked.flatMap(({ grant, versions }) => versions.map((each) => [grant.path, each.objectId] as const)),
    ...[...users].flatMap((user) =>
      (timeline.files.get(personPath(user)) ?? []).map((each) => [personPath(user), each.objectId] as const),
    ),
  ]);
  const older = asked.flatMap(({ grant, versions }) =>
    versions.some(({ objectId }) => read.grant(objectId)?.value.duration !== undefined)
      ? (timeline.files.get(grant.path) ?? []).map((each) => [grant.path, each.objectId] as const)
      : [],
  );
  read.take(older);
  const people = new Map(
    [...users].map((user) => [
      user,
      (timeline.files.get(personPath(user)) ?? []).map(
        ({ at, commit, objectId }): VersionOf<Person> => ({
          at,
          commit,
          objectId,
          file: read.person(objectId),
        }),
      ),
    ]),
  );
  const files = new Map<AccessPeriod, { since: Instant; nextCommit?: string }>();
  const periods = asked.flatMap(({ grant, versions }) => {
    const all = timeline.files.get(grant.path) ?? [];
    const life: GrantLife = {
      ...grant,
      versions: versions.map(({ at, commit, objectId }): GrantVersion => {
        const index = all.findIndex((each) => each.commit === commit);
        const startedAt = startOfRequest(all.slice(0, index + 1), read.grant);
        return { at, commit, objectId, file: read.grant(objectId), startedAt };
      }),
      said: said.get(grant.path) ?? [],
      person: people.get(grant.subject) ?? [],
    };
    const found = accessPeriods(life, {
      timeZone,
      ledger: timeline.ledger,
      outcomeOf: (commit) => timeline.recordOf.get(commit)?.outcome,
    }).filter((period) => period.from < to && (period.to === undefined || period.to > from));
    for (const period of found) {
      const index = all.findIndex(({ commit }) => commit === period.version.commit);
      const gone = all.slice(0, index).findLastIndex(({ objectId }) => objectId === undefined);
      const next = all[index + 1];
      const since = all[gone + 1]?.at ?? period.version.at;
      files.set(period, { since, ...(next ? { nextCommit: next.commit } : {}) });
    }
    return found;
  });
  const unreadable = asked.flatMap(({ grant, versions }) =>
    versions.flatMap(({ objectId, commit }) =>
      objectId !== undefined && !read.grant(objectId) ? [{ path: grant.path, commit }] : [],
    ),
  );
  return { periods, people, files, unreadable };
}

/** The version that was there at `from`, all until `to`, and the one after them, which says what became of the last. */
function inForce(versions: readonly Left[], from: Instant, to: Instant): readonly Left[] {
  const first = versions.findLastIndex(({ at }) => at <= from);
  const after = versions.findIndex(({ at }) => at >= to);
  return versions.slice(Math.max(0, first), after < 0 ? versions.length : after + 1);
}

/** The merge that set the `requestedAt` of the newest version, as `startsOf` has it. */
function startOfRequest(
  versions: readonly Left[],
  grantOf: (objectId: string | undefined) => Sourced<Grant> | undefined,
): Instant | undefined {
  const newest = grantOf(versions.at(-1)?.objectId)?.value;
  if (newest?.duration === undefined) return undefined;
  let start: Instant | undefined;
  for (const { time, objectId } of versions.toReversed()) {
    if (objectId === undefined) break;
    const grant = grantOf(objectId)?.value;
    if (grant === undefined) continue;
    if (grant.requestedAt !== newest.requestedAt) break;
    start = time;
  }
  return start;
}

/** What the ledger said of each grant, by path, as it was written down. */
function saidOf(records: readonly LedgerRecord[]): ReadonlyMap<string, readonly Said[]> {
  const all = new Map<string, Said[]>();
  for (const { path, record, state } of statesAlong(records)) {
    if (!path.startsWith('access-grants/')) continue;
    const said = { at: Date.parse(record.recordedAt), record, state };
    const known = all.get(path);
    if (known) known.push(said);
    else all.set(path, [said]);
  }
  return all;
}

/** Reads files by their objects, each once. */
function reader(git: GitRepository) {
  const files = new Map<string, Sourced<unknown> | undefined>();
  return {
    take(wanted: readonly (readonly [path: string, objectId: string | undefined])[]): void {
      const unknown = new Map<string, string>();
      for (const [path, objectId] of wanted)
        if (objectId !== undefined && !files.has(objectId)) unknown.set(objectId, path);
      // By its object in the place of its path: one path has many contents, and its folder says how large they may be.
      const asked = [...unknown].map(
        ([objectId, path]) => [`${folderOf(path)}${objectId}`, objectId] as const,
      );
      for (const [name, content] of readBlobs(git, asked)) {
        const objectId = name.slice(name.lastIndexOf('/') + 1);
        const path = unknown.get(objectId) ?? '';
        files.set(objectId, content instanceof Uint8Array ? readFile(path, content) : undefined);
      }
    },
    grant: (objectId: string | undefined) =>
      objectId === undefined ? undefined : (files.get(objectId) as Sourced<Grant> | undefined),
    person: (objectId: string | undefined) =>
      objectId === undefined ? undefined : (files.get(objectId) as Sourced<Person> | undefined),
  };
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

function readFile(path: string, content: Uint8Array): Sourced<unknown> | undefined {
  const id = path.slice(folderOf(path).length, -'.yaml'.length);
  const schema = path.startsWith('policies/people/') ? 'person' : 'grant';
  return loadFile({ path, id, schema }, content).file;
}
