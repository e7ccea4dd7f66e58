/** What the story and the process of the jobs say to each other. */
import type { jobs } from '../commands/jobs.ts';
import type { Instant } from '../model/period.ts';

/** The variable in which the token of the sandbox stands. */
export const tokenEnv = 'GRANTBOOK_DEMO_TOKEN';

/** What the story wants done, and when and where it plays. */
export interface Order {
  readonly now: Instant;
  readonly url: string;
  readonly token: string;
  readonly repository: { readonly owner: string; readonly repo: string };
  readonly temporary: string;
  /** The clone in which a command is run. */
  readonly clone: string;
  /** An event of GitHub, a job of a schedule, or a command that somebody types. */
  readonly does:
    | { readonly issue: number }
    | { readonly judge: number }
    | { readonly job: keyof typeof jobs }
    | { readonly who: string }
    | { readonly verify: 'ledger' };
}

/** What became of it: the sentence that the job says of itself, or what the command prints. */
export type Answer = { readonly said: string } | { readonly failed: string };
