/** The decision of a pull request, and why. What `formats.md` calls the verdict; the ledger keeps it. */
import type { ChangeKind } from './approvals.ts';
import type { Diagnostic } from './diagnostic.ts';

/** How somebody comes to fill a place whose approvers do not name that person. */
export interface Indirect {
  readonly user: string;
  /** Whom the person stands in for, and the last day of it. */
  readonly standsInFor?: string;
  readonly until?: string;
  /** The escalation names the person, or whom they stand in for. */
  readonly escalated?: true;
}

/** One stage of an approval policy, resolved for one change. */
export interface StageRequirement {
  /** The expressions of the policy: `manager`, `group:security`. */
  readonly approvers: readonly string[];
  /** The people whom they name now, by user name, without those who may not approve this. */
  readonly candidates: readonly string[];
  /** GitHub teams, whose members GitHub alone knows. */
  readonly teams: readonly string[];
  readonly needed: number;
  /** The people who fill its places, by user name. */
  readonly approvedBy: readonly string[];
  /** The expressions of the escalation, where its people may approve too: nobody else can, or nobody did in time. */
  readonly escalatedTo?: readonly string[];
  /** Those of its people who are there as somebody’s stand-in, or through the escalation; absent where none is. */
  readonly indirect?: readonly Indirect[];
}

/** Who has to approve one change. */
export interface Requirement {
  readonly change: { readonly kind: ChangeKind | 'policy'; readonly path: string };
  /** The approval policy that asks for it, by id; `undefined` where none matches, which is an error. */
  readonly policy: string | undefined;
  readonly title?: string;
  readonly stages: readonly StageRequirement[];
  /** Who may approve too when nobody has answered by then (RFC 3339, UTC). */
  readonly escalation?: { readonly to: readonly string[]; readonly from: string };
  /** Why nobody has to approve it, or why its author is enough; `alone`: there was no second person. */
  readonly satisfiedBy?: 'expired' | 'author' | 'alone';
}

/** A review that fills a place. */
export interface Counted {
  readonly user: string;
  /** The user name of the person behind the account. */
  readonly person: string;
  /** The number of the review; `null` for the author's own leave, which needs none. */
  readonly review: number | null;
  readonly stage: string;
}

/** Why a review fills none. */
export const discountReasons = [
  'subject',
  'requester',
  'author',
  'committer',
  'stale',
  'not-a-candidate',
  'bot',
  'superseded',
  'dismissed',
  'duplicate-person',
  'unknown-state',
  'not-needed',
] as const;
export type DiscountReason = (typeof discountReasons)[number];

/** A review that does not count. */
export interface Discounted {
  readonly user: string;
  readonly review: number;
  readonly reason: DiscountReason;
  /** The same in a sentence. */
  readonly explanation: string;
  /** It asks for changes, and does not stand in the way. */
  readonly objection?: true;
}

/** What stands in the way besides findings and missing approvals. */
export interface Obstacle {
  readonly kind:
    | 'objection'
    | 'unattributed-commit'
    | 'unknown-author'
    | 'incomplete-facts'
    | 'empty-change'
    | 'draft'
    | 'nobody-can-approve';
  readonly message: string;
  readonly help?: string;
  /** The number of the review, where it is an objection. */
  readonly review?: number;
  /** Whether it makes the verdict `rejected`; a draft only waits. */
  readonly blocks: boolean;
}

/**
 * `rejected`: errors, or an eligible person's objection, stand in the way. `pending`: only approvals are missing.
 * `approved`: every requirement is satisfied by people who count, and nothing stands in the way.
 */
export interface Verdict {
  readonly verdict: 'approved' | 'pending' | 'rejected';
  readonly findings: readonly Diagnostic[];
  readonly requirements: readonly Requirement[];
  readonly counted: readonly Counted[];
  readonly discounted: readonly Discounted[];
  readonly obstacles: readonly Obstacle[];
  /** The digest of everything under `policies/` that was judged by. */
  readonly policyDigest: string;
  /** The commits that were compared; `null` for a folder. */
  readonly baseSha: string | null;
  readonly headSha: string | null;
  /** RFC 3339, UTC. */
  readonly evaluatedAt: string;
}
