/** `grantbook request`: asks for access by a file here, by questions in a terminal or by options in a script. */
import type { RoleAsked } from '../forms/build-grant.ts';
import { type FlagProblem, readFlags } from '../forms/flags.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { grantPath } from '../model/with-grant.ts';
import { onOneLine } from '../render/text.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { type Desk, flagReading, heldAt, openDesk } from './request-desk.ts';
import { inWords, jsonOf, nextSteps, type RequestOptions } from './request-said.ts';
import { draft, writeDraft } from './request-written.ts';

/** Exit code 1 where it could not be approved, so that nothing was written; 2 where something is missing or wrong. */
export async function request(options: RequestOptions, outer: CommandContext): Promise<ExitCode> {
  const isInteractive = outer.isInteractive && !options.yes && options.format === 'text';
  const context = { ...outer, isInteractive };
  if (isInteractive) return (await import('./request-dialogue.ts')).dialogue(options, context);
  const desk = await openDesk(options, context, () => Promise.reject(new EnvironmentFailure('')));
  const asked = readFlags(options, flagReading(desk));
  const problems = 'problems' in asked ? asked.problems : heldProblems(asked, desk, context);
  const missing = ['problems' in asked ? asked.missing : [], options.yes ? [] : ['`--yes`']].flat();
  if ('problems' in asked || problems.length + missing.length > 0) {
    refuse(problems, missing, options, context);
    // Whoever has said everything sees what it would be.
    if (!('problems' in asked) && problems.length === 0 && options.format === 'text')
      context.err(`\n${inWords(draft(asked, desk), desk, context.errColors)}`);
    return exitCodes.unusable;
  }
  const drafted = draft(asked, desk);
  const isPossible = !drafted.evaluation.diagnostics.some(({ severity }) => severity === 'error');
  if (isPossible) writeDraft(drafted, desk);
  if (options.format === 'json')
    context.out(`${JSON.stringify(jsonOf(drafted, isPossible, desk), null, 2)}\n`);
  else if (isPossible) {
    context.out(inWords(drafted, desk, context.outColors));
    context.out(`\n${nextSteps(drafted, desk)}`);
  } else {
    context.err('Not written, because a pull request with it could not be approved:\n\n');
    context.err(inWords(drafted, desk, context.errColors));
  }
  return isPossible ? exitCodes.ok : exitCodes.errors;
}

/** What is held already is renewed, not asked for once more. */
function heldProblems(
  { system, role, subjects }: RoleAsked,
  desk: Desk,
  { program }: CommandContext,
): readonly FlagProblem[] {
  return subjects.flatMap((subject) => {
    const path = grantPath({ system, role, subject });
    return heldAt(path, desk)
      ? [
          {
            flag: 'role',
            message: `\`${subject}\` holds \`${system}/${role}\` already`,
            help: `renew it: \`${program} renew ${path} --for 30d --because "…"\``,
          },
        ]
      : [];
  });
}

function refuse(
  problems: readonly FlagProblem[],
  missing: readonly string[],
  { format }: RequestOptions,
  context: CommandContext,
): void {
  if (format === 'json') {
    context.out(`${JSON.stringify({ written: false, problems, missing: missing.map(bare) }, null, 2)}\n`);
    return;
  }
  const { red, bold } = context.errColors;
  for (const { flag, message, help } of problems) {
    context.err(`${red(bold('error'))}: ${onOneLine(`\`--${flag}\`: ${message}`)}\n`);
    if (help !== undefined) context.err(`  = help: ${onOneLine(help)}\n`);
  }
  if (missing.length > 0)
    context.err(
      `Nothing was written, because ${missing.length === 1 ? 'this is' : 'these are'} missing: ${missing.join(', ')}. In a terminal you are asked for what is missing.\n`,
    );
}

/** The option alone, without what to write for it. */
const bare = (flag: string): string => flag.replace(/ \(.*\)$/, '').replaceAll('`', '');
