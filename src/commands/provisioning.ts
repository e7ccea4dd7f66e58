/** What has to be done in the real systems now: read from each, and planned. */

import type { Connector } from '../connectors/connector.ts';
import { connectors } from '../connectors/registry.ts';
import type { GitHubClient } from '../github/client.ts';
import { carriedInto, foundHoldings } from '../ledger/carried.ts';
import { grantReader } from '../load/grant-paths.ts';
import type { Access } from '../model/effective.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { type CarriedInto, holderKey, type Reading } from '../model/provisioning.ts';
import type { LedgerRecord } from '../model/record.ts';
import type { System } from '../model/system.ts';
import type { Holding, Sourced, Workspace } from '../model/workspace.ts';
import { usualLimit } from '../plan/expire.ts';
import { type ProvisioningPlan, planProvisioning } from '../plan/provision.ts';
import type { History } from '../source/history.ts';
import { accountsOf, everNamedIn } from './provisioning-accounts.ts';

/** Everything that the plans are made from. */
export interface ProvisioningOf {
  readonly workspace: Workspace;
  readonly accesses: readonly Access[];
  readonly objectIds: ReadonlyMap<string, string>;
  readonly records: readonly LedgerRecord[];
  readonly history: History | undefined;
  readonly client: GitHubClient | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: (message: string) => void;
}

/** What one system would need, or why nobody can say. */
export type Planned = { readonly system: Sourced<System> } & (
  | {
      readonly plan: ProvisioningPlan;
      readonly connector: Connector;
      readonly carried: CarriedInto;
      readonly reading: Reading | undefined;
    }
  | { readonly problem: string }
);

const nothingCarried: CarriedInto = { all: [], targets: new Map() };

/** Systems with a connector, or all of those that are named. Each whatever becomes of the others. */
export async function planSystems(
  of: ProvisioningOf,
  systems: readonly Sourced<System>[],
): Promise<readonly Planned[]> {
  const carried = carriedInto(of.records);
  const found = foundHoldings(of.records);
  const accesses = bySystem(of.accesses, ({ grant }) => grant.value.system);
  const unread = bySystem(unreadIn(of.workspace), ({ system }) => system);
  const planned: Planned[] = [];
  for (const system of systems) {
    try {
      const into = carried.get(system.id) ?? nothingCarried;
      const own = { accesses: accesses.get(system.id) ?? [], unread: unread.get(system.id) ?? [] };
      planned.push(await planSystem(system, { ...own, known: into, found: found.get(system.id) ?? [] }, of));
    } catch (error) {
      if (!(error instanceof EnvironmentFailure)) throw error;
      planned.push({ system, problem: error.message });
    }
  }
  return planned;
}

/** Which systems are provisioned at all: what has no connector is done by hand, and asked of nobody here. */
export const provisioned = ({ systems }: Workspace): readonly Sourced<System>[] =>
  systems.all().filter(({ value }) => value.connector !== undefined);

/** What is there of one system. */
interface OfSystem {
  readonly accesses: readonly Access[];
  readonly unread: readonly Holding[];
  readonly known: CarriedInto;
  /** The paths of the grants that were found on the first day. */
  readonly found: readonly string[];
}

/** Grants that are written down and could not be read, or whose person could not be. */
const unreadIn = ({ holdings, grants, people }: Workspace): readonly Holding[] =>
  holdings.all.filter(
    ({ path, subject }) => !grants.has(path) || (people.has(subject) && !people.get(subject)),
  );

function bySystem<T>(all: readonly T[], systemOf: (each: T) => string): ReadonlyMap<string, readonly T[]> {
  const systems = new Map<string, T[]>();
  for (const each of all) {
    const id = systemOf(each);
    const own = systems.get(id);
    if (own) own.push(each);
    else systems.set(id, [each]);
  }
  return systems;
}

async function planSystem(
  system: Sourced<System>,
  { accesses, unread, known, found }: OfSystem,
  of: ProvisioningOf,
): Promise<Planned> {
  const { workspace, history } = of;
  if (system.flawed)
    throw new EnvironmentFailure(
      `\`${system.path}\` has an error, so nothing is changed; \`check\` says which`,
    );
  const connector = connectorOf(system, of);
  const reading = await connector.read?.();
  if (reading) requireSameTargets(system, reading, known);
  const carried = reading ? known : withFound(known, found);
  const unreadPaths = new Set(unread.map(({ path }) => path));
  const users = new Set([
    ...accesses.map(({ grant }) => grant.value.subject),
    ...unread.map(({ subject }) => subject),
  ]);
  const accounts = await accountsOf(users, connector, workspace, history);
  const explained = new Set([
    ...carried.all.map(holderKey),
    ...accesses.flatMap(({ grant: { value } }) => {
      const found = accounts.get(value.subject);
      return found && 'account' in found ? [holderKey({ role: value.role, account: found.account })] : [];
    }),
  ]);
  // The history is asked only where neither the ledger nor a grant knows somebody.
  const isUnexplained = (reading?.holders ?? []).some((holder) => !explained.has(holderKey(holder)));
  const everNamed = isUnexplained
    ? await everNamedIn(system.id, connector, workspace, history)
    : new Map<string, string>();
  const plan = planProvisioning({
    system,
    accesses: accesses.filter(({ grant }) => !unreadPaths.has(grant.path)),
    unread,
    reading,
    carried,
    accounts,
    everNamed,
    objectIdOf: (path) => of.objectIds.get(path),
    limit: workspace.settings?.value.limits?.maxRemovalsPerRun ?? usualLimit,
    prevailing: connector.prevailing,
  });
  return { system, plan, connector, carried, reading };
}

function connectorOf(system: Sourced<System>, { client, environment, log }: ProvisioningOf): Connector {
  const type = system.value.connector?.type ?? 'task';
  return connectors[type]({ system, client, environment, log });
}

/** A name that stands for another team, group or project than before: what it holds is not what was given. */
function requireSameTargets(
  system: Sourced<System>,
  { targets }: Reading,
  { targets: known }: CarriedInto,
): void {
  const pinned = system.value.connector?.target?.id;
  for (const { name, id } of targets) {
    const before = known.get(name);
    if (before !== undefined && before !== id && pinned !== id)
      throw new EnvironmentFailure(
        `\`${name}\` is another one than before (its id is ${id}, and it was ${before}): somebody renamed or replaced it in the system, so nothing is changed; if that is right, a policy owner writes ${system.value.connector?.type === 'scim' ? `the id of the group under \`connector: roles\`` : `\`id: "${id}"\` under \`target\``} in \`${system.path}\``,
      );
  }
}

/** Where a system cannot be read, what was there on the first day of the ledger is there still. */
function withFound(carried: CarriedInto, paths: readonly string[]): CarriedInto {
  const read = grantReader();
  const known = new Set(carried.all.map(holderKey));
  const found = paths.flatMap((path) => {
    const holding = read(path);
    if (!holding || known.has(holderKey({ role: holding.role, account: holding.subject }))) return [];
    const { role, subject } = holding;
    return [{ role, subject, account: subject, isHeld: true, since: 0 }];
  });
  return { ...carried, all: [...carried.all, ...found] };
}
