/** `grantbook forms`: writes the issue forms from the policies, or says that they are stale. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formsOf } from '../forms/registry.ts';
import { yamlText } from '../load/write.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { IssueForm } from '../model/issue-form.ts';
import type { Workspace } from '../model/workspace.ts';
import { amount } from '../render/summary.ts';
import { onOneLine } from '../render/text.ts';
import { requireNoLinks } from '../source/no-links.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { findRoot, sourceOf } from './places.ts';
import { readPolicies } from './read.ts';

export interface FormsOptions {
  readonly check: boolean;
}

/** Where GitHub looks for forms. */
export const formsFolder = '.github/ISSUE_TEMPLATE';
/** By which a form of ours is known, so that one of a system that is gone goes too, and nobody else's does. */
const firstLine =
  '# Made by `grantbook forms` from the policies. A change here is lost; change the policies.';

/** The text of each form by its file name. */
export const formTexts = (workspace: Workspace): ReadonlyMap<string, string> =>
  new Map(formsOf(workspace).map(({ named: { file, form } }) => [`${file}.yml`, textOf(form)]));

const textOf = (form: IssueForm): string => `${firstLine}\n${yamlText(form)}`;

/** Writes what differs, and takes away what no policy makes any more. With `check` it writes nothing. */
export function forms({ check }: FormsOptions, context: CommandContext): ExitCode {
  const workspace = readPolicies(sourceOf(undefined, context.dir));
  const [problem] = workspace.problems.filter(({ path }) => path.startsWith('policies/'));
  if (problem) {
    context.err(
      `${onOneLine(problem.path)}:${problem.range.line}: ${onOneLine(problem.message)}, so that nobody knows what can be asked for; \`${context.program} check\` says more\n`,
    );
    return exitCodes.errors;
  }
  const root = findRoot(context.dir);
  const folder = join(root, formsFolder);
  const wanted = formTexts(workspace);
  const there = filesIn(folder);
  const ours = [...there].filter(([, text]) => text.startsWith(firstLine)).map(([name]) => name);
  const stale = [...wanted].filter(([name, text]) => there.get(name) !== text).map(([name]) => name);
  const gone = ours.filter((name) => !wanted.has(name));
  const all = [...stale, ...gone].toSorted();
  if (all.length === 0) {
    context.out(`${amount(wanted.size, 'form')} in \`${formsFolder}\`, as the policies give them.\n`);
    return exitCodes.ok;
  }
  if (check) {
    context.err(
      `${all.map((name) => `\`${formsFolder}/${name}\``).join(', ')} ${all.length === 1 ? 'is' : 'are'} not what the policies give; run \`${context.program} forms\`, and commit ${all.length === 1 ? 'it' : 'them'}\n`,
    );
    return exitCodes.errors;
  }
  requireNoLinks(
    root,
    [...stale, ...gone].map((name) => `${formsFolder}/${name}`),
  );
  write(folder, new Map(stale.map((name) => [name, wanted.get(name) ?? ''])), gone);
  context.out(
    `Wrote ${amount(stale.length, 'form')}${gone.length > 0 ? `, took ${amount(gone.length, 'form')} away` : ''} in \`${formsFolder}\`.\n`,
  );
  return exitCodes.ok;
}

function filesIn(folder: string): ReadonlyMap<string, string> {
  try {
    return new Map(
      readdirSync(folder)
        .filter((name) => name.endsWith('.yml'))
        // A clone on Windows may have other line ends.
        .map((name) => [name, readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')]),
    );
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return new Map();
    throw new EnvironmentFailure(`\`${formsFolder}\` could not be read: ${code ?? 'unknown reason'}`);
  }
}

function write(folder: string, texts: ReadonlyMap<string, string>, gone: readonly string[]): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of texts) writeFileSync(join(folder, name), text);
    for (const name of gone) rmSync(join(folder, name));
  } catch (error) {
    throw new EnvironmentFailure(
      `\`${formsFolder}\` could not be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`,
    );
  }
}
