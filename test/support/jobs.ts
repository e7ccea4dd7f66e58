/** The jobs in a process of their own, by the clock of a test, against its company. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Company, repository } from './company.ts';
import type { Order } from './job-process.ts';

export interface Jobs {
  /** What the process says; a failure is its sentence. */
  ask<T>(does: Order['does']): Promise<T | { readonly failed: string }>;
  stop(): void;
}

/** Starts the process. `now` is asked before each order. */
export function startJobs(company: Company, now: () => number): Jobs {
  const temporary = mkdtempSync(join(tmpdir(), 'grantbook-jobs-'));
  const child: ChildProcess = fork('test/support/job-process.ts', { execArgv: ['--import', 'tsx'] });
  let orders = 0;
  return {
    ask<T>(does: Order['does']) {
      const id = ++orders;
      const { github, jobToken: token } = company;
      const order: Order = { id, now: now(), url: github.url, token, repository, temporary, does };
      return new Promise<T | { readonly failed: string }>((done) => {
        const hear = (answer: { id: number; result: T; failed?: string }) => {
          if (answer.id !== id) return;
          child.off('message', hear);
          done(answer.failed === undefined ? answer.result : { failed: answer.failed });
        };
        child.on('message', hear);
        child.send(order);
      });
    },
    stop() {
      child.kill();
      rmSync(temporary, { recursive: true, force: true });
    },
  };
}
