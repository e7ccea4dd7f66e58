/** `grantbook runbooks`: writes the runbook of each system and the workshop sheet of each department, or says that they are stale. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentFailure } from '../model/failure.ts';
import { missingParts } from '../model/runbook-parts.ts';
import { amount } from '../render/summary.ts';
import { onOneLine } from '../render/text.ts';
import { runbooksFolder, trainingFolder } from '../runbooks/links.ts';
import { requireNoLinks } from '../source/no-links.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { findRoot, sourceOf } from './places.ts';
import { readPolicies } from './read.ts';
import { isRunbookPage, runbookTexts, workshopTexts } from './runbook-texts.ts';

export interface RunbooksOptions {
  readonly check: boolean;
}

/** Writes what differs, and takes away the pages of systems that are gone. With `check` it writes nothing. */
export function runbooks({ check }: RunbooksOptions, context: CommandContext): ExitCode {
  const workspace = readPolicies(sourceOf(undefined, context.dir));
  const [problem] = workspace.problems.filter(({ path }) => path.startsWith('policies/'));
  if (problem) {
    context.err(
      `${onOneLine(problem.path)}:${problem.range.line}: ${onOneLine(problem.message)}, so that nobody knows what the runbooks have to say; \`${context.program} check\` says more\n`,
    );
    return exitCodes.errors;
  }
  const root = findRoot(context.dir);
  const systems = amount(workspace.systems.all().length, 'system');
  const sheets = workshopTexts(workspace, context.clock);
  const departments = amount(Math.max(0, (sheets.size - 1) / 2), 'department');
  const kinds = [
    {
      folder: runbooksFolder,
      what: `the runbooks of ${systems}`,
      wanted: runbookTexts(workspace, context.clock),
    },
    { folder: trainingFolder, what: `the workshop sheets of ${departments}`, wanted: sheets },
  ].map((kind) => ({ ...kind, ...differences(join(root, kind.folder), kind) }));
  const all = kinds.flatMap(({ folder, stale, gone }) =>
    [...stale, ...gone].toSorted().map((name) => `\`${folder}/${name}\``),
  );
  if (!check)
    requireNoLinks(
      root,
      kinds.flatMap(({ folder, stale, gone }) => [...stale, ...gone].map((name) => `${folder}/${name}`)),
    );
  if (all.length > 0 && check) {
    context.err(
      `${all.join(', ')} ${all.length === 1 ? 'is' : 'are'} not what the policies give; run \`${context.program} runbooks\`, and commit ${all.length === 1 ? 'it' : 'them'}\n`,
    );
    return exitCodes.errors;
  }
  for (const { folder, what, wanted, stale, gone } of kinds) {
    const whole = what.charAt(0).toUpperCase() + what.slice(1);
    if (stale.length + gone.length === 0) {
      context.out(`${whole} in \`${folder}\` are what the policies give.\n`);
      continue;
    }
    write(root, folder, new Map(stale.map((name) => [name, wanted.get(name) ?? ''])), gone);
    context.out(
      `Wrote ${amount(stale.length, 'page')}${gone.length > 0 ? `, took ${amount(gone.length, 'page')} away` : ''} in \`${folder}\`: ${what}.\n`,
    );
  }
  const incomplete = workspace.systems.all().filter((system) => missingParts(system, workspace).length > 0);
  const [first] = incomplete;
  // Where nobody has begun with runbooks, `check` is silent about them.
  if (first && workspace.runbooks.ids.length === 0)
    context.out(
      `Nobody has written a runbook yet: each page says what is missing in it. Begin with \`policies/runbooks/${first.id}.yaml\`; \`${context.program} check\` then says what else it needs.\n`,
    );
  else if (first)
    context.out(
      `Something is missing in ${incomplete.length === 1 ? 'that' : 'those'} of ${incomplete.map(({ id }) => `\`${id}\``).join(', ')}; \`${context.program} check\` says what.\n`,
    );
  return exitCodes.ok;
}

/** The pages that are not what they have to be, and those that are there for nothing any more. */
function differences(
  path: string,
  { folder, wanted }: { readonly folder: string; readonly wanted: ReadonlyMap<string, string> },
): { readonly stale: readonly string[]; readonly gone: readonly string[] } {
  const there = filesIn(path, folder);
  return {
    stale: [...wanted].filter(([name, text]) => there.get(name) !== text).map(([name]) => name),
    gone: [...there].filter(([name, text]) => isRunbookPage(text) && !wanted.has(name)).map(([name]) => name),
  };
}

function filesIn(folder: string, named: string): ReadonlyMap<string, string> {
  try {
    return new Map(
      readdirSync(folder)
        .filter((name) => name.endsWith('.md') || name.endsWith('.html'))
        // A clone on Windows may have other line ends.
        .map((name) => [name, readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')]),
    );
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return new Map();
    throw new EnvironmentFailure(`\`${named}\` could not be read: ${code ?? 'unknown reason'}`);
  }
}

function write(
  root: string,
  named: string,
  texts: ReadonlyMap<string, string>,
  gone: readonly string[],
): void {
  const folder = join(root, named);
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of texts) writeFileSync(join(folder, name), text);
    for (const name of gone) rmSync(join(folder, name));
  } catch (error) {
    throw new EnvironmentFailure(
      `\`${named}\` could not be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`,
    );
  }
}
