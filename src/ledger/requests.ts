/** The requests that reached the default branch, with the times that each of their steps took. */
import type { Instant } from '../model/period.ts';
import type { FirstCheck, LedgerRecord } from '../model/record.ts';
import { decisionsIn } from './months.ts';
import { type CarriedOut, carriedOut, type GrantMade } from './provisioned-grants.ts';
import { isGrant } from './standing.ts';
import { type StageWait, stageWaits } from './told-stages.ts';

/** A grant of a request, and what became of it. */
export interface RequestedGrant extends GrantMade {
  /** From when on it can be carried into the system: the merge, or the first day of access, where that is later. */
  readonly readyAt: Instant;
  readonly carried: CarriedOut;
}

/** One pull request that gave access. Times in milliseconds since 1970. */
export interface GrantRequest {
  readonly commit: string;
  readonly grants: readonly RequestedGrant[];
  readonly askedAt: Instant | undefined;
  readonly validAt: Instant | undefined;
  readonly completeAt: Instant | undefined;
  readonly mergedAt: Instant;
  readonly waits: readonly StageWait[];
  /** How often somebody objected on the way. */
  readonly denied: number;
  /** Absent where the ledger does not know what was wrong at first. */
  readonly firstCheck: FirstCheck | undefined;
  /** The people who got access by it. */
  readonly people: readonly string[];
}

const gives: ReadonlySet<string> = new Set(['added', 'extended', 'edited']);

/**
 * All of them, in the order of the ledger. `beginsAt` is the first instant of access of a content of a grant file, where
 * that is later than its merge.
 */
export function requestsIn(
  records: readonly LedgerRecord[],
  beginsAt: (objectId: string) => Instant | undefined = () => undefined,
): readonly GrantRequest[] {
  const decisions = decisionsIn(records);
  const changedAt = new Map<string, Instant[]>();
  for (const { changes, times } of decisions)
    for (const { path } of changes)
      if (isGrant(path)) changedAt.set(path, [...(changedAt.get(path) ?? []), Date.parse(times.merged)]);
  const look = carriedOut(records);
  return decisions.flatMap((record): GrantRequest[] => {
    if (record.outcome !== 'approved') return [];
    const mergedAt = Date.parse(record.times.merged);
    const grants = record.changes.flatMap(({ kind, path, objectId }): RequestedGrant[] => {
      const [, system, role, file] = path.split('/');
      if (!isGrant(path) || !gives.has(kind) || objectId === null) return [];
      if (system === undefined || role === undefined || file === undefined) return [];
      const until = changedAt.get(path)?.find((time) => time > mergedAt);
      const made: GrantMade = {
        ...{ path, kind, system, role, mergedAt },
        subject: file.replace(/\.yaml$/, ''),
        ...(until === undefined ? {} : { until }),
      };
      return [{ ...made, readyAt: Math.max(mergedAt, beginsAt(objectId) ?? 0), carried: look(made) }];
    });
    if (grants.length === 0) return [];
    const { asked, valid, complete } = record.times;
    const opened = [asked, record.firstCheck?.at].flatMap((time) => (time ? [Date.parse(time)] : []));
    return [
      {
        commit: record.commit,
        grants,
        askedAt: opened.length === 0 ? undefined : Math.min(...opened),
        validAt: valid === undefined ? undefined : Date.parse(valid),
        completeAt: complete === undefined ? undefined : Date.parse(complete),
        mergedAt,
        waits: stageWaits(record),
        denied: record.decisions.filter(({ decision }) => decision === 'denied').length,
        firstCheck: record.firstCheck,
        people: [...new Set(grants.map(({ subject }) => subject))],
      },
    ];
  });
}

/** What each step of a request took, in milliseconds; absent where it was not measured, or is not over. */
export interface Times {
  /** From the question to when nothing but approvals was missing. */
  readonly toValid?: number;
  /** From then to the last approval that was needed. */
  readonly toApprove?: number;
  /** From the last approval to the merge. */
  readonly toMerge?: number;
  /** From the merge to when the access was there in the real system. */
  readonly toProvision?: number;
  /** From the question to the access; to the merge, where nothing is carried into a system. */
  readonly toResolve?: number;
}

/** The times of a request, as far as it is about some of its grants. */
export function timesOf(
  { askedAt, validAt, completeAt, mergedAt, grants }: GrantRequest,
  isAbout: (grant: RequestedGrant) => boolean = () => true,
): Times {
  const about = grants.filter(isAbout);
  const took = about.flatMap(({ carried, readyAt }) =>
    carried.state === 'done' ? [Math.max(0, carried.at - readyAt)] : [],
  );
  const isOver = about.every(({ carried: { state } }) => state === 'done' || state === 'nothing to do');
  const toProvision = Math.max(0, ...took);
  return {
    ...between('toValid', askedAt, validAt),
    ...between('toApprove', validAt, completeAt),
    ...between('toMerge', completeAt, mergedAt),
    ...(isOver && took.length > 0 ? { toProvision } : {}),
    // Access that begins later by its own wish made nobody wait until then.
    ...(isOver ? between('toResolve', askedAt, mergedAt + toProvision) : {}),
  };
}

const between = <K extends keyof Times>(name: K, from: Instant | undefined, to: Instant | undefined) =>
  from === undefined || to === undefined ? {} : { [name]: Math.max(0, to - from) };
