/** `grantbook expire`: the change set that removes what has ended. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ChangeSet } from '../model/change-set.ts';
import { endInWords } from '../model/entitlement.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { Instant } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import { type ExpiryPlan, planExpiry, usualLimit } from '../plan/expire.ts';
import { expiryTitle, renderExpiry } from '../render/expire-words.ts';
import { amount } from '../render/summary.ts';
import { renderTable } from '../render/table.ts';
import type { History } from '../source/history.ts';
import type { Source } from '../source/source.ts';
import { accessAt } from './access.ts';
import { timeZoneOf } from './check.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { findRoot, instantOf, sourceOf } from './places.ts';
import { readWhole } from './read.ts';
import { historyOf } from './starts.ts';

export interface ExpireOptions {
  readonly now?: string;
  /** Deletes the files here, instead of only saying which. */
  readonly write: boolean;
  readonly format: 'text' | 'json';
}

/** A plan, with what it was made from. */
export interface Expiry {
  readonly plan: ExpiryPlan;
  readonly changeSet: ChangeSet;
  readonly limit: number;
  readonly workspace: Workspace;
  readonly timeZone: string;
}

/** Plans the removal of what is over at the instant that `nowIn` gives for the organization's time zone. */
export function expiryOf(
  source: Source,
  history: History | undefined,
  nowIn: (timeZone: string) => Instant,
  onProgress?: (done: number, all: number) => void,
): Expiry {
  const workspace = readWhole(source, onProgress);
  const timeZone = timeZoneOf(workspace);
  const now = nowIn(timeZone);
  const limit = workspace.settings?.value.limits?.maxRemovalsPerRun ?? usualLimit;
  const unreadable = workspace.holdings.all
    .map(({ path }) => path)
    .filter((path) => !workspace.grants.has(path));
  const accesses = accessAt({ workspace, source, history, ledger: undefined, timeZone }, now);
  const plan = planExpiry(accesses, unreadable, { now, limit });
  const changeSet: ChangeSet = {
    title: expiryTitle(plan),
    text: renderExpiry(plan, workspace, timeZone),
    files: new Map(plan.expired.map(({ access }) => [access.grant.path, null])),
    about: plan.expired.map(
      ({ access, endedAt }) => `${access.grant.path} until ${new Date(endedAt).toISOString()}`,
    ),
  };
  return { plan, changeSet, limit, workspace, timeZone };
}

/** Shows the change set, or writes it into the folder. */
export function expire(options: ExpireOptions, context: CommandContext): ExitCode {
  const source = sourceOf(undefined, context.dir);
  const { plan, limit, timeZone } = expiryOf(
    source,
    historyOf(context.dir),
    (zone) => instantOf(options.now, zone, context.clock),
    context.progress('Reading'),
  );
  if (options.write && plan.isTooMuch)
    throw new EnvironmentFailure(
      `${plan.expired.length} grants have ended, and \`limits.maxRemovalsPerRun\` lets ${limit} be removed at once; look at the list without \`--write\`, and raise the limit in \`policies/grantbook.yaml\` if it is right`,
    );
  const removals = plan.expired.map(({ access: { grant, startedAt }, endedAt }) => ({
    path: grant.path,
    until: endInWords(grant.value, timeZone, startedAt),
    ended: new Date(endedAt).toISOString(),
  }));
  if (options.write) {
    const root = findRoot(context.dir);
    for (const { path } of removals) rmSync(join(root, path));
  }
  if (options.format === 'json') {
    context.out(`${JSON.stringify({ removals, left: plan.left }, null, 2)}\n`);
    return exitCodes.ok;
  }
  if (removals.length > 0)
    context.out(
      `${renderTable(
        ['until', 'file'],
        removals.map(({ until, path }) => [until, path]),
        context.outColors,
      )}\n`,
    );
  for (const { path, why } of plan.left)
    context.err(
      why === 'unreadable'
        ? `\`${path}\` could not be read, so it is left alone; \`grantbook check\` says why\n`
        : `\`${path}\` is left alone: nobody can tell when its period began; in a shallow clone, run \`git fetch --unshallow\` first\n`,
    );
  context.out(
    removals.length === 0
      ? 'Nothing has ended.\n'
      : options.write
        ? `${amount(removals.length, 'file')} deleted; commit ${removals.length === 1 ? 'it' : 'them'}, and open a pull request.\n`
        : `${amount(removals.length, 'grant')} ${removals.length === 1 ? 'has ended and gives' : 'have ended and give'} no access any more; \`--write\` deletes the ${removals.length === 1 ? 'file' : 'files'}.\n`,
  );
  return exitCodes.ok;
}
