/** Runs a command in this process, as the command line does, and keeps what it prints. */
import pico from 'picocolors';
import { type CheckOptions, check } from '../../src/commands/check.ts';
import type { CommandContext } from '../../src/commands/context.ts';
import { EnvironmentFailure } from '../../src/model/failure.ts';
import { noon } from './workspace.ts';

export interface CommandRun {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** The day on which commands are run here. */
export const today = '2026-11-23';

/** Runs something with a context that captures its output; a failure of the environment is status 2. */
export async function runHere(
  dir: string,
  command: (context: CommandContext) => number | Promise<number>,
): Promise<CommandRun> {
  let [out, err] = ['', ''];
  const colors = pico.createColors(false);
  const context: CommandContext = {
    dir,
    program: 'grantbook',
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    outColors: colors,
    errColors: colors,
    clock: noon(today),
    isInteractive: false,
    progress: () => () => {},
  };
  try {
    return { status: await command(context), out, err };
  } catch (error) {
    if (!(error instanceof EnvironmentFailure)) throw error;
    return { status: 2, out, err: `${err}${error.message}\n` };
  }
}

/** `grantbook check` in a folder. */
export const checkHere = (dir: string, options: Partial<CheckOptions> = {}): Promise<CommandRun> =>
  runHere(dir, (context) => check({ format: 'text', ...options }, context));
