/** The outside world of a command: where it prints, what time it is, where it runs. */
import type { Instant } from '../model/period.ts';
import type { Colors } from '../render/text.ts';

/** What a command may use of the process around it. */
export interface CommandContext {
  /** The folder that the user stands in, or named with `-C`. */
  readonly dir: string;
  /** How this program was called: `grantbook`, or `node dist/cli.js`. */
  readonly program: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly outColors: Colors;
  readonly errColors: Colors;
  /** The instant at which the command was started. */
  readonly clock: Instant;
  /** Whether somebody sits there who can be asked. */
  readonly isInteractive: boolean;
  /** Shows how far something has come; does nothing where no terminal is watching. */
  readonly progress: (label: string) => (done: number, all: number) => void;
}

/** Exit codes: nothing stands in the way; errors; wrong usage or an environment that could not be read. */
export const exitCodes = { ok: 0, errors: 1, unusable: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
