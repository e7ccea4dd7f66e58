/** What was written into the ledger, for the summary of a job. */
import type { DecisionRecord, FoundRecord, Unchained } from '../model/record.ts';
import { code, listed, message, plain, table } from './markdown.ts';
import { amount } from './summary.ts';

/** The records of one run: which commit, from where, and why one is not approved. */
export function renderRecorded({
  title,
  records,
}: {
  readonly title: string;
  readonly records: readonly Unchained<DecisionRecord>[];
}): string {
  const rows = records.map(({ commit, pullRequest, outcome, reasons, changes }) => [
    code(commit.slice(0, 10)),
    pullRequest === undefined ? 'none' : `#${pullRequest}`,
    outcome === 'approved'
      ? 'approved'
      : `**not approved**: ${reasons.map((reason) => message(reason)).join('; ')}`,
    listed(
      changes.map(({ kind, path }) => `${plain(kind)} ${code(path)}`),
      ', ',
      600,
    ),
  ]);
  return [
    `${plain(title)}.`,
    ...(rows.length === 0 ? [] : [table(['Commit', 'Pull request', 'Outcome', 'Changes'], rows)]),
  ].join('\n\n');
}

/** What was there on the first day, and under whose name. */
export function renderStarted({
  title,
  found,
}: {
  readonly title: string;
  readonly found: readonly Pick<FoundRecord, 'system' | 'owner' | 'grants'>[];
}): string {
  const rows = found.map(({ system, owner, grants }) => [
    code(system),
    amount(grants.length, 'grant'),
    code(owner),
  ]);
  return [
    `${plain(title)}.`,
    'It was found, never approved, and stands under the name of an owner until its first review.',
    table(['System', 'Found', 'Under the name of'], rows),
  ].join('\n\n');
}
