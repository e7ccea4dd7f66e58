/** `grantbook demo`: plays the whole life of a grant on a GitHub in a temporary folder. */
import { constants } from 'node:os';
import { type CommandContext, type ExitCode, exitCodes } from '../commands/context.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { setStage } from './stage.ts';
import { firstMoment, play, timeZone } from './story.ts';
import { type Pace, Stopped, teller } from './teller.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface DemoOptions {
  /** Waits for Enter after each step. */
  readonly step: boolean;
  /** Never pauses. */
  readonly fast: boolean;
}

/** Nothing is left behind, and nothing outside of the temporary folder is touched. */
export async function demo({ step, fast }: DemoOptions, context: CommandContext): Promise<ExitCode> {
  const { stdin, stdout } = process;
  if (step && !(stdin.isTTY && stdout.isTTY))
    throw new EnvironmentFailure('`--step` waits for Enter, and no terminal is there to press it');
  const pace: Pace = step ? 'by Enter' : fast || !stdout.isTTY ? 'at once' : 'readable';
  const told = teller(context.out, context.outColors, pace, timeZone);
  context.out(opening);
  // The folder goes when the process ends by itself, and so does one whose terminal is closed.
  const stop = (signal: NodeJS.Signals) => process.exit(128 + constants.signals[signal]);
  for (const signal of signals) process.once(signal, stop);
  const stage = await setStage(firstMoment);
  try {
    await play(stage, told);
  } catch (error) {
    if (error instanceof Stopped) stop('SIGINT');
    throw error;
  } finally {
    await stage.close();
    for (const signal of signals) process.off(signal, stop);
  }
  told.heading('What to try next');
  for (const [command, what] of next(context.program)) {
    context.out(`   ${context.outColors.bold(command)}\n      ${what}\n`);
  }
  return exitCodes.ok;
}

const opening = `The whole life of one grant, at Ribeira Books, a company of four. It plays on a GitHub in a temporary folder
of this machine, by a clock of its own; the jobs and commands are the real ones. Nothing leaves this machine.
`;

const next = (program: string): readonly (readonly [string, string])[] => [
  [
    `${program} init my-access`,
    'sets up a repository of your own, by a few questions or from lists that you have',
  ],
  [`${program} check`, 'judges the sample company of forty people, in a clone of Grantbook'],
  [
    `${program} approvers --system payroll --role viewer --subject ana.costa`,
    'says who would have to approve, before anybody asks (there, too)',
  ],
  [`${program} explain GB203`, 'says more about the code of the refusal above'],
  [`${program} demo --step`, 'plays this again, and waits for Enter after each step'],
];
