/** The decision of a pull request, and why. What `formats.md` calls the verdict; the ledger keeps it. */
import type { ChangeKind } from './approvals.ts';
import type { Diagnostic } from './diagnostic.ts';

/** One stage of an approval policy, resolved for one change. */
export interface StageRequirement {
  /** The expressions of the policy: `manager`, `group:security`. */
  readonly approvers: readonly string[];
  /** The people whom they name now, by user name, without the subject and the requester. */
  readonly candidates: readonly string[];
  /** GitHub teams, whose members GitHub alone knows. */
  readonly teams: readonly string[];
  readonly needed: number;
  readonly approvedBy: readonly string[];
}

/** Who has to approve one change. */
export interface Requirement {
  readonly change: { readonly kind: ChangeKind | 'policy'; readonly path: string };
  /** The approval policy that asks for it, by id; `undefined` where none matches, which is an error. */
  readonly policy: string | undefined;
  readonly title?: string;
  readonly stages: readonly StageRequirement[];
}

/**
 * `rejected`: errors stand in the way. `pending`: only approvals are missing. Approvals are not counted yet,
 * so nothing is ever `approved`.
 */
export interface Verdict {
  readonly verdict: 'pending' | 'rejected';
  readonly findings: readonly Diagnostic[];
  readonly requirements: readonly Requirement[];
  /** The digest of everything under `policies/` that was judged by. */
  readonly policyDigest: string;
  /** The commits that were compared; `null` for a folder. */
  readonly baseSha: string | null;
  readonly headSha: string | null;
  /** RFC 3339, UTC. */
  readonly evaluatedAt: string;
}
