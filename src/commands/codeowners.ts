/** `grantbook codeowners`: writes `.github/CODEOWNERS` from the policies, or says that it is stale. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { EnvironmentFailure } from '../model/failure.ts';
import { codeownersPath, renderCodeowners } from '../render/codeowners.ts';
import { onOneLine } from '../render/text.ts';
import { requireNoLinks } from '../source/no-links.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { findRoot, sourceOf } from './places.ts';
import { readPolicies } from './read.ts';

export interface CodeownersOptions {
  readonly check: boolean;
  /** Another file; `-` is standard output. */
  readonly out?: string;
}

/** Writes the file. With `check` it writes nothing, and exit code 1 says that it is not what the policies give. */
export function codeowners({ check, out }: CodeownersOptions, context: CommandContext): ExitCode {
  const workspace = readPolicies(sourceOf(undefined, context.dir));
  const [problem] = workspace.problems.filter(({ path }) => path.startsWith('policies/'));
  if (problem) {
    context.err(
      `${onOneLine(problem.path)}:${problem.range.line}: ${onOneLine(problem.message)}, so that nobody knows who owns what; \`${context.program} check\` says more\n`,
    );
    return exitCodes.errors;
  }
  const result = renderCodeowners(workspace);
  if ('problem' in result) {
    context.err(`${result.problem}\n`);
    return exitCodes.errors;
  }
  for (const { path, line, column, message } of result.notes)
    context.err(`${path}:${line}:${column}: ${message}\n`);
  if (out === '-') {
    context.out(result.text);
    return exitCodes.ok;
  }
  const name = out ?? codeownersPath;
  const path = out === undefined ? join(findRoot(context.dir), codeownersPath) : resolve(context.dir, out);
  const before = contentOf(path, name);
  if (before === result.text) context.out(`\`${name}\` is what the policies give.\n`);
  else if (check) {
    context.err(
      `\`${name}\` is ${before === undefined ? 'not there' : 'not what the policies give'}; run \`${context.program} codeowners\`, and commit it\n`,
    );
    return exitCodes.errors;
  } else {
    if (out === undefined) requireNoLinks(findRoot(context.dir), [codeownersPath]);
    write(path, name, result.text);
    context.out(`Wrote \`${name}\`.\n`);
  }
  return exitCodes.ok;
}

function contentOf(path: string, name: string): string | undefined {
  try {
    // A clone on Windows may have other line ends.
    return readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new EnvironmentFailure(`\`${name}\` could not be read: ${code ?? 'unknown reason'}`);
  }
}

function write(path: string, name: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    throw new EnvironmentFailure(
      `\`${name}\` could not be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`,
    );
  }
}
