/** The first lines of a ledger: what is there on the first day, found and never approved. */
import { mayApprove } from '../model/entitlement.ts';
import type { Instant } from '../model/period.ts';
import type { FoundRecord, LedgerRecord, StartedRecord, Unchained } from '../model/record.ts';
import type { Workspace } from '../model/workspace.ts';

/** What is adopted, and when. */
export interface Adoption {
  /** The newest commit of the default branch. */
  readonly commit: string;
  readonly workspace: Workspace;
  /** The git object of each grant file. */
  readonly objectIdOf: (path: string) => string | undefined;
  readonly now: Instant;
  readonly timeZone: string;
  /** The version of Grantbook. */
  readonly tool: string;
  readonly by?: StartedRecord['by'];
}

/**
 * One line that says since when, and one for each system that somebody has access to. It stands under the name of the
 * first owner who is active; of a system without one, under that of a policy owner.
 */
export function adopt(adoption: Adoption): readonly Unchained<LedgerRecord>[] {
  const { commit, workspace, now, tool, by } = adoption;
  const line = { version: 1 as const, recordedAt: new Date(now).toISOString(), tool, commit };
  const systems = [...new Set(workspace.holdings.all.map(({ system }) => system))].toSorted();
  const found = systems.map(
    (system): Unchained<FoundRecord> => ({
      ...line,
      kind: 'found',
      system,
      owner: ownerOf(system, adoption),
      grants: workspace.holdings.all.flatMap(({ path, system: at }) => {
        const objectId = at === system ? adoption.objectIdOf(path) : undefined;
        return objectId === undefined ? [] : [{ path, objectId }];
      }),
    }),
  );
  return [{ ...line, kind: 'started', ...(by === undefined ? {} : { by }) }, ...found];
}

const ownerOf = (system: string, adoption: Adoption): string =>
  answerableFor(system, adoption)[0] ?? named(system, adoption.workspace)[0] ?? 'nobody';

/**
 * Who answers for what was found at a system: those of its owners who work here; where there is none of them, the policy
 * owners who do.
 */
export function answerableFor(
  system: string,
  { workspace, now, timeZone }: Pick<Adoption, 'workspace' | 'now' | 'timeZone'>,
): readonly string[] {
  const isThere = (user: string) => {
    const person = workspace.people.has(user) ? workspace.people.get(user) : undefined;
    return person !== undefined && mayApprove(person.value, { now, timeZone });
  };
  const owners = ownersOf(system, workspace).filter(isThere);
  return owners.length > 0 ? owners : (workspace.settings?.value.policyOwners ?? []).filter(isThere);
}

const ownersOf = (system: string, { systems }: Workspace): readonly string[] =>
  systems.has(system) ? (systems.get(system)?.value.owners ?? []) : [];

const named = (system: string, workspace: Workspace): readonly string[] => [
  ...ownersOf(system, workspace),
  ...(workspace.settings?.value.policyOwners ?? []),
];
