/** One setting that was looked at, and what was found. */

/** The settings, in the order in which they are shown. */
export const settingIds = [
  'plan',
  'protection',
  'required-check',
  'pull-request',
  'stale-reviews',
  'code-owners',
  'required-approvals',
  'force-pushes',
  'deletions',
  'bypass',
  'ledger-branch',
  'automation-branches',
  'merge-method',
  'workflow-token',
  'workflow-approvals',
  'pinned-actions',
  'codeowners-file',
  'job-decide',
  'job-record',
  'job-expire',
  'job-remind',
  'job-runbooks',
  'job-apply',
  'job-report',
  'approver-accounts',
  'approver-access',
  'teams',
  'forks',
] as const;
export type SettingId = (typeof settingIds)[number];

/** `unknown` counts as not OK: what nobody could read is no yes. */
export type Status = 'ok' | 'not ok' | 'unknown';

export interface Finding {
  readonly id: SettingId;
  readonly status: Status;
  /** What was found, or why it could not be; a sentence each. */
  readonly details: readonly string[];
  /** The setting that has to be repaired first; it is the reason for this one too. */
  readonly cause?: SettingId;
}

export const finding = (id: SettingId, status: Status, ...details: readonly string[]): Finding => ({
  id,
  status,
  details,
});

export const unknown = (id: SettingId, reason: string): Finding => finding(id, 'unknown', reason);

/** Not OK where anything is wrong, unknown where anything could not be read, and OK where there is neither. */
export const ofList = (
  id: SettingId,
  wrong: readonly string[],
  unread: readonly string[] = [],
  fine: readonly string[] = [],
): Finding =>
  wrong.length + unread.length > 0
    ? finding(id, wrong.length > 0 ? 'not ok' : 'unknown', ...wrong, ...unread)
    : finding(id, 'ok', ...fine);
