/** Runs one command in this process: its surroundings, its failures and its exit code. */
import { basename, relative } from 'node:path';
import pico from 'picocolors';
import { EnvironmentFailure } from '../model/failure.ts';
import { printable } from '../render/text.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { terminalProgress } from './progress.ts';

/** Where an internal error is to be reported. */
const issues = 'https://github.com/grantbook/grantbook/issues';

/** Runs a command. What could not be evaluated is one sentence and exit code 2, never a stack trace. */
export async function runCommand(
  dir: string,
  command: (context: CommandContext) => Promise<ExitCode>,
): Promise<ExitCode> {
  const context: CommandContext = {
    dir,
    program: calledAs(process.argv[1] ?? ''),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    outColors: pico.createColors(wantsColors(process.stdout)),
    errColors: pico.createColors(wantsColors(process.stderr)),
    clock: Date.now(),
    isInteractive: process.stdin.isTTY === true && process.stderr.isTTY === true,
    progress: terminalProgress(process.stderr),
  };
  // A reader that closes early (`| head`) is not an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? exitCodes.ok : exitCodes.unusable),
  );
  try {
    return await command(context);
  } catch (error) {
    if (error instanceof EnvironmentFailure) context.err(`${printable(error.message)}\n`);
    else
      context.err(
        `this is a mistake in Grantbook, not in your files: ${printable((error as Error).message)}; please report it at ${issues}${process.env.GRANTBOOK_DEBUG ? `\n${(error as Error).stack}` : ''}\n`,
      );
    return exitCodes.unusable;
  }
}

/** What to type for another command, so that nobody has to install anything first. */
const calledAs = (script: string): string =>
  basename(script) === 'cli.js' ? `node ${relative(process.cwd(), script)}` : 'grantbook';

/** Colours on a terminal only, and never against the user's wish (https://no-color.org). */
function wantsColors(stream: NodeJS.WriteStream): boolean {
  if (process.env.NO_COLOR) return false;
  if (process.env.FORCE_COLOR) return process.env.FORCE_COLOR !== '0';
  return stream.isTTY === true && process.env.TERM !== 'dumb';
}
