/** `grantbook plan`: what would be given and taken away in the real systems now. */
import { connect, type GitHubClient } from '../github/client.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { System } from '../model/system.ts';
import type { Sourced, Workspace } from '../model/workspace.ts';
import { isDryRun, renderPlanMarkdown, renderPlanText } from '../render/provisioning-words.ts';
import { gitAt, repositoryRoot } from '../source/git.ts';
import { accessAt } from './access.ts';
import { timeZoneOf } from './check.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { apiUrlOf, gitHubApi } from './doctor-options.ts';
import { gapIn, gapInWords } from './gap.ts';
import { ledgerMissing, ledgerOf } from './local-ledger.ts';
import { instantOf, sourceOf } from './places.ts';
import { type Planned, planSystems, provisioned } from './provisioning.ts';
import { readWhole } from './read.ts';
import { historyOf } from './starts.ts';
import { systemNamed } from './system-named.ts';

export const planFormats = ['text', 'json', 'markdown'] as const;

export interface PlanOptions {
  readonly system?: string;
  readonly now?: string;
  readonly tokenEnv: string;
  readonly apiUrl?: string;
  readonly format: (typeof planFormats)[number];
}

/** Reads the real systems and changes nothing. Exit code 1 where one of them could not be planned. */
export async function plan(options: PlanOptions, context: CommandContext): Promise<ExitCode> {
  const source = sourceOf(undefined, context.dir, { withIds: true });
  const workspace = readWhole(source, context.progress('Reading'));
  const timeZone = timeZoneOf(workspace);
  const now = instantOf(options.now, timeZone, context.clock);
  const history = historyOf(context.dir);
  const ledger = ledgerOf(context.dir);
  const root = repositoryRoot(context.dir);
  if (!ledger?.hasBegun)
    throw new EnvironmentFailure(
      root === undefined
        ? 'this folder is in no git repository, so nobody can tell what was approved'
        : ledgerMissing(gitAt(root)),
    );
  const [unreadable] = ledger.unreadable;
  if (unreadable)
    throw new EnvironmentFailure(
      `the ledger, ${unreadable.place.file}:${unreadable.place.line}: ${unreadable.message}; nothing is planned from half a ledger`,
    );
  const gap = gapIn(context.dir);
  const accesses = accessAt({ workspace, source, history, ledger, timeZone, gap }, now);
  const lost = accesses.filter(({ isStartLost }) => isStartLost).length;
  if (gap && lost > 0) context.err(`${gapInWords(gap, lost)}\n`);
  const planned = await planSystems(
    {
      workspace,
      accesses,
      objectIds: new Map(source.list().map(({ path, objectId }) => [path, objectId])),
      records: ledger.records,
      history,
      client: clientOf(options),
      environment: process.env,
      log: (message) => context.err(`${message}\n`),
    },
    systemsOf(options.system, workspace),
  );
  print(planned, workspace, timeZone, options, context);
  return planned.some((each) => 'problem' in each) ? exitCodes.errors : exitCodes.ok;
}

/** Systems that are on GitHub need its API; for all others, no token is asked for. */
function clientOf({ tokenEnv, apiUrl }: PlanOptions): GitHubClient | undefined {
  const token = process.env[tokenEnv];
  return token ? connect({ token, baseUrl: apiUrlOf(apiUrl) ?? gitHubApi, hasty: true }) : undefined;
}

/** The one that is named, or all that are provisioned. */
function systemsOf(named: string | undefined, workspace: Workspace): readonly Sourced<System>[] {
  if (named === undefined) return provisioned(workspace);
  const found = systemNamed(named, workspace);
  if (found.value.connector) return [found];
  throw new EnvironmentFailure(
    `\`${found.id}\` has no \`connector\` in \`${found.path}\`, so nothing is carried into it`,
  );
}

function print(
  planned: readonly Planned[],
  workspace: Workspace,
  timeZone: string,
  { format }: PlanOptions,
  context: CommandContext,
): void {
  if (format === 'json') {
    const systems = planned.map((each) => describe(each));
    context.out(`${JSON.stringify({ systems }, null, 2)}\n`);
    return;
  }
  const texts = planned.map((each) =>
    format === 'markdown'
      ? renderPlanMarkdown(each, workspace, timeZone)
      : renderPlanText(each, workspace, { timeZone, colors: context.outColors }),
  );
  context.out(texts.length === 0 ? 'No system has a `connector`.\n' : texts.join('\n'));
}

function describe(each: Planned): object {
  const { system } = each;
  const head = { system: system.id, connector: system.value.connector?.type };
  if ('problem' in each) return { ...head, problem: each.problem };
  const { unsure: _, ...rest } = each.plan;
  return { ...head, dryRun: isDryRun(system), ...rest };
}
