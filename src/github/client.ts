/** The one way to GitHub's REST API: patient with rate limits, persistent with faults, and never endless. */
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { EnvironmentFailure } from '../model/failure.ts';
import { version } from '../version.ts';

const Patient = Octokit.plugin(throttling, retry);
export type GitHubClient = InstanceType<typeof Patient>;

/** A repository by its owner and name. */
export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

const quiet = (): void => undefined;
const silent = { debug: quiet, info: quiet, warn: quiet, error: quiet };

const longestWait = 90;
const tries = 3;
const timeout = 30_000;

/**
 * A client for the API at `baseUrl`. It waits for rate limits of up to a minute and a half, as the answer asks
 * (GitHub Docs, "Rate limits for the REST API"), and tries again after a server's fault.
 */
export function connect(options: {
  readonly token: string;
  readonly baseUrl: string;
  readonly log?: (message: string) => void;
  /** The server is on this machine, and asks for no pauses between requests. */
  readonly local?: boolean;
  /** Somebody waits at a terminal: a server's fault is tried once more and soon, and nothing is written of it. */
  readonly hasty?: boolean;
}): GitHubClient {
  const patient = (retryAfter: number, request: object, _client: unknown, count: number): boolean => {
    const { method, url } = request as { method: string; url: string };
    options.log?.(`GitHub asks to wait ${retryAfter} s before ${method} ${url}`);
    return retryAfter <= longestWait && count < tries;
  };
  const client = new Patient({
    auth: options.token,
    baseUrl: options.baseUrl,
    userAgent: `grantbook/${version}`,
    throttle: {
      enabled: !options.local,
      onRateLimit: patient,
      onSecondaryRateLimit: patient,
      ...(isHere(options.baseUrl) ? { write: atOnce, notifications: atOnce } : {}),
    },
    retry: {
      retries: options.local ? 0 : options.hasty ? 1 : tries,
      ...(options.hasty ? { retryAfterBaseValue: 200 } : {}),
    },
    ...(options.hasty || options.local ? { log: silent } : {}),
    request: {
      fetch: (url: string, init: RequestInit) =>
        fetch(url, { ...init, signal: AbortSignal.timeout(timeout) }),
    },
  });
  // An answer whose body breaks off comes through as empty text with status 200, and would read like an empty page.
  client.hook.after('request', (response) => {
    if (response.status < 300 && response.status !== 204 && response.data === '')
      throw new Error('the answer was cut off');
  });
  return client;
}

/**
 * Between writes, the client pauses for a second or three, as GitHub asks ("Best practices for using the REST API"). On
 * this very machine there is no GitHub but the sandbox, which asks for nothing of the kind.
 */
const isHere = (baseUrl: string): boolean =>
  ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(baseUrl).hostname);

/** The one thing that the client wants of a queue: this one lets everything through. */
const atOnce = {
  key: () => ({ schedule: (_: object, job: () => Promise<void>) => job() }),
} as unknown as Queue;
type Throttle = NonNullable<NonNullable<ConstructorParameters<typeof Patient>[0]>['throttle']>;
type Queue = NonNullable<Throttle['write']>;

/** Milliseconds by which our clock is ahead of GitHub's, by the date of an answer; nothing where it had none. */
export function clockSkew(date: string | undefined, now: number): number | undefined {
  const theirs = Date.parse(date ?? '');
  return Number.isNaN(theirs) ? undefined : now - theirs;
}

/** Makes an API error a sentence: what could not be done, and what GitHub said. */
export async function asking<T>(what: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw new EnvironmentFailure(`${what}: ${reasonOf(error)}`);
  }
}

/** Why a request failed, in words. */
export function reasonOf(error: unknown): string {
  const { status, message, name, response } = error as {
    status?: number;
    message?: string;
    name?: string;
    response?: unknown;
  };
  if (name === 'TimeoutError' || /timeout/i.test(message ?? ''))
    return `GitHub did not answer within ${timeout / 1000} seconds`;
  if (status === 401) return 'the token is not valid (401)';
  if (status === 403) return `the token may not do this (403: ${firstSentence(message)})`;
  if (status === 404) return 'GitHub does not know it, or the token may not see it (404)';
  // The client calls it a server's fault where nothing answers.
  if (status === 500 && response === undefined)
    return `GitHub could not be reached: there is no network, or something between stops it (${firstSentence(message)})`;
  return status === undefined
    ? `GitHub could not be reached (${firstSentence(message)})`
    : `GitHub answered ${status} (${firstSentence(message)})`;
}

const firstSentence = (text = 'no reason given'): string =>
  (text.split(/ - https?:|\n/)[0] ?? text).slice(0, 200);
