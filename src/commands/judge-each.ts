/** Judges pull requests one after the other, each in a process of its own, so that none can keep the others waiting. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { onOneLine } from '../render/text.ts';
import { type JudgeOptions, type JudgeResult, refusePullRequest } from './judge-pull-request.ts';

/** What the process of one pull request sends back. */
export type Answer = { readonly result: JudgeResult } | { readonly failed: string };

/** How the process of one pull request is started and ended. */
export interface Apart {
  /** The program, which judges the pull request of the input `pull-request` and sends an `Answer`. */
  readonly program: string;
  /** Aborts when a pull request has had its time. */
  readonly limit: (number: number) => AbortSignal;
}

const minutes = 4;
/** More than an ordinary pull request ever takes, and less than the others of a run can spare. */
export const usualLimit: Apart['limit'] = () => AbortSignal.timeout(minutes * 60_000);

/** One result each. What went wrong with one is its own result, whether it failed, took too long or fell over. */
export async function judgeEach(
  numbers: readonly number[],
  options: Omit<JudgeOptions, 'number'>,
  apart: Apart,
): Promise<readonly JudgeResult[]> {
  const results: JudgeResult[] = [];
  for (const number of numbers) {
    const result = await judgeApart({ ...options, number }, apart).catch((error: unknown) =>
      notEvaluated((error as Error).message),
    );
    options.log(`#${number}: ${result.title}`);
    results.push(result);
  }
  return results;
}

async function judgeApart(options: JudgeOptions, { program, limit }: Apart): Promise<JudgeResult> {
  const answer = await answerOf(options.number, program, limit(options.number));
  if (typeof answer === 'string') return refusePullRequest(options, answer);
  return 'failed' in answer ? notEvaluated(answer.failed) : answer.result;
}

/** The answer of a process, or why there is none. A process that works cannot be interrupted, only ended. */
async function answerOf(number: number, program: string, limit: AbortSignal): Promise<Answer | string> {
  const child = fork(program, {
    env: { ...process.env, 'INPUT_PULL-REQUEST': `${number}` },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // With a group of its own, the git that it is waiting for ends with it.
    detached: true,
  });
  let answer: Answer | undefined;
  child.on('message', (message) => {
    answer = message as Answer;
  });
  const end = () => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  };
  if (limit.aborted) end();
  else limit.addEventListener('abort', end, { once: true });
  try {
    // An answer can still be on its way when the process is gone.
    const [[, signal]] = await Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
    if (answer) return answer;
    return limit.aborted
      ? `it took longer than ${minutes} minutes, and was stopped`
      : `its process ended without an answer${signal ? ` (${signal})` : ''}; it may have needed more memory than there is`;
  } finally {
    limit.removeEventListener('abort', end);
  }
}

function notEvaluated(reason: string): JudgeResult {
  const title = onOneLine(`Could not evaluate: ${reason}`);
  return { verdict: 'not evaluated', title, summary: `${title}.\n`, findings: [] };
}

const goldenRatio = (Math.sqrt(5) - 1) / 2;

/**
 * The same list, begun at another place in each run: where a run is broken off before its end, it is not always the same
 * ones that it never came to. Steps by the golden ratio reach every place soon, whichever runs of a workflow these are.
 */
export function startingElsewhere<T>(items: readonly T[], run: number): readonly T[] {
  const start = Math.floor(((run * goldenRatio) % 1) * items.length) || 0;
  return [...items.slice(start), ...items.slice(0, start)];
}
