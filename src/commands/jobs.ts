/** The jobs of the Action that are about the repository as a whole: started by a schedule or a push, and repeatable. */
import { asking, connect } from '../github/client.ts';
import { renderRecorded, renderStarted } from '../render/ledger-markdown.ts';
import type { JudgeOptions } from './judge-pull-request.ts';
import { recordCommits } from './record-commits.ts';
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

/** The jobs by the name under which the input `command` starts them. */
export const jobs = {
  async record(options: JobOptions): Promise<JobResult> {
    const { title, state, records } = await recordCommits({
      ...options,
      defaultBranch: await defaultBranchOf(options),
    });
    return { title, summary: renderRecorded({ title, records }), failed: state === 'incomplete' };
  },
  async 'start-ledger'(options: JobOptions): Promise<JobResult> {
    const { found } = await startLedger(options);
    const grants = found.reduce((sum, each) => sum + each.grants.length, 0);
    const title = `The ledger begins with ${grants} grants that were found, at ${found.length} systems`;
    return { title, summary: renderStarted({ title, found }), failed: false };
  },
} as const satisfies Readonly<Record<string, (options: JobOptions) => Promise<JobResult>>>;

/** Read from the API: an event says what its sender liked. */
async function defaultBranchOf({ repository, token, apiUrl, log }: JobOptions): Promise<string> {
  const client = connect({ token, baseUrl: apiUrl, log });
  const { data } = await asking('the repository could not be read', () =>
    client.rest.repos.get({ ...repository }),
  );
  return data.default_branch;
}
