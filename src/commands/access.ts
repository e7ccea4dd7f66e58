/** Who has access at an instant: the files, the history and the ledger brought together, for every command alike. */
import { type Access, whyNotEffective } from '../model/effective.ts';
import { type End, endOfGrant } from '../model/entitlement.ts';
import type { Instant } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import type { History } from '../source/history.ts';
import type { Source } from '../source/source.ts';
import type { Gap } from './gap.ts';
import type { LocalLedger } from './local-ledger.ts';
import { startsOf } from './starts.ts';

/** What is looked at. */
export interface AccessOf {
  readonly workspace: Workspace;
  readonly source: Source;
  readonly history: History | undefined;
  readonly ledger: LocalLedger | undefined;
  readonly timeZone: string;
  /** Why the history is not whole; absent where it is. */
  readonly gap?: Gap | undefined;
}

/** Every grant that could be read, at an instant. */
export function accessAt(
  { workspace, source, history, ledger, timeZone, gap }: AccessOf,
  now: Instant,
): Access[] {
  const starts = startsOf(workspace.grants.values(), history);
  const objectIds = ledger && new Map(source.list().map(({ path, objectId }) => [path, objectId]));
  return [...workspace.grants.values()].map((grant) => {
    const startedAt = starts.get(grant.path);
    const subject = grant.value.subject;
    const person = workspace.people.has(subject) ? workspace.people.get(subject) : undefined;
    const isRecorded = ledger?.holds(grant.path, objectIds?.get(grant.path) ?? '');
    const isStartLost = gap !== undefined && startedAt === undefined && grant.value.duration !== undefined;
    const at = { now, timeZone, startedAt, isRecorded, isStartLost };
    const notEffective = whyNotEffective(grant, person, at);
    return {
      grant,
      startedAt,
      end: isStartLost ? 'unknown' : endOfGrant(grant.value, timeZone, startedAt),
      ...(isStartLost ? { isStartLost } : {}),
      ...(notEffective === undefined ? {} : { notEffective }),
    };
  });
}

/** When one grant of them ends; nothing where it is not there, or could not be read. */
export function endAt(path: string, of: AccessOf, now: Instant): End | undefined {
  const grant = of.workspace.grants.get(path);
  if (!grant) return undefined;
  const alone = { ...of.workspace, grants: new Map([[path, grant]]) };
  return accessAt({ ...of, workspace: alone }, now)[0]?.end;
}
