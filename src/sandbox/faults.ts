import type { Answer } from './operation.ts';

/** Which requests a fault is for. What is left out matches anything. */
interface RequestMatch {
  /** GitHub's operation id; for git itself `git-upload-pack` or `git-receive-pack`, two or three for a fetch or push. */
  readonly operationId?: string;
  readonly method?: string;
  /** The path without the query, whole or as an expression. */
  readonly path?: string | RegExp;
}

/** What goes wrong. */
type FaultKind =
  /** An answer with this status in place of the real one; nothing is done. */
  | { readonly kind: 'status'; readonly status: number }
  /** The request is carried out, but what comes back is this status, as from a proxy that gave up. */
  | { readonly kind: 'lost answer'; readonly status: number }
  /** No answer, ever: the client has to give up by itself. */
  | { readonly kind: 'timeout' }
  /** The connection breaks before an answer. */
  | { readonly kind: 'hang up' }
  /** The answer breaks off in the middle of its bytes. */
  | { readonly kind: 'cut off' }
  /** A list that ends early, without a link to the rest and without saying so. */
  | { readonly kind: 'truncated page'; readonly keep: number }
  /** 403 with `Retry-After`, as when too many things are written too fast. */
  | { readonly kind: 'secondary rate limit'; readonly retryAfter: number }
  /** 403 with nothing remaining of the hour's requests. */
  | { readonly kind: 'primary rate limit' }
  /** The server's clock, as its `Date` header shows it, is off by so many seconds. */
  | { readonly kind: 'skewed date'; readonly seconds: number }
  /** The answer says no date, as behind some proxies. */
  | { readonly kind: 'no date' }
  /** The answer is changed on its way; it still has to fit GitHub's description. */
  | { readonly kind: 'edit'; readonly edit: (body: unknown) => unknown }
  /** Something else happens just before the request is carried out, such as somebody's push. */
  | { readonly kind: 'meanwhile'; readonly run: () => void | Promise<void> };

/** A fault and when it strikes. */
export type Fault = FaultKind & {
  readonly match?: RequestMatch;
  /** The first matching request that it strikes, counted from 1. */
  readonly nth?: number;
  /** How many matching requests in a row it strikes; 1 when left out. */
  readonly times?: number;
};

/** A request as faults and the log see it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly operationId: string | null;
}

const matches = (match: RequestMatch, request: SeenRequest): boolean =>
  (match.operationId === undefined || match.operationId === request.operationId) &&
  (match.method === undefined || match.method === request.method) &&
  (match.path === undefined ||
    (typeof match.path === 'string' ? match.path === request.path : match.path.test(request.path)));

/** The faults that are switched on. */
export class Faults {
  #faults: { readonly fault: Fault; seen: number }[] = [];

  /** Switches a fault on. */
  add(fault: Fault): void {
    this.#faults.push({ fault, seen: 0 });
  }

  /** Switches all faults off. */
  clear(): void {
    this.#faults = [];
  }

  /** Counts a request and tells which faults strike it. */
  strike(request: SeenRequest): readonly Fault[] {
    return this.#faults
      .filter((entry) => {
        if (!matches(entry.fault.match ?? {}, request)) return false;
        entry.seen += 1;
        const first = entry.fault.nth ?? 1;
        return entry.seen >= first && entry.seen < first + (entry.fault.times ?? 1);
      })
      .map(({ fault }) => fault);
  }
}

/** Shortens a list, or the list inside an answer with a `total_count`, and hides that there is more. */
export function truncate(answer: Answer, keep: number): Answer {
  const { Link: _hidden, ...headers } = answer.headers ?? {};
  const shorten = (value: unknown): unknown => (Array.isArray(value) ? value.slice(0, keep) : value);
  const body =
    typeof answer.body === 'object' && answer.body !== null && !Array.isArray(answer.body)
      ? Object.fromEntries(Object.entries(answer.body).map(([name, value]) => [name, shorten(value)]))
      : shorten(answer.body);
  return { ...answer, body, headers };
}
