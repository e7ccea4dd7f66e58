/** Access as a table of a population. */
import type { AuditAnswer } from '../ledger/audit-answer.ts';
import type { AuditRow } from '../ledger/audit-report.ts';
import { endInWords, rowInWords } from './audit-words.ts';

/** What stood without an end when the time was over, and who had the roles of administrators. */
export function atTheEnd(answer: AuditAnswer): {
  readonly standing: readonly AuditRow[];
  readonly privileged: readonly AuditRow[];
} {
  const end = answer.to < answer.readAt ? answer.to : answer.readAt;
  return {
    standing: answer.access.filter(({ standing, until }) => standing && (until === null || until >= end)),
    privileged: answer.access.filter(({ system, role }) =>
      answer.names.systems[system]?.privileged.includes(role),
    ),
  };
}

/** One line for each period. */
export const accessTable = (
  rows: readonly AuditRow[],
  answer: AuditAnswer,
): { readonly headings: readonly string[]; readonly rows: readonly (readonly string[])[] } => ({
  headings: [
    'person',
    'system',
    'role',
    'since',
    'until',
    'ended by',
    'why',
    'asked by',
    'approved by',
    'policy',
    'given in the system',
    'taken away in the system',
    'remark',
    'commit',
    'file',
  ],
  rows: rows.map((row) => {
    const words = rowInWords(row, answer);
    return [
      ...[
        words.person,
        words.system,
        words.role,
        words.since,
        words.until,
        endInWords(row),
        words.why,
        words.askedBy,
      ],
      ...[
        words.approvedBy,
        words.policy,
        words.provisioned,
        words.deprovisioned,
        words.remark,
        row.commit,
        row.path,
      ],
    ];
  }),
});
