/** The record of a decision: what was decided, from which facts, and when each step of it was. */
import type { Account, Facts, ReviewFact } from '../model/facts.ts';
import type { DecisionRecord, FirstCheck, Unchained } from '../model/record.ts';
import type { Verdict } from '../model/verdict.ts';

/** What every record of a commit says. */
export interface CommitOfRecord {
  readonly commit: string;
  readonly parent: string | null;
  readonly changes: DecisionRecord['changes'];
  /** RFC 3339, UTC. */
  readonly mergedAt: string;
  readonly recordedAt: string;
  /** The version of Grantbook. */
  readonly tool: string;
  /** When nothing but approvals was missing for the first time, where that is known. RFC 3339. */
  readonly validSince?: string;
  /** What was wrong with it at first, where that is known. */
  readonly firstCheck?: FirstCheck;
}

const utc = (time: string): string => new Date(time).toISOString();

const lineOf = ({ commit, parent, changes, mergedAt, recordedAt, tool }: CommitOfRecord) => ({
  version: 1 as const,
  recordedAt: utc(recordedAt),
  tool,
  kind: 'decision' as const,
  commit,
  parent,
  changes,
  times: { merged: utc(mergedAt) },
});

/** The record of a commit that nobody approved, or that could not be decided for good, and why. */
export const unapproved = (
  of: CommitOfRecord,
  reasons: readonly string[],
  pullRequest?: number,
): Unchained<DecisionRecord> => ({
  ...lineOf(of),
  outcome: 'unapproved',
  reasons: [...reasons],
  decisions: [],
  ...(pullRequest === undefined ? {} : { pullRequest }),
});

/** The record of a commit that a pull request made. */
export function decided(
  of: CommitOfRecord,
  {
    verdict,
    facts,
    personOf,
  }: {
    readonly verdict: Verdict;
    readonly facts: Facts;
    readonly personOf: (account: Account) => string | undefined;
  },
): Unchained<DecisionRecord> {
  const counted = new Set(verdict.counted.flatMap(({ review }) => review ?? []));
  const isApproved = verdict.verdict === 'approved';
  const completed = facts.reviews
    .filter(({ id }) => counted.has(id))
    .map(({ submittedAt }) => utc(submittedAt))
    .toSorted();
  const complete = isApproved ? completed.at(-1) : undefined;
  return {
    ...lineOf(of),
    outcome: isApproved ? 'approved' : 'unapproved',
    reasons: isApproved ? [] : reasonsOf(verdict),
    pullRequest: facts.pullRequest.number,
    times: {
      asked: utc(facts.pullRequest.openedAt),
      ...(of.validSince === undefined || Number.isNaN(Date.parse(of.validSince))
        ? {}
        : { valid: utc(of.validSince) }),
      ...(complete === undefined ? {} : { complete }),
      merged: utc(of.mergedAt),
    },
    ...(of.firstCheck === undefined ? {} : { firstCheck: of.firstCheck }),
    decisions: facts.reviews.flatMap((review) => decisionOf(review, facts, counted, personOf)),
    policyDigest: verdict.policyDigest,
    verdict: { ...verdict },
    facts: kept(facts),
  };
}

function decisionOf(
  { id, user, state, submittedAt, body }: ReviewFact,
  facts: Facts,
  counted: ReadonlySet<number>,
  personOf: (account: Account) => string | undefined,
): DecisionRecord['decisions'] {
  const said = saidBy({ id, state }, facts);
  if (!user || said === undefined) return [];
  const person = personOf(user);
  const reason = body?.trim().slice(0, longestReason);
  return [
    {
      user: user.login,
      id: user.id,
      ...(person === undefined ? {} : { person }),
      decision: said,
      at: utc(submittedAt),
      review: id,
      counted: counted.has(id),
      ...(reason ? { reason } : {}),
    },
  ];
}

/** What a review decided, also where it was dismissed since. */
function saidBy(
  { id, state }: Pick<ReviewFact, 'id' | 'state'>,
  { dismissals }: Facts,
): 'approved' | 'denied' | undefined {
  const dismissed = dismissals?.find(({ review }) => review === id)?.state?.toUpperCase();
  const said = state === 'DISMISSED' ? dismissed : state;
  if (said === 'APPROVED') return 'approved';
  return said === 'CHANGES_REQUESTED' ? 'denied' : undefined;
}

/** In characters. Whoever may read may write reviews, and a record has to stay of a size that can be read. */
const longestReason = 1000;

/** The facts as they are kept: what decides nothing, the texts of reviews, is cut or left out. */
const kept = (facts: Facts): Facts => ({
  ...facts,
  reviews: facts.reviews.map(({ body, ...review }) => {
    const reason = saidBy(review, facts) === undefined ? '' : body?.trim().slice(0, longestReason);
    return reason ? { ...review, body: reason } : review;
  }),
});

/** Why a commit is not approved, in words. */
function reasonsOf({ findings, obstacles, requirements }: Verdict): string[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const missing = requirements.filter(
    ({ satisfiedBy, stages }) =>
      satisfiedBy === undefined &&
      (stages.length === 0 || stages.some(({ needed, approvedBy }) => approvedBy.length < needed)),
  );
  return [
    ...errors.map(({ code, path, message }) => `${code} in \`${path}\`: ${message}`),
    ...obstacles.map(({ message }) => message),
    ...missing.map(({ change }) => `not everybody whom the policy names approved \`${change.path}\``),
  ];
}
