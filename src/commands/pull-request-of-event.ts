import { EnvironmentFailure } from '../model/failure.ts';

interface EventPayload {
  readonly pull_request?: { readonly number: number } | undefined;
}

/**
 * Events whose workflow file is that of the default branch, which no pull request can change. `workflow_dispatch` is
 * none of them: it runs the file of whatever branch somebody chose.
 */
const trusted = ['pull_request_target', 'workflow_run', 'schedule'];

/**
 * The number of the pull request to judge. An event that runs a file which the pull request itself can change is
 * refused: GitHub Docs, "Events that trigger workflows".
 */
export function pullRequestOf(event: string, payload: EventPayload, input: string): number {
  if (!trusted.includes(event)) {
    throw new EnvironmentFailure(
      `a decision is never made on \`${event || 'no event'}\`, because the pull request could change the workflow that runs then; use \`pull_request_target\``,
    );
  }
  const given = input.trim() || payload.pull_request?.number;
  const number = Number(given);
  if (given === undefined || !Number.isSafeInteger(number) || number < 1) {
    throw new EnvironmentFailure(
      'which pull request is meant? the event names none; set the input `pull-request` to its number',
    );
  }
  return number;
}
