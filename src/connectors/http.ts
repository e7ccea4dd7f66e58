/** One way to a server of somebody else: patient within bounds, follows nobody elsewhere, and takes only so much. */
import { setTimeout as sleep } from 'node:timers/promises';
import { EnvironmentFailure } from '../model/failure.ts';
import { version } from '../version.ts';
import { limitsOf, type Reach } from './reach.ts';
import { retryAfter } from './retry-after.ts';
import { plain } from './words.ts';

export interface Call {
  readonly method: 'GET' | 'PATCH' | 'PUT' | 'POST';
  readonly url: string;
  /** Made anew for each try: some of them tell the time. */
  readonly headers: () => Readonly<Record<string, string>>;
  readonly body?: string;
  /**
   * To do it twice is to do it once, so a server's fault is met with another try. What a server did not even begin
   * (429, 503) is tried again in any case.
   */
  readonly repeatable?: true;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** What the JSON says; nothing where it is none. */
  readonly body?: unknown;
}

export type Caller = (call: Call) => Promise<Answer>;

const tries = 4;
const faults = new Set([500, 502, 504]);
const busy = new Set([429, 503]);
/** Tries in a row without any answer: whoever is away so long is not asked a hundred times more. */
const mostUnanswered = 8;

/**
 * A caller that hides these secrets wherever it says something. `who` is the system, for people.
 * Waits are counted over all of its calls.
 */
export function callerFor(reach: Reach, secrets: readonly string[]): Caller {
  const { log, wait = (milliseconds: number) => sleep(milliseconds), now = Date.now, system } = reach;
  const limits = limitsOf(reach);
  let left = limits.waits;
  let unanswered = 0;
  let last = '';

  /** Whether it was worth the wait. */
  const pause = async (milliseconds: number): Promise<boolean> => {
    if (milliseconds > limits.wait || milliseconds > left) return false;
    left -= milliseconds;
    await wait(milliseconds);
    return true;
  };

  return async (call) => {
    for (let attempt = 1; ; attempt += 1) {
      const backoff = 1000 * 2 ** (attempt - 1);
      if (unanswered >= mostUnanswered)
        throw new EnvironmentFailure(`${last}, ${mostUnanswered} times in a row: it is not asked any more`);
      try {
        const answer = await once(call, reach, secrets);
        unanswered = 0;
        const { status, headers } = answer;
        const again = busy.has(status) || (call.repeatable && faults.has(status));
        if (!again || attempt === tries) return answer;
        const asked = retryAfter(headers.get('retry-after'), now());
        if (asked !== undefined) log(`\`${system.id}\` asks to wait ${Math.ceil(asked / 1000)} s`);
        if (!(await pause(asked ?? backoff))) return answer;
      } catch (error) {
        if (error instanceof Unanswered) {
          unanswered += 1;
          last = error.message;
        }
        if (!(error instanceof Unanswered) || !call.repeatable || attempt === tries) throw error;
        if (!(await pause(backoff))) throw error;
      }
    }
  };
}

/** No whole answer came. It may have been heard all the same. */
class Unanswered extends EnvironmentFailure {}

async function once(call: Call, reach: Reach, secrets: readonly string[]): Promise<Answer> {
  const { system, fetch: ask = fetch } = reach;
  const { timeout, size } = limitsOf(reach);
  const who = `\`${system.id}\``;
  try {
    const response = await ask(call.url, {
      method: call.method,
      headers: { ...call.headers(), 'user-agent': `grantbook/${version}` },
      ...(call.body === undefined ? {} : { body: call.body }),
      // A token never travels to where a server sends us.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    });
    const { status, headers } = response;
    if ((status >= 300 && status < 400) || response.type === 'opaqueredirect') {
      await response.body?.cancel();
      throw new EnvironmentFailure(
        `the address of ${who} leads on to another one (${status}): write that one in \`policies/systems/${system.id}.yaml\``,
      );
    }
    const text = await textOf(response, size);
    if (text === undefined)
      throw new EnvironmentFailure(`the answer of ${who} is larger than ${size / 1_000_000} MB`);
    const body = parsed(text);
    if (call.method === 'GET' && response.ok && body === undefined)
      throw new Unanswered(`the answer of ${who} is cut off, or is no JSON`);
    return { status, headers, ...(body === undefined ? {} : { body }) };
  } catch (error) {
    if (error instanceof EnvironmentFailure) throw error;
    if ((error as Error).name === 'TimeoutError')
      throw new Unanswered(`${who} did not answer within ${timeout / 1000} seconds`);
    // The message of the library may hold the token: only the code of the cause is passed on.
    const code = (error as { cause?: { code?: unknown } }).cause?.code;
    const reason = typeof code === 'string' ? ` (${plain(code, secrets)})` : '';
    throw new Unanswered(`${who} could not be reached, or broke off its answer${reason}`);
  }
}

/** The text of an answer; nothing where it is larger than so many bytes. */
async function textOf(response: Response, size: number): Promise<string | undefined> {
  if (Number(response.headers.get('content-length') ?? 0) > size) {
    await response.body?.cancel();
    return undefined;
  }
  if (!response.body) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop early gives the connection up.
  for await (const chunk of response.body) {
    length += chunk.byteLength;
    if (length > size) return undefined;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
