import { spawn } from 'node:child_process';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { canSee, mayWrite, permits } from './access.ts';
import { gitEnvironment } from './git.ts';
import { tokenOf } from './http.ts';
import { refsChanged } from './pushes.ts';
import type { Traffic } from './rest.ts';
import type { Actor, Repository } from './state.ts';
import type { World } from './world.ts';

const pattern = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/** Whether a request comes from a git client rather than from one of the REST API. */
export const isGitRequest = (request: IncomingMessage): boolean =>
  pattern.test(new URL(request.url ?? '/', 'http://localhost').pathname);

/** Why a git client is sent away, in the way that GitHub does it. */
function refusalFor(
  world: World,
  repository: Repository | null,
  token: string | null,
  pushing: boolean,
): [number, string] | null {
  const actor = token === null ? null : world.actor(token);
  if (token !== null && !actor) return [401, 'Invalid username or token.'];
  const visible = repository !== null && canSee(world, repository, actor);
  // Who has not said who they are is asked first, so that nobody learns what exists.
  if (!actor && (!visible || pushing)) return [401, 'Repository not found.'];
  if (!visible) return [404, 'Repository not found.'];
  if (pushing && !mayWrite(world, repository, actor))
    return [
      403,
      `Permission to ${repository.owner.login}/${repository.name}.git denied to ${actor?.account.login}.`,
    ];
  if (actor?.app && !permits(actor, 'contents:read')) return [403, 'Resource not accessible by integration'];
  return null;
}

/** Serves one request of git's smart HTTP protocol by handing it to `git http-backend`. */
export async function serveGit(
  world: World,
  traffic: Traffic,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', world.url);
  const [, owner = '', name = '', action = ''] = pattern.exec(url.pathname) ?? [];
  const service = action === 'info/refs' ? (url.searchParams.get('service') ?? '') : action;
  const pushing = service === 'git-receive-pack';
  const method = request.method ?? 'GET';
  const token = tokenOf(request);
  const actor = token === null ? null : world.actor(token);
  const log = (status: number): void => {
    const login = actor?.account.login ?? null;
    traffic.requests.push({
      method,
      path: url.pathname,
      query: url.search,
      operationId: service,
      login,
      status,
    });
  };

  response.setHeader('Date', new Date(world.now()).toUTCString());
  const faults = traffic.faults.strike({ method, path: url.pathname, operationId: service });
  for (const fault of faults) {
    if (fault.kind === 'meanwhile') await fault.run();
    if (fault.kind === 'timeout') return log(0);
    if (fault.kind === 'hang up') {
      log(0);
      response.destroy();
      return;
    }
  }
  const repository = world.repository(owner, name);
  const broken = faults.find((fault) => fault.kind === 'status');
  const refused: [number, string] | null = broken
    ? [broken.status, 'The sandbox was told to fail.']
    : refusalFor(world, repository, token, pushing);
  if (refused || !repository) {
    const [status, message] = refused ?? [404, 'Repository not found.'];
    log(status);
    const ask = status === 401 ? { 'WWW-Authenticate': 'Basic realm="GitHub"' } : {};
    request.resume();
    response.writeHead(status, { 'Content-Type': 'text/plain', ...ask }).end(message);
    return;
  }
  if (service === 'git-upload-pack' && action === 'info/refs')
    await advertise(repository, request, response, url, actor);
  else await runBackend(repository, request, response, url, action, actor);
  if (action === 'git-receive-pack' && actor) refsChanged(world, repository, actor);
  log(response.statusCode);
  // Only now does the client know that it is done: whatever it asks next sees what the push has led to.
  response.end();
}

interface Advertised {
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** What repositories have said that they can do; their settings are those of their making. */
const advertised = new Map<string, Advertised>();

/**
 * Answers what a client asks first. In the second version of the protocol that names what the server can do, and no
 * ref, so that it is the same each time; it is two processes, and a third of all that a fetch asks.
 */
async function advertise(
  repository: Repository,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  actor: Actor | null,
): Promise<void> {
  const known = advertised.get(repository.gitDir);
  if (request.headers['git-protocol'] !== 'version=2')
    return runBackend(repository, request, response, url, 'info/refs', actor);
  if (known) {
    request.resume();
    for (const [name, value] of Object.entries(known.headers))
      if (value !== undefined) response.setHeader(name, value);
    response.write(known.body);
    return;
  }
  const chunks: Buffer[] = [];
  await runBackend(repository, request, response, url, 'info/refs', actor, (chunk) => chunks.push(chunk));
  if (response.statusCode === 200) {
    const { date: _, ...headers } = response.getHeaders();
    advertised.set(repository.gitDir, { headers, body: Buffer.concat(chunks) });
  }
}

function runBackend(
  repository: Repository,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  action: string,
  actor: Actor | null,
  hear: (chunk: Buffer) => void = () => undefined,
): Promise<void> {
  const header = (name: string): string => String(request.headers[name] ?? '');
  const isPlain = action === 'git-upload-pack' && header('content-encoding') === '';
  // What `git http-backend` itself would start, for all that needs nothing else of it.
  const program = isPlain ? ['upload-pack', '--stateless-rpc', repository.gitDir] : ['http-backend'];
  const backend = spawn('git', program, {
    env: {
      ...gitEnvironment(),
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROJECT_ROOT: repository.gitDir,
      PATH_INFO: `/${action}`,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: header('content-type'),
      // Left out for a chunked body, which then ends where the stream does.
      ...(request.headers['content-length'] === undefined
        ? {}
        : { CONTENT_LENGTH: header('content-length') }),
      HTTP_CONTENT_ENCODING: header('content-encoding'),
      GIT_PROTOCOL: header('git-protocol'),
      REMOTE_ADDR: '127.0.0.1',
      ...(actor ? { REMOTE_USER: actor.account.login } : {}),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(backend.stdin);
  // A client that goes away takes its backend with it.
  response.on('close', () => backend.kill());
  // A backend that has heard enough closes its end early; that is no failure.
  backend.stdin.on('error', () => undefined);

  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    let started = isPlain;
    if (isPlain) {
      response.setHeader('Content-Type', 'application/x-git-upload-pack-result');
      response.setHeader('Cache-Control', 'no-cache, max-age=0, must-revalidate');
    }
    backend.stdout.on('data', (chunk: Buffer) => {
      if (started) {
        response.write(chunk);
        hear(chunk);
        return;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      started = true;
      startAnswer(response, head.subarray(0, end).toString('latin1'));
      response.write(head.subarray(end + 4));
      hear(head.subarray(end + 4));
    });
    backend.on('error', reject);
    backend.on('close', () => {
      if (!started) response.statusCode = 500;
      resolve();
    });
  });
}

/** The head of a CGI answer: header lines, with the status among them. */
function startAnswer(response: ServerResponse, head: string): void {
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':');
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).trim()];
    if (name.toLowerCase() === 'status') response.statusCode = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
}
