/** What a rule is: its explanation, its examples, which are its first tests, and its check. */

import type { GrantChange } from './change.ts';
import type { Finding } from './diagnostic.ts';
import type { Grant } from './grant.ts';
import type { Day, Instant } from './period.ts';
import type { Sourced, Workspace } from './workspace.ts';

/** A small workspace that shows a rule at work: the example company with some files put on top. */
export interface RuleExample {
  /** What the example shows, in half a sentence. */
  readonly title: string;
  /** Files by path, laid over the example company; `null` takes a file away. */
  readonly files: Readonly<Record<string, string | null>>;
  /** Judged as a change that adds or edits these paths. Without it, the whole tree is judged. */
  readonly changes?: readonly string[];
  /** The day at which it is judged. 2026-11-23 unless it says otherwise. */
  readonly today?: Day;
  /** The grants that it changes have been held since that day, without a break. */
  readonly heldSince?: Day;
  /** Who opened the pull request with the change, by user name. */
  readonly openedBy?: string;
}

export interface RuleOption {
  readonly default: number | readonly string[];
  readonly description: string;
}

interface RuleText {
  /** Stable: `GB203`. */
  readonly code: string;
  /** `expiry-exceeds-maximum`. */
  readonly name: string;
  readonly level: 'error' | 'warning';
  /** A safety rule cannot be switched off, made quieter or excepted. */
  readonly safety: boolean;
  /** The passing of time alone can cause it, so what a change does not touch only gets a warning. */
  readonly causedByTime?: boolean;
  /** One sentence: what it asks for. */
  readonly summary: string;
  /** Why it exists, with the source where there is one (NIST, ISO, the GitHub documents). */
  readonly rationale: string;
  readonly options?: Readonly<Record<string, RuleOption>>;
  readonly examples: { readonly valid: readonly RuleExample[]; readonly invalid: readonly RuleExample[] };
}

/** What every check gets to see. */
export interface RuleContext {
  /** The files that are judged. */
  readonly workspace: Workspace;
  readonly now: Instant;
  /** The day of `now` in the organization's time zone. */
  readonly today: Day;
  readonly timeZone: string;
  /** When a grant with a `duration` began to count, by path, where it is known. */
  readonly startedAt: ReadonlyMap<string, Instant>;
  /** Since when a changed grant has been there without a break, by path, where it is known. */
  readonly heldSince: ReadonlyMap<string, Instant>;
  /** The options of the rule: its own defaults under what the settings say. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The paths that the change adds or edits; `undefined` when the whole tree is judged. */
  readonly touched: ReadonlySet<string> | undefined;
  /** The user name of whoever asks for the change, where that is known. */
  readonly openedBy: string | undefined;
}

/** Problems that the loader meets; the rule explains them. */
export interface InputRule extends RuleText {
  readonly kind: 'input';
}

/** Judges one grant. */
export interface GrantRule extends RuleText {
  readonly kind: 'grant';
  check(grant: Sourced<Grant>, context: RuleContext): Iterable<Finding>;
}

/** Judges the policy, or the tree as a whole. */
export interface PolicyRule extends RuleText {
  readonly kind: 'policy';
  check(context: RuleContext): Iterable<Finding>;
}

/** Judges what a pull request does. */
export interface ChangeRule extends RuleText {
  readonly kind: 'change';
  check(
    change: { readonly grants: readonly GrantChange[]; readonly otherPaths: readonly string[] },
    context: RuleContext,
  ): Iterable<Finding>;
}

export type Rule = InputRule | GrantRule | PolicyRule | ChangeRule;
