/** `grantbook apply`: what the scheduled job does, from a terminal. */
import { connect } from '../github/client.ts';
import { applyJob } from './apply-job.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { apiUrlOf, gitHubApi, repositoryOf, tokenIn } from './doctor-options.ts';

export interface ApplyOptions {
  readonly repository?: string;
  readonly tokenEnv: string;
  readonly apiUrl?: string;
  readonly serverUrl?: string;
}

/** Exit code 1 where something did not work; the next run goes on. */
export async function apply(options: ApplyOptions, context: CommandContext): Promise<ExitCode> {
  const apiUrl = apiUrlOf(options.apiUrl);
  const token = tokenIn(options.tokenEnv);
  const { title, failed } = await applyJob({
    repository: repositoryOf(options.repository, context.dir, apiUrl),
    token,
    client: connect({ token, baseUrl: apiUrl ?? gitHubApi }),
    serverUrl: options.serverUrl || process.env.GITHUB_SERVER_URL || 'https://github.com',
    log: (message) => context.err(`${message}\n`),
    clock: () => context.clock,
  });
  context.out(`${title}.\n`);
  return failed ? exitCodes.errors : exitCodes.ok;
}
