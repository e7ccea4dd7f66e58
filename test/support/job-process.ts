/**
 * Runs Grantbook's jobs in a process of its own, by a clock that is told: git waits for the sandbox, which lives in the
 * process of the test.
 */

import { accessAt } from '../../src/commands/access.ts';
import { jobs } from '../../src/commands/jobs.ts';
import { judgePullRequest } from '../../src/commands/judge-pull-request.ts';
import { type LocalLedger, ledgerIn } from '../../src/commands/local-ledger.ts';
import { readWhole } from '../../src/commands/read.ts';
import { recordMerges } from '../../src/commands/record-commits.ts';
import { connect } from '../../src/github/client.ts';
import type { Workspace } from '../../src/model/workspace.ts';
import { gitAt, gitOutput } from '../../src/source/git.ts';
import { gitTree } from '../../src/source/git-tree.ts';
import type { Source } from '../../src/source/source.ts';

/** What the test asks for. */
export interface Order {
  readonly id: number;
  readonly now: number;
  readonly url: string;
  readonly token: string;
  readonly repository: { readonly owner: string; readonly repo: string };
  readonly temporary: string;
  /** `access` names the repository on the server. */
  readonly does: { readonly job: string } | { readonly judge: number } | { readonly access: string };
}

process.on('message', (order: Order) => {
  run(order).then(
    (result) => process.send?.({ id: order.id, result }),
    (error: Error) => process.send?.({ id: order.id, failed: error.message }),
  );
});

/** What `access` read last: on most days nothing was merged or written down, and the same commit reads the same. */
let read: { readonly commit: string; readonly source: Source; readonly workspace: Workspace } | undefined;
let ledgerRead: { readonly commit: string; readonly ledger: LocalLedger } | undefined;

async function run({ now, url, token, repository, temporary, does }: Order): Promise<unknown> {
  const options = {
    repository,
    client: connect({ token, baseUrl: url, local: true }),
    token,
    serverUrl: url,
    temporary,
    log: () => {},
    clock: () => now,
  };
  if ('access' in does) {
    const git = gitAt(does.access);
    const tips = gitOutput(git, ['rev-parse', 'main', 'grantbook-ledger'], 'no repository');
    const [base = '', tip = ''] = tips.toString('utf8').split('\n');
    if (read?.commit !== base) {
      const source = gitTree(git, base, 'main');
      read = { commit: base, source, workspace: readWhole(source) };
    }
    if (ledgerRead?.commit !== tip) ledgerRead = { commit: tip, ledger: ledgerIn(git, tip) };
    const { source, workspace } = read;
    const { ledger } = ledgerRead;
    const timeZone = workspace.settings?.value.timeZone ?? 'UTC';
    const history = { git, commit: base };
    const access = accessAt({ workspace, source, history, ledger, timeZone }, now);
    return {
      effective: access
        .filter(({ notEffective }) => notEffective === undefined)
        .map(({ grant }) => grant.path),
      files: workspace.holdings.all.map(({ path }) => path),
      why: Object.fromEntries(
        access.map(({ grant, notEffective }) => [grant.path, notEffective ?? 'effective']),
      ),
    };
  }
  if ('judge' in does) {
    const result = await judgePullRequest({ ...options, number: does.judge });
    const unwritten = await recordMerges([result], options);
    return { verdict: result.verdict, title: result.title, merged: result.merged !== undefined, unwritten };
  }
  const job = jobs[does.job as keyof typeof jobs];
  return job(options);
}
