/** What provisioning speaks of: who holds what in a real system, and the steps that make it what the grants say. */
import type { Instant } from './period.ts';

/** Somebody who holds a role in a real system, as the system itself says. */
export interface Holder {
  readonly role: string;
  /** The account, by its id there: names change hands. */
  readonly account: string;
  /** The name of the account, for people. */
  readonly name: string;
  /** Invited, and has not said yes: as good as given. */
  readonly isPending?: true;
  /**
   * What else may have been given, where the system shows more than that for reasons of its own: whoever owns an
   * organization on GitHub is shown as a maintainer of each of their teams, whatever they were made there.
   */
  readonly mayBe?: readonly string[];
}

/** One role of one account, as the key of a map. */
export const holderKey = ({ role, account }: { readonly role: string; readonly account: string }): string =>
  `${role}\u0000${account}`;

/** A team, a group or a project: where access goes, by its name in the policies and its id in the system. */
export interface Target {
  readonly name: string;
  readonly id: string;
}

/** What a system says, whole: half of it is never an answer. */
export interface Reading {
  readonly holders: readonly Holder[];
  readonly targets: readonly Target[];
}

/** The account of a person in a real system, or why there is none. */
export type Account = { readonly account: string; readonly name: string } | { readonly missing: string };

/** One thing to do in a real system. */
export interface Step {
  readonly action: 'grant' | 'revoke';
  readonly role: string;
  /** The user name; empty where nobody knows whose account it is. */
  readonly subject: string;
  readonly account: string;
  /** The name of the account, for people. */
  readonly name: string;
  /** Why access is taken away; for people. */
  readonly why?: string;
  /** The grant that it is done for. */
  readonly path?: string;
  readonly objectId?: string;
  /** The first instant without the access; absent where it does not end by itself, or ends now. */
  readonly until?: Instant;
  /** Somebody changed it in the system, past the grants. */
  readonly isDrift?: true;
  /**
   * When the ledger says that this role of this account changed last, where it ever did: the same step for a second time,
   * as with the next shift, is told by it from the first one that is only repeated.
   */
  readonly follows?: Instant;
}

/** What became of a step. A result of `done` was read back, where the system can be read. */
export interface StepResult {
  readonly step: Step;
  readonly result: 'done' | 'failed';
  /** Why it failed; a sentence for people, without a secret in it. */
  readonly why?: string;
}

/** What the ledger says of one role of one account. */
export interface Carried {
  readonly role: string;
  readonly subject: string;
  readonly account: string;
  /** Whether it was given, as far as anybody said, and not taken away since. */
  readonly isHeld: boolean;
  /** When that became so; 0 where it never was otherwise. */
  readonly since: Instant;
  /** The last failure, where it is the last thing that happened. */
  readonly failure?: string;
  /** What somebody was asked to do by hand, and has not confirmed. */
  readonly open?: OpenTask;
}

/** A line of a task. */
export interface OpenTask {
  readonly action: 'grant' | 'revoke';
  readonly line: number;
  readonly askedAt: Instant;
  readonly path?: string;
  readonly why?: string;
}

/** What the ledger says of one system. */
export interface CarriedInto {
  readonly all: readonly Carried[];
  /** The ids of the targets, as they were seen last, by name. */
  readonly targets: ReadonlyMap<string, string>;
}
