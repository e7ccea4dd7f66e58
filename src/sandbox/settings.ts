/** What administrators set for a repository, and what its workflows did: plain data, as in `state.ts`. */

/** What a protected branch asks for before anything reaches it. */
export interface Protection {
  readonly requiredChecks: readonly { readonly context: string; readonly app?: string }[];
  readonly requiredApprovals: number;
  readonly dismissStaleReviews?: boolean;
  readonly requireCodeOwners?: boolean;
  /** Whether administrators are bound by it too; they are, unless it says otherwise. */
  readonly enforceAdmins?: boolean;
  readonly allowForcePushes?: boolean;
  readonly allowDeletions?: boolean;
}

/** A ruleset: what replaces branch protection. */
export interface Ruleset {
  readonly id: number;
  readonly name: string;
  readonly enforcement: 'active' | 'evaluate' | 'disabled';
  /** `~DEFAULT_BRANCH`, or whole refs. */
  readonly branches: readonly string[];
  readonly bypass: readonly { readonly id: number | null; readonly type: string }[];
  readonly rules: readonly {
    readonly type: string;
    readonly parameters?: Readonly<Record<string, unknown>>;
  }[];
  readonly createdAt: string;
}

/** A run of a workflow, as the list of runs shows it. */
export interface WorkflowRun {
  readonly id: number;
  /** The file name under `.github/workflows/`. */
  readonly workflow: string;
  readonly event: string;
  readonly createdAt: string;
  readonly headSha: string;
}
