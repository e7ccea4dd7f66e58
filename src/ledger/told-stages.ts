/** Which stage of approvals was waited for how long, as far as the verdict that the ledger keeps tells it. */
import type { Instant } from '../model/period.ts';
import type { DecisionRecord } from '../model/record.ts';

/** How long a request waited for one stage. */
export interface StageWait {
  /** The grant. */
  readonly path: string;
  /** The expressions of the policy: `manager`, `group:security`. */
  readonly approvers: readonly string[];
  /** In milliseconds, from the stage before it, or from when nothing but approvals was missing. */
  readonly wait: number;
  /** Who filled its places, by user name. */
  readonly by: readonly string[];
}

/**
 * The stages of a decision, in the order in which they are asked. One that was filled before it was its turn was waited
 * for by nobody. What an older or newer version wrote in another shape is passed over.
 */
export function stageWaits({ verdict, decisions, times }: DecisionRecord): readonly StageWait[] {
  const { valid } = times;
  if (valid === undefined) return [];
  const saidAt = new Map(decisions.map(({ review, at }) => [review, Date.parse(at)]));
  const counted = listIn(verdict, 'counted');
  return listIn(verdict, 'requirements').flatMap((requirement) => {
    const path = textIn(fieldOf(requirement, 'change'), 'path');
    let since: Instant = Date.parse(valid);
    return listIn(requirement, 'stages').flatMap((stage): StageWait[] => {
      const approvers = textsIn(stage, 'approvers');
      const by = textsIn(stage, 'approvedBy');
      const times = by.flatMap((person) => {
        const place = counted.find(
          (each) =>
            textIn(each, 'person') === person &&
            textIn(each, 'stage') === `${path}: ${approvers.join(' or ')}`,
        );
        const review = fieldOf(place, 'review');
        return (typeof review === 'number' ? saidAt.get(review) : undefined) ?? [];
      });
      // A place without a review is the author’s own, for which nobody waited.
      if (times.length === 0) return [];
      const filled = Math.max(since, ...times);
      const wait = filled - since;
      since = filled;
      return [{ path, approvers, wait, by }];
    });
  });
}

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;

const listIn = (value: unknown, key: string): readonly unknown[] => {
  const list = fieldOf(value, key);
  return Array.isArray(list) ? list : [];
};

const textIn = (value: unknown, key: string): string => {
  const text = fieldOf(value, key);
  return typeof text === 'string' ? text : '';
};

const textsIn = (value: unknown, key: string): readonly string[] =>
  listIn(value, key).filter((each) => typeof each === 'string');
