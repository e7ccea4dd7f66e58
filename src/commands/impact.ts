/** `grantbook impact`: what a change of the policies would do to people, before it is merged. */
import { type PolicyImpact, policyImpact } from '../approvals/impact.ts';
import type { Instant } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import { renderImpactMarkdown } from '../render/impact-markdown.ts';
import { renderImpactText } from '../render/impact-text.ts';
import { onOneLine } from '../render/text.ts';
import { judgeTree } from '../rules/judge.ts';
import { timeZoneOf } from './check.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { changeOf, instantOf } from './places.ts';
import { readWhole } from './read.ts';
import { startsOf } from './starts.ts';

export interface ImpactOptions {
  readonly base: string;
  readonly head?: string;
  readonly now?: string;
  readonly format: 'text' | 'json' | 'markdown';
}

/** Judges all grants by the policies of both sides, and compares. */
export const impactOf = (
  whole: { readonly base: Workspace; readonly head: Workspace },
  at: {
    readonly now: Instant;
    readonly timeZone: string;
    readonly startedAt?: ReadonlyMap<string, Instant>;
  },
): PolicyImpact =>
  policyImpact({
    ...whole,
    findings: { base: judgeTree(whole.base, at), head: judgeTree(whole.head, at) },
    now: at.now,
    timeZone: at.timeZone,
  });

/** Prints the impact. Exit code 1 where the new policies could not be read as a whole, so that there may be more. */
export function impact(options: ImpactOptions, context: CommandContext): ExitCode {
  const change = changeOf(options.base, options.head, context.dir);
  const base = readWhole(change.base, context.progress('Reading the base'));
  const head = readWhole(change.head, context.progress('Reading the head'));
  const timeZone = timeZoneOf(base);
  const now = instantOf(options.now, timeZone, context.clock);
  const found = impactOf(
    { base, head },
    { now, timeZone, startedAt: startsOf(base.grants.values(), change.history) },
  );
  if (options.format === 'json')
    context.out(`${JSON.stringify({ ...found, evaluatedAt: new Date(now).toISOString() }, null, 2)}\n`);
  else if (options.format === 'markdown') context.out(renderImpactMarkdown(found, { base, head }));
  else context.out(renderImpactText(found, { base, head }, context.outColors));
  const problems = head.problems.filter(({ path }) => path.startsWith('policies/'));
  for (const { path, range, message } of problems)
    context.err(
      `${onOneLine(path)}:${range.line}:${range.column}: ${onOneLine(message)}, so that there may be more to it\n`,
    );
  return problems.length > 0 ? exitCodes.errors : exitCodes.ok;
}
