/**
 * The process in which the demonstration runs the jobs of the Action, by the clock of the story. It is one of its own
 * because git waits there for the sandbox, which lives in the other.
 */

import pico from 'picocolors';
import type { CommandContext } from '../commands/context.ts';
import { type JobOptions, jobs } from '../commands/jobs.ts';
import { judgePullRequest } from '../commands/judge-pull-request.ts';
import type { ChangedIssue } from '../commands/own-words.ts';
import { recordMerges } from '../commands/record-commits.ts';
import { requestByIssue } from '../commands/request-by-issue.ts';
import { verify } from '../commands/verify-ledger.ts';
import { who } from '../commands/who.ts';
import { connect } from '../github/client.ts';
import { type Answer, type Order, tokenEnv } from './orders.ts';

/** Obeys one order after the other, until the process that gives them is gone. */
export function obeyOrders(): void {
  process.on('message', (order: Order) => {
    obey(order).then(
      (said) => answer({ said }),
      (error: Error) => answer({ failed: error.message }),
    );
  });
  process.on('disconnect', () => process.exit());
}

const answer = (given: Answer): void => void process.send?.(given);

async function obey(order: Order): Promise<string> {
  const { now, url, token, repository, temporary, does } = order;
  if ('who' in does || 'verify' in does) return typed(order, does);
  const options = {
    repository,
    client: connect({ token, baseUrl: url, local: true }),
    token,
    serverUrl: url,
    temporary,
    log: () => undefined,
    clock: () => now,
  };
  if ('issue' in does) return requestByIssue(await asDelivered(does.issue, options), options);
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

/** The event of what the author has just written. */
async function asDelivered(
  issue_number: number,
  { client, repository }: Pick<JobOptions, 'client' | 'repository'>,
): Promise<ChangedIssue> {
  const { data } = await client.rest.issues.get({ ...repository, issue_number });
  return { number: issue_number, by: data.user?.id, body: data.body ?? '', wrote: true, isAgain: false };
}

/** Runs a command as the command line does, and gives what it prints. */
async function typed(
  { clone, now, url, repository }: Order,
  does: { readonly who: string } | { readonly verify: 'ledger' },
): Promise<string> {
  let printed = '';
  const print = (text: string): void => {
    printed += text;
  };
  const plain = pico.createColors(false);
  const context: CommandContext = {
    dir: clone,
    program: 'grantbook',
    out: print,
    err: print,
    outColors: plain,
    errColors: plain,
    clock: now,
    progress: () => () => undefined,
    isInteractive: false,
  };
  const format = 'text';
  if ('who' in does) who(does.who, { all: false, format }, context);
  else {
    const named = `${repository.owner}/${repository.repo}`;
    await verify({ offline: false, repository: named, tokenEnv, apiUrl: url, format }, context);
  }
  return printed;
}
