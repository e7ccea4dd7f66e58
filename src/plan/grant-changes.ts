/** What a change does to grants: the difference of two workspaces, in the words of the approval policies. */
import type { GrantChange } from '../model/change.ts';
import { endOfGrant, startOfGrant } from '../model/entitlement.ts';
import type { Grant } from '../model/grant.ts';
import { addDuration, type Instant, parseDuration } from '../model/period.ts';
import { isAlwaysShorter } from '../model/shorter.ts';
import type { Workspace } from '../model/workspace.ts';

type Kind = GrantChange['kind'];

/** The changes at these paths. What is there before and after but cannot be read counts as edited, never as less. */
export function grantChanges(
  base: Workspace,
  head: Workspace,
  paths: Iterable<string>,
  at: { readonly now: Instant; readonly timeZone: string; readonly startedAt?: ReadonlyMap<string, Instant> },
): GrantChange[] {
  const changes: GrantChange[] = [];
  for (const path of paths) {
    const [was, is] = [base.holdings.at(path), head.holdings.at(path)];
    if (!was && !is) continue;
    const [before, after] = [base.grants.get(path), head.grants.get(path)];
    const kind: Kind = !is
      ? 'removed'
      : !was
        ? 'added'
        : before && after && !before.flawed && !after.flawed
          ? compare(before.value, after.value, { ...at, startedAt: at.startedAt?.get(path) })
          : 'edited';
    changes.push({ kind, path, ...(before ? { before } : {}), ...(after ? { after } : {}) });
  }
  return changes;
}

/** Keys that only move the end of a grant. */
const endKeys = ['validUntil', 'duration', 'standing'];
/** Keys that go with asking again for the same thing. */
const renewalKeys = [...endKeys, 'requestedAt', 'requestedBy', 'justification', 'ticket', 'validFrom'];

interface At {
  readonly now: Instant;
  readonly timeZone: string;
  /** The merge from which a `duration` of the old grant counts, where it is known. */
  readonly startedAt: Instant | undefined;
}

function compare(before: Grant, after: Grant, at: At): Kind {
  const kind = compareContent(before, after, at);
  // What is over is not renewed, made smaller or confirmed any more: whatever changes would give it anew.
  return isOver(before, at) ? 'edited' : kind;
}

function isOver(grant: Grant, { now, timeZone, startedAt }: At): boolean {
  const end = endOfGrant(grant, timeZone, startedAt);
  return end === 'unknown' || (end !== 'standing' && end.at <= now);
}

function compareContent(before: Grant, after: Grant, { now, timeZone }: At): Kind {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  const differing = [...keys].filter(
    (key) => JSON.stringify(before[key as keyof Grant]) !== JSON.stringify(after[key as keyof Grant]),
  );
  const within = (allowed: readonly string[]) =>
    differing.length > 0 && differing.every((key) => allowed.includes(key));
  if (within(['reviewed']) && (after.reviewed ?? '') > (before.reviewed ?? '')) return 'reviewed';
  if (within(endKeys)) {
    // Access that ends gets no end any more: that is no renewal, which ends again.
    if (after.standing && !before.standing) return 'edited';
    if (compareEnds(before, after, timeZone) >= 0) return 'extended';
    return before.standing && endsLate(after, { now, timeZone }) ? 'edited' : 'reduced';
  }
  // Asking again starts a new period, whatever the days say.
  const isRenewal =
    differing.includes('requestedAt') && within(renewalKeys) && !startsEarlier(before, after, timeZone);
  return isRenewal && after.standing === before.standing ? 'extended' : 'edited';
}

/** A renewal goes on with what there is; to begin before it did is something else. */
function startsEarlier(before: Grant, after: Grant, timeZone: string): boolean {
  const was = startOfGrant(before, timeZone);
  return was !== undefined && (startOfGrant(after, timeZone) ?? 0) < was;
}

/** Standing access is reviewed every few months; a later end would only take it out of the reviews. */
const latestReduction = parseDuration('90d');

function endsLate(grant: Grant, { now, timeZone }: { now: Instant; timeZone: string }): boolean {
  const end = endOfGrant(grant, timeZone, now);
  return typeof end === 'string' || !latestReduction || end.at > addDuration(now, latestReduction, timeZone);
}

/**
 * Below zero when the second ends earlier. What cannot be compared counts as later. A `duration` runs from its
 * merge, which nobody knows here, so it is compared with nothing but another one of the same request, or with
 * access that has no end at all.
 */
function compareEnds(before: Grant, after: Grant, timeZone: string): number {
  if (before.duration !== undefined && after.duration !== undefined) {
    const sameElse = before.validUntil === after.validUntil && before.standing === after.standing;
    return sameElse && isAlwaysShorter(after.duration, before.duration) ? -1 : 1;
  }
  if (before.duration !== undefined) return 1;
  if (after.duration !== undefined) return before.standing && !after.standing ? -1 : 1;
  const end = (grant: Grant) => {
    const found = endOfGrant(grant, timeZone, undefined);
    return found === 'standing' ? Number.POSITIVE_INFINITY : found === 'unknown' ? undefined : found.at;
  };
  const [was, is] = [end(before), end(after)];
  return was !== undefined && is !== undefined ? is - was : 1;
}
