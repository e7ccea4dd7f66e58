/** `grantbook expire`: the change set that removes what has ended. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ChangeSet } from '../model/change-set.ts';
import { endInWords } from '../model/entitlement.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { dayOf, type Instant } from '../model/period.ts';
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
import { type Gap, gapIn, gapInWords } from './gap.ts';
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
  gap?: Gap,
): Expiry {
  const workspace = readWhole(source, onProgress);
  const timeZone = timeZoneOf(workspace);
  const now = nowIn(timeZone);
  const limit = workspace.settings?.value.limits?.maxRemovalsPerRun ?? usualLimit;
  const unreadable = workspace.holdings.all
    .map(({ path }) => path)
    .filter((path) => !workspace.grants.has(path));
  const accesses = accessAt({ workspace, source, history, ledger: undefined, timeZone, gap }, now);
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
  const gap = gapIn(context.dir);
  let now = context.clock;
  const { plan, limit, timeZone } = expiryOf(
    source,
    historyOf(context.dir),
    (zone) => {
      now = instantOf(options.now, zone, context.clock);
      if (options.write && now > context.clock)
        throw new EnvironmentFailure('nothing can be deleted ahead of time: leave out `--now`');
      return now;
    },
    context.progress('Reading'),
    gap,
  );
  if (options.write && plan.isTooMuch)
    throw new EnvironmentFailure(
      `nothing was deleted: ${amount(plan.expired.length, 'grant')} ${plan.expired.length === 1 ? 'has' : 'have'} ended, and \`limits.maxRemovalsPerRun\` allows ${limit} in one go; look at the list without \`--write\`, and raise the limit in \`policies/grantbook.yaml\` if it is right`,
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
  tellLeft(plan, gap, context);
  const day = now > context.clock ? dayOf(now, timeZone) : undefined;
  context.out(`${concluded(removals.length, { day, isWritten: options.write })}\n`);
  return exitCodes.ok;
}

/** What is left alone; all that only a whole clone could tell, in one sentence. */
function tellLeft({ left }: ExpiryPlan, gap: Gap | undefined, { err }: CommandContext): void {
  for (const { path, why } of left) {
    if (why === 'unreadable')
      err(`\`${path}\` could not be read, so it is left alone; \`grantbook check\` says why\n`);
    else if (!gap) err(`\`${path}\` is left alone: nobody can tell when its period began\n`);
  }
  const lost = left.filter(({ why }) => why === 'start unknown').length;
  if (gap && lost > 0) err(`${gapInWords(gap, lost)}\n`);
}

/** The last sentence. `day` is the one that was asked for, where it is still to come. */
function concluded(
  number: number,
  { day, isWritten }: { readonly day: string | undefined; readonly isWritten: boolean },
): string {
  const grants = amount(number, 'grant');
  const isOne = number === 1;
  if (day !== undefined)
    return number === 0 ? `Nothing will have ended by ${day}.` : `${grants} will have ended by ${day}.`;
  if (number === 0) return 'Nothing has ended.';
  return isWritten
    ? `${amount(number, 'file')} deleted; commit ${isOne ? 'it' : 'them'}, and open a pull request.`
    : `${grants} ${isOne ? 'has ended and gives' : 'have ended and give'} no access any more; \`--write\` deletes the ${isOne ? 'file' : 'files'}.`;
}
