/** When the scheduled workflows ran last: their heartbeat, as GitHub keeps it. */
import type { LastRun, ScheduledJob } from '../model/jobs.ts';
import { type GitHubClient, type RepositoryName, reasonOf } from './client.ts';
import { lastRunOf } from './settings.ts';

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
  { workflow }: ScheduledJob,
): Promise<LastRun> {
  try {
    return { at: await lastRunOf(client, repository, workflow) };
  } catch (error) {
    return (error as { status?: number }).status === 404 ? 'missing' : { unknown: reasonOf(error) };
  }
}
