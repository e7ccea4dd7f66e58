/** `grantbook ledger start`: begins the ledger from a terminal. */
import { connect } from '../github/client.ts';
import { amount } from '../render/summary.ts';
import { renderTable } from '../render/table.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { apiUrlOf, gitHubApi, repositoryOf, tokenIn } from './doctor-options.ts';
import { startLedger } from './start-ledger.ts';

export interface LedgerStartOptions {
  readonly repository?: string;
  readonly tokenEnv: string;
  readonly apiUrl?: string;
  readonly serverUrl?: string;
}

/** Says what was found at each system, and under whose name it stands now. */
export async function ledgerStart(options: LedgerStartOptions, context: CommandContext): Promise<ExitCode> {
  const apiUrl = apiUrlOf(options.apiUrl);
  const token = tokenIn(options.tokenEnv);
  const { found } = await startLedger({
    repository: repositoryOf(options.repository, context.dir, apiUrl),
    token,
    client: connect({ token, baseUrl: apiUrl ?? gitHubApi, hasty: true }),
    serverUrl: options.serverUrl || process.env.GITHUB_SERVER_URL || 'https://github.com',
    log: (message) => context.err(`${message}\n`),
    clock: () => context.clock,
  });
  const rows = found.map(({ system, grants, owner }) => [system, `${grants.length}`, owner]);
  if (rows.length > 0)
    context.out(`${renderTable(['system', 'found', 'under the name of'], rows, context.outColors)}\n`);
  const grants = found.reduce((sum, each) => sum + each.grants.length, 0);
  context.out(
    `The ledger begins with ${amount(grants, 'grant')}, found and never approved. From now on, access is what it holds.\n`,
  );
  return exitCodes.ok;
}
