/** An audit as a table for a spreadsheet: one line for each period of access. */
import type { AuditAnswer } from '../ledger/audit-answer.ts';
import { endInWords, linkTo, rowInWords } from './audit-words.ts';
import { csv } from './csv.ts';

/** Times are in UTC, so that no spreadsheet guesses a time zone; the words are in that of the organization. */
export function renderAuditCsv(answer: AuditAnswer): string {
  const headings = [
    ...[
      'user',
      'person',
      'system',
      'system name',
      'role',
      'role title',
      'since (UTC)',
      'until (UTC)',
      'ended by',
    ],
    ...[
      'basis',
      'remark',
      'justification',
      'ticket',
      'requested by',
      'asked at (UTC)',
      'approved by',
      'policy',
    ],
    ...['approval complete at (UTC)', 'merged at (UTC)', 'recorded at (UTC)', 'pull request', 'link'],
    ...[
      'given in the system at (UTC)',
      'given',
      'removed by',
      'taken away in the system at (UTC)',
      'taken away',
    ],
    ...['commit', 'file', 'policies digest', 'policies commit'],
  ];
  return csv(
    headings,
    answer.access.map((row) => {
      const words = rowInWords(row, answer);
      const { approval, provisioned, deprovisioned } = row;
      return [
        ...[row.person, row.displayName, row.system, words.system, row.role, words.role],
        ...[row.since, row.until ?? '', endInWords(row), row.basis, words.remark],
        ...[row.justification, row.ticket ?? '', row.requestedBy, approval?.askedAt ?? row.requestedAt ?? ''],
        ...[words.approvedBy, words.policy, approval?.completeAt ?? '', approval?.mergedAt ?? ''],
        ...[
          approval?.recordedAt ?? '',
          approval?.pullRequest === undefined ? '' : String(approval.pullRequest),
        ],
        linkTo(
          answer,
          approval?.pullRequest === undefined
            ? { commit: row.commit }
            : { pullRequest: approval.pullRequest },
        ) ?? '',
        ...[
          doneAt(provisioned),
          words.provisioned,
          words.removed,
          doneAt(deprovisioned),
          words.deprovisioned,
        ],
        ...[row.commit, row.path, approval?.policyDigest ?? '', approval?.policyCommit ?? ''],
      ];
    }),
  );
}

const doneAt = (step: { readonly result: string; readonly at: string } | undefined): string =>
  step?.result === 'done' || step?.result === 'found' ? step.at : '';
