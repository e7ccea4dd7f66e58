import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GitHubError, notFound, refusal } from './errors.ts';
import { type Fault, Faults, truncate } from './faults.ts';
import { bodyOf, tokenOf } from './http.ts';
import type { Answer } from './operation.ts';
import { operations } from './operations.ts';
import { limitAnswers, RateLimit } from './rate-limit.ts';
import { findRoute, type Route } from './routes.ts';
import { checkAnswer, checkBody, checkParameters, type RequestProblem } from './validation.ts';
import type { World } from './world.ts';

/** A request that was answered; the status is 0 where the connection was left hanging or broken. */
export interface LoggedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: string;
  /** GitHub's operation id, `git-upload-pack` or `git-receive-pack`; null where there is none. */
  readonly operationId: string | null;
  /** Who asked; null without a token. */
  readonly login: string | null;
  readonly status: number;
}

/** What is kept of the traffic. */
export interface Traffic {
  readonly requests: LoggedRequest[];
  /** What a client or a handler did that GitHub's description does not know. Always empty in a good test. */
  readonly violations: string[];
  readonly faults: Faults;
  readonly rateLimit: RateLimit;
}

/** Traffic of a server that has just started. */
export const newTraffic = (limit: number): Traffic => ({
  requests: [],
  violations: [],
  faults: new Faults(),
  rateLimit: new RateLimit(limit),
});

const asAnswer = (error: unknown): Answer => {
  if (error instanceof GitHubError) return { status: error.status, body: error.body, headers: error.headers };
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return asAnswer(refusal(500, `The sandbox broke: ${message}`));
};

/** Serves one request of the REST API. */
export async function serveRest(
  world: World,
  traffic: Traffic,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', world.url);
  const method = request.method ?? 'GET';
  const route = findRoute(method, url.pathname);
  const operationId = route?.operation.operationId ?? null;
  const token = tokenOf(request);
  const login = (token && world.actor(token)?.account.login) ?? null;
  const log = (status: number): void => {
    traffic.requests.push({ method, path: url.pathname, query: url.search, operationId, login, status });
  };

  const faults = traffic.faults.strike({ method, path: url.pathname, operationId });
  const has = (kind: Fault['kind']): boolean => faults.some((fault) => fault.kind === kind);
  const text = await bodyOf(request);
  if (has('timeout')) return log(0);
  if (has('hang up')) {
    log(0);
    response.destroy();
    return;
  }
  for (const fault of faults) if (fault.kind === 'meanwhile') await fault.run();

  let answer = insteadOf(faults) ?? perform(world, traffic, request, route, url, text, token);
  answer = distort(answer, faults);
  if (route) answer = checked(traffic, route, answer);

  const body = answer.body === undefined ? '' : JSON.stringify(answer.body);
  const etag = `W/"${createHash('sha256').update(body).digest('hex')}"`;
  const unchanged = method === 'GET' && answer.status === 200 && request.headers['if-none-match'] === etag;
  if (unchanged) traffic.rateLimit.refund(world, token ?? '');
  const status = unchanged ? 304 : answer.status;
  log(status);
  const skew = faults.reduce((sum, fault) => sum + (fault.kind === 'skewed date' ? fault.seconds : 0), 0);
  const exhausted = has('primary rate limit');
  const headers = {
    ...traffic.rateLimit.headers(world, token ?? '', exhausted),
    ...(method === 'GET' && answer.status === 200 ? { ETag: etag } : {}),
    ...answer.headers,
    ...(has('no date') ? {} : { Date: new Date(Date.parse(world.now()) + skew * 1000).toUTCString() }),
  };
  if (unchanged || body === '') {
    response.writeHead(status, headers).end();
    return;
  }
  response.writeHead(status, {
    ...headers,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
  });
  if (has('cut off')) response.write(body.slice(0, body.length / 2), () => response.destroy());
  else response.end(body);
}

/** Carries a request out. */
function perform(
  world: World,
  traffic: Traffic,
  request: IncomingMessage,
  route: Route | null,
  url: URL,
  text: string,
  token: string | null,
): Answer {
  try {
    const actor = token === null ? null : world.actor(token);
    if (token !== null && !actor) throw refusal(401, 'Bad credentials');
    traffic.rateLimit.spend(world, token ?? '');
    const handle = route && operations[route.operation.operationId];
    if (!route || !handle) {
      const asked = `${request.method} ${url.pathname}`;
      traffic.violations.push(`${asked}: the sandbox has no such operation.`);
      throw refusal(404, `The sandbox has no operation for ${asked}.`);
    }
    const wanted = request.headers.accept ?? '';
    if (!/^$|^\*\/\*$|^application\/(vnd\.github(\.v3)?\+)?json$/.test(wanted)) {
      traffic.violations.push(`${route.operation.operationId}: the sandbox has no ${wanted}.`);
      throw refusal(415, `The sandbox has no ${wanted}.`);
    }
    const body = parse(text);
    const { query, problem } = checkParameters(route.operation, route.path, url.searchParams);
    const found = problem ?? checkBody(route.operation, body);
    if (found) throw refuse(traffic, route, found);
    return handle({ world, actor, path: route.path, query, body, url });
  } catch (error) {
    return asAnswer(error);
  }
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    throw refusal(400, 'Problems parsing JSON');
  }
}

/** What is too long is GitHub's to refuse and the client's to handle; anything else is a client's mistake. */
function refuse(traffic: Traffic, { operation }: Route, problem: RequestProblem): GitHubError {
  if (problem.kind !== 'long') traffic.violations.push(`${operation.operationId}: ${problem.message}`);
  // A number in the path that is none finds nothing, before anything is validated.
  if (problem.message.startsWith('The path parameter')) return notFound();
  // GitHub would ignore what it does not know. The sandbox may not, or a typing error would go unnoticed.
  const status = problem.kind === 'unknown' ? 400 : 422;
  return refusal(status, `Invalid request.\n\n${problem.message}`);
}

function insteadOf(faults: readonly Fault[]): Answer | null {
  for (const fault of faults) {
    if (fault.kind === 'status') return asAnswer(refusal(fault.status, `The sandbox was told to fail.`));
    if (fault.kind === 'secondary rate limit') return limitAnswers.secondary(fault.retryAfter);
    if (fault.kind === 'primary rate limit') return limitAnswers.primary();
  }
  return null;
}

function distort(answer: Answer, faults: readonly Fault[]): Answer {
  let result = answer;
  for (const fault of faults) {
    if (fault.kind === 'lost answer') result = asAnswer(refusal(fault.status, 'The answer was lost.'));
    if (fault.kind === 'truncated page') result = truncate(result, fault.keep);
    if (fault.kind === 'edit') result = { ...result, body: fault.edit(structuredClone(result.body)) };
  }
  return result;
}

function checked(traffic: Traffic, { operation }: Route, answer: Answer): Answer {
  const problem = checkAnswer(operation, answer.status, answer.body);
  if (problem === null) return answer;
  const violation = `${operation.operationId}: ${problem}`;
  traffic.violations.push(violation);
  return asAnswer(refusal(500, `The sandbox gave an answer that GitHub would not give. ${violation}`));
}
