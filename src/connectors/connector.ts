/** What a connector is: one file of this folder for each kind of system. */
import type { Account, Reading, Step, StepResult } from '../model/provisioning.ts';

/** How a system is reached. */
export interface Connector {
  /**
   * Everybody who holds one of the roles that it manages. Absent where the system cannot be read: what the ledger says
   * stands for it then.
   * @throws EnvironmentFailure where any part of it could not be read: nobody loses access by half an answer.
   */
  readonly read?: () => Promise<Reading>;
  /**
   * The accounts of people, by user name.
   * @throws EnvironmentFailure where the system could not be asked.
   */
  accountsOf(people: readonly AccountHolder[]): Promise<ReadonlyMap<string, Account>>;
  /**
   * Carries steps out, in this order, each whatever becomes of the others. Repeating a step that was done changes
   * nothing. A step that is reported as done has been read back, where the system can be read.
   */
  apply(steps: readonly Step[]): Promise<readonly StepResult[]>;
  /** Where an account can hold only one of the roles at a time: which of several. */
  readonly prevailing?: (roles: readonly string[]) => string;
}

/** What a connector may know of a person to find their account. */
export interface AccountHolder {
  readonly user: string;
  readonly displayName: string;
  readonly email?: string;
  readonly github?: { readonly login: string; readonly id: number };
}
