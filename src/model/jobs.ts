/** The jobs that run by a schedule, and by when each has to have run again. */
import type { SettingId } from './finding.ts';
import type { Instant } from './period.ts';

/** A job, by the file of its workflow. */
export interface ScheduledJob {
  /** What the doctor calls it. */
  readonly id: Extract<SettingId, `job-${string}`>;
  readonly workflow: string;
  /** What it does, in a few words. */
  readonly does: string;
  /** In hours: longer than its schedule, since GitHub starts late and drops some runs. */
  readonly within: number;
}

export const scheduledJobs: readonly ScheduledJob[] = [
  { id: 'job-decide', workflow: 'grantbook.yml', does: 'decides open pull requests again', within: 24 },
  { id: 'job-record', workflow: 'grantbook-record.yml', does: 'writes down what was merged', within: 24 },
  { id: 'job-expire', workflow: 'grantbook-expire.yml', does: 'removes what has ended', within: 24 },
  {
    id: 'job-remind',
    workflow: 'grantbook-remind.yml',
    does: 'reminds people of access that ends soon',
    within: 50,
  },
  {
    id: 'job-runbooks',
    workflow: 'grantbook-runbooks.yml',
    does: 'asks whether runbooks are right still',
    within: 50,
  },
  {
    id: 'job-apply',
    workflow: 'grantbook-apply.yml',
    does: 'carries access into the systems and out of them',
    within: 24,
  },
  {
    id: 'job-report',
    workflow: 'grantbook-report.yml',
    does: 'tells the policy owners the numbers of each month',
    within: 50,
  },
];

/** When a job ran last: `null` for never; `missing` where there is no such workflow. */
export type LastRun = { readonly at: Instant | null } | 'missing' | { readonly unknown: string };

/** Whether a job is late. One that is not set up, or was set up just now, is not. */
export const isLate = ({ within }: ScheduledJob, last: LastRun, now: Instant): boolean =>
  typeof last === 'object' && 'at' in last && last.at !== null && now - last.at > within * 3_600_000;
