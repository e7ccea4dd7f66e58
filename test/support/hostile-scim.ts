/** A SCIM server with every bad habit that servers have, one at a time. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { patched } from './hostile-scim-patch.ts';

export interface HostileGroup {
  readonly id: string;
  displayName: string;
  members: { value: string; type?: string; display?: string; $ref?: string }[];
  version: number;
}

/** What goes wrong with one call. `done` is carried out before. */
export type Fault =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | 'cut'
  | 'cut when done'
  | 'half an answer'
  | 'no answer';

export interface Habits {
  /** A page holds no more, whatever is asked for. */
  pageCap?: number;
  total?: 'page' | 'more' | 'text';
  filters?: 'ignored' | 'refused' | 'by prefix';
  pages?: 'refused' | 'always the first' | 'an error past the end';
  /** How a removal is understood; by the path of the standard unless it says otherwise. */
  patch?: 'by value' | 'wipes' | 'wipes and forgets' | 'refused';
  versions?: true;
  /** A group answers with so many members at once. */
  memberPage?: number;
  memberPagesEnd?: true;
  /** A change is said to be done, and is not. */
  liar?: true;
  /** The names of attributes in other letters. */
  capitals?: true;
}

export interface HostileServer {
  readonly url: string;
  readonly users: Record<string, unknown>[];
  readonly groups: Map<string, HostileGroup>;
  habits: Habits;
  /** What goes wrong, by the number of the call from 1. */
  fault: (call: number, request: IncomingMessage) => Fault | undefined;
  /** Somebody else does something right before a write. */
  meanwhile: () => void;
  readonly calls: string[];
  readonly tokens: Set<string | undefined>;
  close(): Promise<void>;
}

type Body = { Operations?: unknown[]; members?: HostileGroup['members']; displayName?: string };

export async function startHostile(): Promise<HostileServer> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    self.calls.push(`${request.method} ${decodeURIComponent(request.url ?? '')}`);
    self.tokens.add(request.headers.authorization);
    const fault = self.fault(self.calls.length, request);
    if (fault === 'no answer') return;
    if (fault === 'cut') return void request.socket.destroy();
    if (typeof fault === 'object')
      return void response.writeHead(fault.status, fault.headers ?? {}).end(fault.body ?? '');
    const answer = handle(request, text === '' ? {} : (JSON.parse(text) as Body));
    if (fault === 'cut when done') return void request.socket.destroy();
    send(response, answer, fault === 'half an answer');
  });

  interface Told {
    status: number;
    body?: object;
    etag?: string;
  }

  function send(response: ServerResponse, { status, body, etag }: Told, half: boolean): void {
    const told = self.habits.capitals && body ? capitals(body) : body;
    const json = told === undefined ? '' : JSON.stringify(told);
    response.writeHead(status, { 'content-type': 'application/scim+json', ...(etag ? { etag } : {}) });
    response.end(half ? json.slice(0, json.length / 2) : json);
  }

  function handle(request: IncomingMessage, body: Body): Told {
    const url = new URL(request.url ?? '', 'http://here');
    const [, , , kind = '', id] = url.pathname.split('/');
    if (id === undefined) return listed(kind, url.searchParams);
    const group = self.groups.get(decodeURIComponent(id));
    if (kind !== 'Groups' || !group) return error(404, 'no such thing');
    if (request.method === 'GET')
      return { status: 200, body: shown(group, url.searchParams), ...tagged(group) };
    self.meanwhile();
    const wanted = request.headers['if-match'];
    if (self.habits.versions && wanted !== undefined && wanted !== tag(group)) return error(412, 'changed');
    if (self.habits.liar) return { status: 200, body: {} };
    if (request.method === 'PUT') group.members = body.members ?? [];
    else {
      if (self.habits.patch === 'refused') return error(405, 'no PATCH here');
      const result = patched(group.members, body.Operations ?? [], self.habits);
      if ('refused' in result) return error(400, 'what is this', result.refused);
      group.members = result.members;
    }
    group.version += 1;
    return { status: 204 };
  }

  const tag = (group: HostileGroup) => `W/"${group.version}"`;
  const tagged = (group: HostileGroup) => (self.habits.versions ? { etag: tag(group) } : {});
  const error = (status: number, detail: string, scimType?: string): Told => ({
    status,
    body: { status: String(status), detail, ...(scimType ? { scimType } : {}) },
  });

  function shown({ id, displayName, members }: HostileGroup, params: URLSearchParams): object {
    const { memberPage, memberPagesEnd } = self.habits;
    const whole = { id, displayName, schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], note: 'ours' };
    if (memberPage === undefined) return { ...whole, members, meta: { location: 'here' } };
    const start = memberPagesEnd ? 0 : Number(params.get('startIndex') ?? 1) - 1;
    return { ...whole, members: members.slice(start, start + memberPage), totalResults: members.length };
  }

  function listed(kind: string, params: URLSearchParams): Told {
    const { filters, pages, pageCap = 1000, total } = self.habits;
    // Lists leave members out.
    const groups = [...self.groups.values()].map(({ id, displayName }) => ({ id, displayName }));
    const all: Record<string, unknown>[] = kind === 'Users' ? self.users : groups;
    const filter = /^(\S+) eq "(.*)"$/.exec(params.get('filter') ?? '');
    if (filter && filters === 'refused') return error(400, 'no filters', 'invalidFilter');
    if (params.has('startIndex') && pages === 'refused') return error(400, 'unknown parameter');
    const [, name = '', value = ''] = filter ?? [];
    const fits = (one: Record<string, unknown>): boolean => {
      if (name === 'emails.value')
        return ((one.emails ?? []) as { value: string }[]).some((email) => email.value === value);
      const own = String(one[name] ?? '').toLowerCase();
      return filters === 'by prefix' ? own.startsWith(value.toLowerCase()) : own === value.toLowerCase();
    };
    const found = filter && filters !== 'ignored' ? all.filter(fits) : all;
    const start = pages === 'always the first' ? 0 : Number(params.get('startIndex') ?? 1) - 1;
    if (pages === 'an error past the end' && start > 0 && start >= found.length)
      return error(404, 'past the end');
    const count = Math.min(pageCap, Number(params.get('count') ?? 1000));
    const page = found.slice(start, start + count);
    const says = total === 'page' ? page.length : total === 'more' ? found.length + 5 : found.length;
    const totalResults = total === 'text' ? String(says) : says;
    return { status: 200, body: { totalResults, ...(page.length > 0 ? { Resources: page } : {}) } };
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const self: HostileServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`,
    users: [],
    groups: new Map(),
    habits: {},
    fault: () => undefined,
    meanwhile: () => undefined,
    calls: [],
    tokens: new Set(),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return self;
}

const capitals = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(capitals)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key.toUpperCase(), capitals(one)]))
      : value;
