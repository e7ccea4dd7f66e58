/** `grantbook metrics`: how long requests take and where they wait, from the ledger of the clone. */
import { bottleneckOf } from '../ledger/bottleneck.ts';
import { metricsOf } from '../ledger/metrics.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { type Instant, parseDay, startOfDay } from '../model/period.ts';
import { renderMetricsMarkdown } from '../render/metrics-markdown.ts';
import { renderMetricsText } from '../render/metrics-text.ts';
import { metricSentences } from '../render/metrics-words.ts';
import { commitOf, gitAt, repositoryRoot } from '../source/git.ts';
import { ledgerAt, ledgerBranch } from '../source/ledger-branch.ts';
import { accessAt } from './access.ts';
import { timeZoneOf } from './check.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { gapIn } from './gap.ts';
import { allLines } from './ledger-lines.ts';
import { ledgerIn, ledgerMissing } from './local-ledger.ts';
import { metricNames, metricsInput } from './metrics-input.ts';
import { instantOf, sourceOf } from './places.ts';
import { readWhole } from './read.ts';
import { historyOf } from './starts.ts';

export interface MetricsOptions {
  readonly since?: string;
  readonly now?: string;
  readonly format: 'text' | 'json' | 'markdown';
}

/** Prints the numbers. Whoever has the clone may read every file in it, so that no group is too small here. */
export function metrics(options: MetricsOptions, context: CommandContext): ExitCode {
  const { dir } = context;
  const root = repositoryRoot(dir);
  if (root === undefined) throw new EnvironmentFailure(`\`${dir}\` is in no git repository`);
  const git = gitAt(root);
  const commit =
    commitOf(git, `refs/remotes/origin/${ledgerBranch}`) ?? commitOf(git, `refs/heads/${ledgerBranch}`);
  if (commit === undefined) throw new EnvironmentFailure(ledgerMissing(git));
  const source = sourceOf(undefined, dir);
  const workspace = readWhole(source, context.progress('Reading'));
  const timeZone = timeZoneOf(workspace);
  const now = instantOf(options.now, timeZone, context.clock);
  const from = options.since === undefined ? undefined : sinceDay(options.since, timeZone);
  const lines = allLines(ledgerAt(git, commit));
  const unreadable = lines.filter(({ problem }) => problem !== undefined);
  for (const { place, problem } of unreadable)
    context.err(`the ledger, ${place.file}:${place.line}: ${problem}; the numbers are without it\n`);
  const known = { workspace, source, history: historyOf(dir), timeZone, gap: gapIn(dir) };
  const accesses = accessAt({ ...known, ledger: ledgerIn(git, commit) }, now);
  const records = lines.flatMap(({ record }) => record ?? []);
  const numbers = metricsOf({
    ...metricsInput({ records, workspace, accesses, timeZone, now, git }, 1),
    ...(from === undefined ? {} : { from }),
  });
  const found = bottleneckOf(numbers);
  const names = metricNames(workspace);
  if (options.format === 'text') context.out(renderMetricsText(numbers, found, names, context.outColors));
  else if (options.format === 'markdown') context.out(`${renderMetricsMarkdown(numbers, found, names)}\n`);
  else {
    const summary = metricSentences(numbers, found, names);
    context.out(`${JSON.stringify({ summary, ...numbers }, null, 2)}\n`);
  }
  return unreadable.length > 0 ? exitCodes.errors : exitCodes.ok;
}

function sinceDay(text: string, timeZone: string): Instant {
  const day = parseDay(text);
  if (day === undefined)
    throw new EnvironmentFailure(`\`--since ${text}\` is no day; write one such as \`2026-10-01\``);
  return startOfDay(day, timeZone);
}
