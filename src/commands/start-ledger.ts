/** Begins the ledger: adopts the access of the first day, so that starting never locks a company out. */
import { commitFiles } from '../github/append-to-branch.ts';
import type { GitHubClient } from '../github/client.ts';
import { requireNoDeletion } from '../github/ledger-branch.ts';
import { adopt } from '../ledger/adoption.ts';
import { append } from '../ledger/append.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { FoundRecord, StartedRecord } from '../model/record.ts';
import { gitTree } from '../source/git-tree.ts';
import { ledgerBranch } from '../source/ledger-branch.ts';
import { version } from '../version.ts';
import type { JudgeOptions } from './judge-pull-request.ts';
import { openDefault } from './open-default.ts';
import { readPolicies } from './read.ts';

export interface Started {
  readonly commit: string;
  /** What was found at each system, and under whose name. */
  readonly found: readonly Pick<FoundRecord, 'system' | 'owner' | 'grants'>[];
}

/** Writes the first lines. Where there is a ledger already, nothing is touched. */
export async function startLedger(options: Omit<JudgeOptions, 'number'>): Promise<Started> {
  const { client, defaultBranch, fetched, base: commit, ledger } = await openDefault(options);
  try {
    if (ledger !== undefined) throw thereAlready();
    await requireNoDeletion(client, options.repository, ledgerBranch);
    const source = gitTree(fetched.git, commit, `\`${defaultBranch}\``);
    const workspace = readPolicies(source);
    const objectIds = new Map(source.list().map(({ path, objectId }) => [path, objectId]));
    const by = await starter(client);
    const records = adopt({
      commit,
      workspace,
      objectIdOf: (path) => objectIds.get(path),
      now: options.clock(),
      timeZone: workspace.settings?.value.timeZone ?? 'UTC',
      tool: version,
      ...(by ? { by } : {}),
    });
    const written = await commitFiles(client, options.repository, {
      branch: ledgerBranch,
      parent: null,
      files: append(undefined, records),
      message: 'The ledger begins: what is there was found, never approved',
    });
    if (written === 'moved') throw thereAlready();
    return { commit, found: records.flatMap((record) => (record.kind === 'found' ? [record] : [])) };
  } finally {
    fetched.dispose();
  }
}

const thereAlready = (): EnvironmentFailure =>
  new EnvironmentFailure(
    `there is a branch \`${ledgerBranch}\` already, and a ledger is begun only once; \`grantbook ledger verify\` says whether it is sound`,
  );

/** Whose token it is; that of an App speaks for nobody. */
async function starter(client: GitHubClient): Promise<StartedRecord['by']> {
  try {
    const { data } = await client.rest.users.getAuthenticated();
    return { user: data.login, id: data.id };
  } catch (error) {
    if ([401, 403].includes((error as { status?: number }).status ?? 0)) return undefined;
    throw error;
  }
}
