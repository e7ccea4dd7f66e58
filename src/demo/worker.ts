/**
 * The process in which the demonstration runs the jobs of the Action, by the clock of the story. It is one of its own
 * because git waits there for the sandbox, which lives in the other.
 */
import { jobs } from '../commands/jobs.ts';
import { judgePullRequest } from '../commands/judge-pull-request.ts';
import { recordMerges } from '../commands/record-commits.ts';
import { requestByIssue } from '../commands/request-by-issue.ts';
import { connect } from '../github/client.ts';
import type { Instant } from '../model/period.ts';

/** What the story wants done, and when and where it plays. */
export interface Order {
  readonly now: Instant;
  readonly url: string;
  readonly token: string;
  readonly repository: { readonly owner: string; readonly repo: string };
  readonly temporary: string;
  /** An event of GitHub, or a job of a schedule. */
  readonly does:
    | { readonly issue: number }
    | { readonly judge: number }
    | { readonly job: keyof typeof jobs };
}

/** What became of it: the sentence that the job says of itself. */
export type Answer = { readonly title: string } | { readonly failed: string };

/** Obeys one order after the other, until the process that gives them is gone. */
export function obeyOrders(): void {
  process.on('message', (order: Order) => {
    obey(order).then(
      (title) => answer({ title }),
      (error: Error) => answer({ failed: error.message }),
    );
  });
  process.on('disconnect', () => process.exit());
}

const answer = (given: Answer): void => void process.send?.(given);

async function obey({ now, url, token, repository, temporary, does }: Order): Promise<string> {
  const options = {
    repository,
    client: connect({ token, baseUrl: url, local: true }),
    token,
    serverUrl: url,
    temporary,
    log: () => undefined,
    clock: () => now,
  };
  if ('issue' in does) return requestByIssue(does.issue, options);
  if ('job' in does) {
    const { title, failed } = await jobs[does.job](options);
    if (failed) throw new Error(title);
    return title;
  }
  const result = await judgePullRequest({ ...options, number: does.judge });
  const unwritten = await recordMerges([result], options);
  if (unwritten !== undefined) throw new Error(unwritten);
  return result.title;
}
