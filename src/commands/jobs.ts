/** The jobs of the Action that are about the repository as a whole: started by a schedule or a push, and repeatable. */
import { EnvironmentFailure } from '../model/failure.ts';
import { renderRecorded, renderStarted } from '../render/ledger-markdown.ts';
import { amount } from '../render/summary.ts';
import { ledgerBranch } from '../source/ledger-branch.ts';
import { applyJob } from './apply-job.ts';
import { askForSignatures } from './ask-for-signatures.ts';
import { expireJob } from './expire-job.ts';
import type { JudgeOptions } from './judge-pull-request.ts';
import { openDefault } from './open-default.ts';
import { type Recorded, recordCommits } from './record-commits.ts';
import { remindJob } from './remind-job.ts';
import { reportIncidents } from './report-incidents.ts';
import { reportJob } from './report-job.ts';
import { runbooksJob } from './runbooks-job.ts';
import { startLedger } from './start-ledger.ts';

export type JobOptions = Omit<JudgeOptions, 'number'>;

/** What a job did. */
export interface JobResult {
  /** One plain sentence. */
  readonly title: string;
  /** Markdown for the job summary. */
  readonly summary: string;
  /** Whether somebody has to look at it. */
  readonly failed: boolean;
}

const ledgerRef = { ledger: `refs/heads/${ledgerBranch}` };

/** Goes on where a step fails, and keeps the reason. */
async function noting(failures: string[], step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    failures.push((error as Error).message);
  }
}

/** The jobs by the name under which the input `command` starts them. */
export const jobs = {
  async record(options: JobOptions): Promise<JobResult> {
    const opened = await openDefault(options);
    const { defaultBranch, fetched } = opened;
    let incidents = 0;
    const failures: string[] = [];
    let recorded: Recorded;
    try {
      recorded = await recordCommits({ ...options, defaultBranch, fetched });
      // What was just written down is in it.
      const ledger = recorded.records.length > 0 ? fetched.more({}, ledgerRef).ledger : opened.ledger;
      // Each whatever becomes of the other: somebody may have made one of them fail.
      await noting(failures, async () => {
        incidents = await reportIncidents({ ...opened, ledger }, options);
      });
      await noting(failures, () => askForSignatures({ ...opened, ledger }, options));
    } finally {
      fetched.dispose();
    }
    const { state, records } = recorded;
    const undone =
      incidents > 0
        ? `; ${amount(incidents, 'commit')} that nobody approved ${incidents === 1 ? 'waits' : 'wait'} to be undone`
        : '';
    const title = [`${recorded.title}${undone}`, ...failures].join('; ');
    const summary = renderRecorded({ title, records });
    return { title, summary, failed: state === 'incomplete' || failures.length > 0 };
  },
  apply: applyJob,
  expire: expireJob,
  remind: remindJob,
  runbooks: runbooksJob,
  report: reportJob,
  async 'start-ledger'(options: JobOptions): Promise<JobResult> {
    const { found } = await startLedger(options);
    const grants = found.reduce((sum, each) => sum + each.grants.length, 0);
    const title = `The ledger begins with ${amount(grants, 'grant')} that ${grants === 1 ? 'was' : 'were'} found, at ${amount(found.length, 'system')}`;
    return { title, summary: renderStarted({ title, found }), failed: false };
  },
} as const satisfies Readonly<Record<string, (options: JobOptions) => Promise<JobResult>>>;

/** By hand too: a job looks at the default branch alone, whatever started it, and can be repeated. */
const events = ['schedule', 'push', 'workflow_run', 'workflow_dispatch'];

/** Refuses the events of pull requests, whose tokens and workflow files are those of whoever opened one. */
export function requireJobEvent(command: string, event: string): void {
  if (!events.includes(event))
    throw new EnvironmentFailure(
      `\`${command}\` is never run on \`${event || 'no event'}\`; use \`schedule\`, \`push\` to the default branch or \`workflow_dispatch\``,
    );
}
