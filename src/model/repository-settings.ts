/** The settings of a repository on GitHub, as plain values. What could not be read is said, never guessed. */
import type { LastRun, ScheduledJob } from './jobs.ts';

/** A value, or the reason why nobody knows it. */
export type Reading<T> = { readonly value: T } | { readonly unknown: string };

/** The app of `GITHUB_TOKEN`, whose checks and pushes come from the same source in every workflow. */
export const githubActions = 15368;

/** Somebody who may pass a guard by. */
export interface Bypasser {
  /** In words: "the app 4711". */
  readonly name: string;
  /** Its number, where it is an app. */
  readonly app?: number;
}

/** What a ruleset, or the classic protection of a branch, sees to. */
export interface Guard {
  /** As a person would call it: "the ruleset `Guard`". */
  readonly name: string;
  readonly requiredChecks: readonly { readonly name: string; readonly app: number | null }[];
  readonly requiresPullRequest: boolean;
  readonly dismissesStaleReviews: boolean;
  readonly requiresCodeOwners: boolean;
  /** Whether it wants approvals by people who may write, besides those of code owners. */
  readonly requiresApprovals: boolean;
  readonly blocksForcePushes: boolean;
  readonly blocksDeletion: boolean;
  /** Whether nobody writes but those who may pass it by. */
  readonly restrictsUpdates: boolean;
  /** The only ways to merge that it leaves; `undefined` where it says nothing of them. */
  readonly mergeMethods?: readonly string[];
  /** Who may pass it by. */
  readonly bypass: Reading<readonly Bypasser[]>;
}

/** A file of `.github/workflows/` on the default branch. */
export interface WorkflowFile {
  readonly path: string;
  readonly text: string;
}

/** What GitHub says of the account in somebody's file. */
export interface AccountAccess {
  /** The login that the account id has now; `undefined` where there is no such account any more. */
  readonly login: string | undefined;
  /** `none`, `read`, `write` or `admin`. */
  readonly permission: string;
}

export interface RepositorySettings {
  readonly defaultBranch: string;
  readonly private: boolean;
  /** Whether whoever may read may fork it. */
  readonly allowForking: Reading<boolean>;
  readonly mergeMethods: Reading<readonly string[]>;
  /** The active rulesets that hold for the default branch; `not offered` where the plan has none. */
  readonly rulesets: Reading<readonly Guard[] | 'not offered'>;
  /** Rulesets that are there and hold for nothing: their names, and whether they are disabled or only evaluated. */
  readonly idleRulesets: Reading<readonly { readonly name: string; readonly enforcement: string }[]>;
  readonly branchProtection: Reading<Guard | null | 'not offered'>;
  /** The active rulesets that hold for the branch of the ledger. */
  readonly ledgerRulesets: Reading<readonly Guard[] | 'not offered'>;
  /** The branches whose names begin as those of the automations do. */
  readonly automationBranches: Reading<readonly string[]>;
  readonly workflowToken: Reading<{ readonly mayWrite: boolean; readonly mayApprove: boolean }>;
  readonly workflows: Reading<readonly WorkflowFile[]>;
  readonly codeownersErrors: Reading<readonly string[]>;
  /** When each job last ran by its schedule. */
  readonly lastRuns: ReadonlyMap<ScheduledJob, LastRun>;
}
