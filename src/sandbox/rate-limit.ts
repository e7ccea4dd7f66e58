import { refusal } from './errors.ts';
import type { Answer } from './operation.ts';
import type { World } from './world.ts';

interface Window {
  used: number;
  reset: number;
}

/** The hour's requests of each token. See "Rate limits for the REST API". */
export class RateLimit {
  readonly #limit: number;
  readonly #windows = new Map<string, Window>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  #window(world: World, token: string): Window {
    const now = Math.floor(Date.parse(world.now()) / 1000);
    const known = this.#windows.get(token);
    if (known && known.reset > now) return known;
    const fresh = { used: 0, reset: now + 3600 };
    this.#windows.set(token, fresh);
    return fresh;
  }

  /** Counts a request; refuses it when there is nothing left. */
  spend(world: World, token: string): void {
    const window = this.#window(world, token);
    if (window.used >= this.#limit) throw refusal(403, 'API rate limit exceeded for this token.');
    window.used += 1;
  }

  /** Gives a request back: one that is answered 304 does not count. */
  refund(world: World, token: string): void {
    this.#window(world, token).used -= 1;
  }

  /** What every answer says about it. */
  headers(world: World, token: string, exhausted: boolean): Record<string, string> {
    const { used, reset } = this.#window(world, token);
    const remaining = exhausted ? 0 : Math.max(0, this.#limit - used);
    return {
      'x-ratelimit-limit': String(this.#limit),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-used': String(this.#limit - remaining),
      'x-ratelimit-reset': String(reset),
      'x-ratelimit-resource': 'core',
    };
  }
}

/** The refusals of the two limits, as faults bring them about. */
export const limitAnswers = {
  secondary: (seconds: number): Answer => {
    const message =
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
    const error = refusal(403, message);
    return { status: 403, body: error.body, headers: { 'Retry-After': String(seconds) } };
  },
  primary: (): Answer => ({
    status: 403,
    body: refusal(403, 'API rate limit exceeded for this token.').body,
  }),
};
