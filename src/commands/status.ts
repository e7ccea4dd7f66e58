/** `grantbook status`: when each scheduled job ran last. */
import { asking, connect } from '../github/client.ts';
import { lastRuns } from '../github/last-runs.ts';
import { isLate, type LastRun, scheduledJobs } from '../model/jobs.ts';
import { renderTable } from '../render/table.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { apiUrlOf, gitHubApi, repositoryOf, tokenIn } from './doctor-options.ts';

export interface StatusOptions {
  readonly repository?: string;
  readonly tokenEnv: string;
  readonly apiUrl?: string;
  readonly format: 'text' | 'json';
}

/** Exit code 0 only where every job is known to have run in time. */
export async function status(options: StatusOptions, context: CommandContext): Promise<ExitCode> {
  const apiUrl = apiUrlOf(options.apiUrl);
  const repository = repositoryOf(options.repository, context.dir, apiUrl);
  const client = connect({ token: tokenIn(options.tokenEnv), baseUrl: apiUrl ?? gitHubApi, hasty: true });
  // What stands in the way of all of them is said once.
  await asking(`\`${repository.owner}/${repository.repo}\` could not be read`, () =>
    client.rest.repos.get({ ...repository }),
  );
  const runs = await lastRuns(client, repository, scheduledJobs);
  const jobs = [...runs].map(([job, last]) => {
    const state = stateOf(last, isLate(job, last, context.clock));
    return { workflow: job.workflow, does: job.does, lastRun: timeOf(last), state };
  });
  const isInTime = jobs.every(({ state }) => state === 'in time');
  if (options.format === 'json') context.out(`${JSON.stringify({ jobs }, null, 2)}\n`);
  else {
    context.out(
      renderTable(
        ['workflow', 'what it does', 'last run by its schedule', 'state'],
        jobs.map(({ workflow, does, lastRun, state }) => [workflow, does, lastRun ?? '', state]),
        context.outColors,
      ),
    );
    if (!isInTime) context.out('\n`grantbook doctor` says how to repair this.\n');
  }
  return isInTime ? exitCodes.ok : exitCodes.errors;
}

function stateOf(last: LastRun, late: boolean): string {
  if (last === 'missing') return 'there is no such workflow on the default branch';
  if ('unknown' in last) return `unknown: ${last.unknown}`;
  return last.at === null ? 'never ran' : late ? 'late' : 'in time';
}

const timeOf = (last: LastRun): string | null =>
  typeof last === 'object' && 'at' in last && last.at !== null ? new Date(last.at).toISOString() : null;
