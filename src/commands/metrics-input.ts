/** What the numbers are made of: the ledger, the policies, and the grants that begin later than their merge. */

import type { MetricsOf } from '../ledger/metrics.ts';
import { loadFile } from '../load/file.ts';
import type { Access } from '../model/effective.ts';
import { findRole, lengthOf, startOfGrant } from '../model/entitlement.ts';
import type { Grant } from '../model/grant.ts';
import type { Instant } from '../model/period.ts';
import type { LedgerRecord } from '../model/record.ts';
import type { Sourced, Workspace } from '../model/workspace.ts';
import type { MetricNames } from '../render/metrics-words.ts';
import { ruleInShort } from '../rules/in-short.ts';
import type { GitRepository } from '../source/git.ts';
import { readBlobs } from '../source/git-tree.ts';

/** Fewer people than these are not told of by numbers, where everybody may read them. */
export const smallestPublicGroup = 3;

/** Where the numbers come from. */
export interface MetricsSource {
  readonly records: readonly LedgerRecord[];
  readonly workspace: Workspace;
  readonly accesses: readonly Access[];
  readonly timeZone: string;
  readonly now: Instant;
  /** The repository that holds the grants. */
  readonly git: GitRepository | undefined;
}

export function metricsInput(
  { records, workspace, accesses, timeZone, now, git }: MetricsSource,
  smallestGroup: number,
): MetricsOf {
  const begins = git ? beginningsOf(git, records, timeZone) : new Map<string, Instant>();
  const isThere = (user: string) => workspace.people.has(user);
  return {
    ...{ records, now, timeZone, smallestGroup },
    departmentOf: (user) => (isThere(user) ? workspace.people.get(user)?.value.department : undefined),
    beginsAt: (objectId) => begins.get(objectId),
    dueAt: (system, askedAt) => {
      const lag = workspace.systems.has(system)
        ? workspace.systems.get(system)?.value.connector?.lag
        : undefined;
      return lag === undefined ? undefined : askedAt + lengthOf(lag, askedAt, timeZone);
    },
    held: accesses
      .filter(({ notEffective, isStartLost }) => notEffective === undefined || isStartLost === true)
      .map(({ grant: { value }, end }) => ({
        subject: value.subject,
        isStanding: end === 'standing',
        isPrivileged: findRole(workspace, value.system, value.role)?.role.privileged === true,
      })),
  };
}

/** The first instant of access of each content of a grant that says one. */
function beginningsOf(
  git: GitRepository,
  records: readonly LedgerRecord[],
  timeZone: string,
): ReadonlyMap<string, Instant> {
  const wanted = new Set(
    records.flatMap((record) =>
      record.kind === 'decision'
        ? record.changes.flatMap(({ path, objectId }) =>
            path.startsWith('access-grants/') && objectId !== null ? [objectId] : [],
          )
        : [],
    ),
  );
  const begins = new Map<string, Instant>();
  // The path says how large a file may be; here, the content is what counts.
  const asked = [...wanted].map((objectId) => [`access-grants/${objectId}`, objectId] as const);
  for (const [path, content] of readBlobs(git, asked)) {
    if (!(content instanceof Uint8Array)) continue;
    const { file } = loadFile({ path, id: '', schema: 'grant' }, content);
    const begin = file && startOfGrant((file as Sourced<Grant>).value, timeZone);
    if (begin !== undefined) begins.set(path.slice('access-grants/'.length), begin);
  }
  return begins;
}

/** The names in the policies; of what is gone, the id. */
export const metricNames = ({ systems }: Workspace): MetricNames => ({
  system: (id) => (systems.has(id) ? systems.get(id)?.value.name : undefined) ?? id,
  rule: ruleInShort,
});
