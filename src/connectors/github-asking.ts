/** What GitHub says to a connector, in words for people. */
import { EnvironmentFailure } from '../model/failure.ts';

/** The status of an answer, where there was one. */
export const statusOf = (error: unknown): number | undefined => (error as { status?: number }).status;

/**
 * Asks GitHub, and says what could not be done and why not. `needs` is the least permission that it takes.
 * @throws EnvironmentFailure where GitHub refuses, or does not answer.
 */
export async function asking<T>(what: string, needs: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof EnvironmentFailure) throw error;
    throw new EnvironmentFailure(`${what}: ${whyOf(error, needs)}`);
  }
}

/** The same, where an answer of 404 is an answer: there is no such thing. */
export function askingFor<T>(what: string, needs: string, request: () => Promise<T>): Promise<T | undefined> {
  return asking(what, needs, () =>
    request().catch((error: unknown) => {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }),
  );
}

function whyOf(error: unknown, needs: string): string {
  const { message, name } = error as { message?: string; name?: string };
  const said = firstSentence(message);
  const status = statusOf(error);
  if (name === 'TimeoutError' || /timeout/i.test(message ?? '')) return 'GitHub did not answer in time';
  if (status === 401) return 'the token is not valid (401)';
  if (status === 403 || status === 429)
    return /rate limit/i.test(said)
      ? `GitHub asks to wait before more is done (${status}: ${said})`
      : `the token may not do this (403: ${said}); it takes ${needs}, which \`GITHUB_TOKEN\` cannot have`;
  if (status === 404) return `GitHub does not know it, or the token may not see it (404); it takes ${needs}`;
  return status === undefined
    ? `GitHub could not be reached (${said})`
    : `GitHub answered ${status} (${said})`;
}

const firstSentence = (text = 'no reason given'): string =>
  (text.split(/ - https?:|\n/)[0] ?? text).slice(0, 200);
