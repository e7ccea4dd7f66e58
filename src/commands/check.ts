/** `grantbook check`: judges a tree, or the change from one to another. */

import { changeKinds } from '../model/approvals.ts';
import type { GrantChange } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { picturesFolder } from '../model/picture.ts';
import type { Workspace } from '../model/workspace.ts';
import { renderAnnotations } from '../render/annotations.ts';
import { renderFindings } from '../render/findings-markdown.ts';
import { renderCheckJson } from '../render/json.ts';
import { neededApprovals, neededApprovalsMarkdown } from '../render/needed-approvals.ts';
import { amount, countBySeverity, countsInWords } from '../render/summary.ts';
import { renderText } from '../render/text.ts';
import { judgeTree } from '../rules/judge.ts';
import type { SourceChange } from '../source/change.ts';
import type { Source } from '../source/source.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { type Evaluation, evaluateChange } from './evaluate.ts';
import { changeOf, instantOf, sourceOf } from './places.ts';
import { readWhole } from './read.ts';
import { historyOf, startsOf } from './starts.ts';

export const checkFormats = ['text', 'json', 'github', 'markdown'] as const;

export interface CheckOptions {
  readonly base?: string;
  readonly head?: string;
  readonly now?: string;
  readonly format: (typeof checkFormats)[number];
}

/** Judges and prints. Exit code 1 where an error was found. */
export function check(options: CheckOptions, context: CommandContext): ExitCode {
  if (options.head !== undefined && options.base === undefined)
    throw new EnvironmentFailure('`--head` needs `--base`: what is it compared with?');
  return options.base === undefined
    ? checkTree(options, context)
    : checkChange({ ...options, base: options.base }, context);
}

function checkTree(options: CheckOptions, context: CommandContext): ExitCode {
  const source = sourceOf(undefined, context.dir);
  const workspace = readWhole(source, context.progress('Reading'));
  const now = instantOf(options.now, timeZoneOf(workspace), context.clock);
  const diagnostics = judgeTree(workspace, {
    now,
    startedAt: startsOf(workspace.grants.values(), historyOf(context.dir)),
  });
  const size = `${amount(workspace.holdings.all.length, 'grant')}, ${amount(workspace.people.ids.length, 'person', 'people')} and ${amount(workspace.systems.ids.length, 'system')}`;
  return print(
    options.format,
    diagnostics,
    `Checked ${size}`,
    { findings: diagnostics, evaluatedAt: new Date(now).toISOString() },
    textsOf(diagnostics, [source]),
    context,
  );
}

function checkChange(options: CheckOptions & { readonly base: string }, context: CommandContext): ExitCode {
  const change = changeOf(options.base, options.head, context.dir);
  const evaluation = evaluateChange(change, (timeZone) => instantOf(options.now, timeZone, context.clock));
  return printChange(options.format, change, evaluation, context);
}

/** Prints what was found in a change, and who would have to approve it. Exit code 1 where an error was found. */
export function printChange(
  format: CheckOptions['format'],
  change: SourceChange,
  evaluation: Evaluation,
  context: CommandContext,
): ExitCode {
  const { diagnostics, verdict } = evaluation;
  const grants = `${amount(evaluation.grants.length, 'changed grant')}${kindsInWords(evaluation.grants)}`;
  const policies =
    evaluation.changedPolicies.length > 0
      ? ` and ${amount(evaluation.changedPolicies.length, 'changed policy file')}`
      : '';
  const texts = textsOf(diagnostics, [change.head, change.base]);
  return print(
    format,
    diagnostics,
    `Checked ${grants}${policies} between ${change.base.label} and ${change.head.label}`,
    verdict,
    texts,
    context,
    {
      text: neededApprovals(verdict.requirements, evaluation.workspace),
      markdown: neededApprovalsMarkdown(verdict.requirements, evaluation.workspace),
    },
  );
}

/** ` (2 added, 1 removed)`; nothing where nothing changed. */
function kindsInWords(grants: readonly GrantChange[]): string {
  const parts = changeKinds.flatMap((kind) => {
    const number = grants.filter((grant) => grant.kind === kind).length;
    return number > 0 ? [`${number.toLocaleString('en')} ${kind}`] : [];
  });
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

export const timeZoneOf = (workspace: Workspace): string => workspace.settings?.value.timeZone ?? 'UTC';

function print(
  format: CheckOptions['format'],
  diagnostics: readonly Diagnostic[],
  checked: string,
  json: object,
  texts: ReadonlyMap<string, string>,
  context: CommandContext,
  approvals = { text: '', markdown: '' },
): ExitCode {
  const counts = countBySeverity(diagnostics);
  const sentence = `${checked}: ${countsInWords(counts)}.`;
  if (format === 'json') context.out(renderCheckJson(json));
  else if (format === 'github') context.out(renderAnnotations(diagnostics));
  else if (format === 'markdown')
    context.out(
      [
        renderFindings(diagnostics),
        ...(approvals.markdown === '' ? [] : [approvals.markdown]),
        `${sentence}\n`,
      ].join('\n'),
    );
  else {
    if (diagnostics.length > 0)
      context.err(
        `${renderText(diagnostics, { colors: context.errColors, textOf: (path) => (isPicture(path) ? undefined : texts.get(path)) })}\n`,
      );
    const { bold, green, red, yellow } = context.outColors;
    const paint = counts.error > 0 ? red : counts.warning > 0 ? yellow : green;
    context.out(`${paint(bold(sentence))}\n`);
    const [example] = diagnostics.filter(
      ({ severity }) => severity === (counts.error > 0 ? 'error' : 'warning'),
    );
    if (example) context.out(`\`${context.program} explain ${example.code}\` says more about a code.\n`);
    if (approvals.text !== '') context.out(`\n${approvals.text}`);
  }
  return counts.error > 0 ? exitCodes.errors : exitCodes.ok;
}

/** The texts that diagnostics point into, for their code frames: from the first Source that has the file. */
function textsOf(diagnostics: readonly Diagnostic[], sources: readonly Source[]): Map<string, string> {
  const paths = new Set(
    diagnostics.flatMap((diagnostic) => [diagnostic.path, ...diagnostic.related.map((place) => place.path)]),
  );
  const texts = new Map<string, string>();
  for (const source of sources) {
    const listed = new Set(
      source
        .list([...paths])
        .filter((entry) => entry.type === 'file')
        .map((entry) => entry.path),
    );
    for (const [path, content] of source.read([...listed].filter((path) => !texts.has(path)))) {
      if (content instanceof Uint8Array)
        texts.set(
          path,
          Buffer.from(content)
            .toString('utf8')
            .replace(/^\ufeff/, ''),
        );
    }
  }
  return texts;
}

/** The bytes of a picture are no line to show. */
const isPicture = (path: string): boolean => path.startsWith(`${picturesFolder}/`);
