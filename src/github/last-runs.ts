/** When the scheduled workflows ran last: their heartbeat, as GitHub keeps it. */
import type { LastRun, ScheduledJob } from '../model/jobs.ts';
import { type GitHubClient, type RepositoryName, reasonOf } from './client.ts';

/** The last run of each by its schedule. */
export const lastRuns = (
  client: GitHubClient,
  repository: RepositoryName,
  jobs: readonly ScheduledJob[],
): Promise<ReadonlyMap<ScheduledJob, LastRun>> =>
  Promise.all(jobs.map(async (job) => [job, await lastRun(client, repository, job)] as const)).then(
    (entries) => new Map(entries),
  );

async function lastRun(
  client: GitHubClient,
  repository: RepositoryName,
  job: ScheduledJob,
): Promise<LastRun> {
  try {
    return { at: await lastRunOf(client, repository, job) };
  } catch (error) {
    return (error as { status?: number }).status === 404 ? 'missing' : { unknown: reasonOf(error) };
  }
}

async function lastRunOf(
  client: GitHubClient,
  repository: RepositoryName,
  { workflow }: ScheduledJob,
): Promise<number | null> {
  const { data } = await client.rest.actions.listWorkflowRuns({
    ...repository,
    workflow_id: workflow,
    event: 'schedule',
    per_page: 1,
  });
  const [newest] = data.workflow_runs;
  if (!newest) {
    if (data.total_count > 0) throw new Error('the list of runs came incomplete');
    return null;
  }
  const at = Date.parse(newest.created_at);
  if (Number.isNaN(at)) throw new Error('the time of the last run could not be read');
  return at;
}
