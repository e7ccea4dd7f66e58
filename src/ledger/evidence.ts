/** The populations of an audit: everything of one kind that there was within a time, to be counted and sampled from. */
import type { DecisionRecord, LedgerRecord } from '../model/record.ts';
import type { AuditAnswer } from './audit-answer.ts';
import { type Approval, approvalOf } from './audit-report.ts';
import type { Joiner, Leaver } from './movers.ts';

/** A grant that somebody asked for, got longer or had changed, by a pull request that was merged. */
export interface Request {
  /** By which a case is known, and drawn: the commit and the path. */
  readonly key: string;
  readonly path: string;
  readonly person: string;
  readonly system: string;
  readonly role: string;
  readonly approval: Approval;
  readonly record: DecisionRecord;
}

export interface Evidence {
  readonly answer: AuditAnswer;
  readonly requests: readonly Request[];
  readonly joiners: readonly Joiner[];
  readonly leavers: readonly Leaver[];
  /** How the sample was drawn; absent where there is no ledger. */
  readonly seed: string | undefined;
  readonly sample: readonly Request[];
}

const gives: ReadonlySet<string> = new Set(['added', 'extended', 'edited']);

/** The approved requests of a time, oldest first. */
export function requestsIn(
  records: readonly LedgerRecord[],
  { from, to }: Pick<AuditAnswer, 'from' | 'to'>,
): readonly Request[] {
  return records.flatMap((record) => {
    if (record.kind !== 'decision' || record.outcome !== 'approved') return [];
    if (record.times.merged < from || record.times.merged >= to) return [];
    return record.changes.flatMap(({ kind, path }): Request[] => {
      const [folder, system = '', role = '', file = ''] = path.split('/');
      if (folder !== 'access-grants' || !gives.has(kind)) return [];
      const person = file.replace(/\.yaml$/, '');
      return [
        {
          key: `${record.commit} ${path}`,
          path,
          person,
          system,
          role,
          approval: approvalOf(record, path),
          record,
        },
      ];
    });
  });
}
