/** `grantbook decide`: the verdict of a pull request from files alone, so that anybody can check what was decided. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readFacts } from '../load/facts.ts';
import type { Facts } from '../model/facts.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { renderCheckJson } from '../render/json.ts';
import { renderVerdict } from '../render/verdict-text.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { evaluateChange } from './evaluate.ts';
import { changeOf, instantOf } from './places.ts';

export interface DecideOptions {
  readonly base: string;
  readonly head: string;
  /** The facts file, as JSON. */
  readonly facts: string;
  readonly now?: string;
  readonly format: 'text' | 'json';
}

/** Decides and prints the verdict. Exit code 0 only where it is `approved`. */
export function decideCommand(options: DecideOptions, context: CommandContext): ExitCode {
  const facts = factsIn(options.facts, context.dir);
  const change = changeOf(options.base, options.head, context.dir);
  const { verdict, workspace } = evaluateChange(
    change,
    (timeZone) => instantOf(options.now, timeZone, context.clock),
    facts,
    change.headCommit,
  );
  context.out(
    options.format === 'json'
      ? renderCheckJson(verdict)
      : renderVerdict(verdict, workspace, context.outColors),
  );
  return verdict.verdict === 'approved' ? exitCodes.ok : exitCodes.errors;
}

/** Nobody repairs more of them at a time. */
const mostProblems = 10;

function factsIn(path: string, dir: string): Facts {
  let text: string;
  try {
    text = readFileSync(resolve(dir, path), 'utf8');
  } catch (error) {
    throw new EnvironmentFailure(
      `the facts file \`${path}\` could not be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`,
    );
  }
  const read = readFacts(text);
  if ('facts' in read) return read.facts;
  const more = read.problems.length - mostProblems;
  throw new EnvironmentFailure(
    `the facts file \`${path}\` is not what \`schemas/facts.schema.json\` describes: ${read.problems.slice(0, mostProblems).join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
  );
}
