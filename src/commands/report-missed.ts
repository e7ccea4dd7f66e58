/** A job that did not run is reported by the next one that does: nobody looks for what is not there. */
import { lastRuns } from '../github/last-runs.ts';
import { keepIssues } from '../github/notice.ts';
import { isLate, scheduledJobs } from '../model/jobs.ts';
import { code } from '../render/markdown.ts';
import type { JobOptions } from './jobs.ts';

const marker = '<!-- grantbook:missed-jobs -->';

/** Keeps one issue while some job is late. What may not be read is logged, and stops nothing. */
export async function reportMissed(options: JobOptions): Promise<void> {
  const { client, repository, log, clock } = options;
  const runs = await lastRuns(client, repository, scheduledJobs);
  const now = clock();
  const late = [...runs].flatMap(([job, last]) =>
    isLate(job, last, now) && typeof last === 'object' && 'at' in last && last.at !== null
      ? [`- ${code(job.workflow)}, which ${job.does}, last ran on ${new Date(last.at).toISOString()}.`]
      : [],
  );
  for (const [{ workflow }, last] of runs)
    if (typeof last === 'object' && 'unknown' in last)
      log(`When ${workflow} ran last is not known: ${last.unknown}`);
  const body = [
    'By its schedule, this should have run again by now:',
    late.join('\n'),
    'GitHub switches schedules off where nothing happens for 60 days: *Actions*, the workflow, *Enable workflow*; *Run workflow* does at once what was missed. This issue closes by itself.',
  ].join('\n\n');
  const title = 'A scheduled job of Grantbook does not run';
  await keepIssues(client, repository, marker, late.length > 0 ? [{ marker, title, body }] : []);
}
