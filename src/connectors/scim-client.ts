/** SCIM 2.0 over HTTP (RFC 7644): one resource, or all that a question finds, to the last page. */
import { EnvironmentFailure } from '../model/failure.ts';
import { type Answer, callerFor } from './http.ts';
import { addressOf, type Reach, secretOf } from './reach.ts';
import { attribute, idOf, isObject, listOf, numberOf, type Resource, textOf } from './scim-resource.ts';
import { plain } from './words.ts';

type Kind = 'Users' | 'Groups';

/** "`displayName` is `Admins`". */
interface Question {
  readonly attribute: string;
  readonly value: string;
}

/** A resource with the version that it had, where the server tells versions (RFC 7644, 3.14). */
export interface Versioned {
  readonly resource: Resource;
  readonly version?: string;
}

export interface ScimClient {
  /**
   * Every resource that the server gives for a question. It may be more than was asked for: the caller holds each
   * against the question.
   * @throws EnvironmentFailure where it is not the whole answer.
   */
  find(kind: Kind, question: Question): Promise<readonly Resource[]>;
  /** One resource by its id, or nothing. @throws EnvironmentFailure where the server says neither. */
  get(kind: Kind, id: string, page?: { startIndex: number }): Promise<Versioned | undefined>;
  /** Sends a change. @throws EnvironmentFailure where no answer came. */
  write(method: 'PATCH' | 'PUT', kind: Kind, id: string, body: object, version?: string): Promise<Answer>;
  /** Why the server said no, in half a sentence. */
  reasonOf(answer: Answer): string;
}

const pageSize = 100;
/** Nobody keeps pages shorter than this, so a shorter one that is said to be all of it is believed. */
const shortPage = 10;
/** Resources: a list that goes on for longer has no end. */
const longestList = 500_000;
const mediaType = 'application/scim+json';

/** How a question can be put, from the best way to the last that every server understands. */
const ways = [
  { filtered: true, paged: true },
  { filtered: true, paged: false },
  { filtered: false, paged: true },
  { filtered: false, paged: false },
] as const;
type Way = (typeof ways)[number];

/** @throws EnvironmentFailure where the address or the token is missing. */
export function scimClient(reach: Reach): ScimClient {
  const base = addressOf(reach, 'url');
  const token = secretOf(reach, 'tokenSecret', 'token');
  const call = callerFor(reach, [token.value]);
  const who = `\`${reach.system.id}\``;
  const headers = { authorization: `Bearer ${token.value}`, accept: `${mediaType}, application/json` };
  const words = (text: string) => plain(text, [token.value]);
  const lists = new Map<Kind, Promise<readonly Resource[]>>();
  const understood = new Map<Kind, number>();

  const ask = (path: string): Promise<Answer> =>
    call({ method: 'GET', url: `${base}${path}`, headers: () => headers, repeatable: true });

  const reasonOf = ({ status, body }: Answer): string => {
    const said = isObject(body) ? textOf(attribute(body, 'detail')) : undefined;
    const detail = said === undefined ? '' : `: ${words(said)}`;
    if (status === 401) return `the token in \`${token.name}\` is not valid (401${detail})`;
    if (status === 403) return `the token in \`${token.name}\` may not do this (403${detail})`;
    if (status === 429 || status === 503) return `it wants to be left alone for now (${status}${detail})`;
    return `it answered ${status}${detail}`;
  };

  const refuse = (what: string, answer: Answer): never => {
    throw new EnvironmentFailure(`${what} of ${who} cannot be read: ${reasonOf(answer)}`);
  };

  /** The whole list, or the first answer where the server does not understand the question. */
  async function list(kind: Kind, question: Question, way: Way): Promise<readonly Resource[] | Answer> {
    const found = new Map<string, Resource>();
    for (let total: number | undefined; ; ) {
      const start = found.size + 1;
      const answer = await ask(`/${kind}${query(question, way, start)}`);
      const refused = answer.status !== 200;
      // Some servers say so where a list begins past its end.
      const isPastEnd = refused && start > 1 && [400, 404].includes(answer.status);
      if (refused && !isPastEnd) return start === 1 ? answer : refuse(`the list of ${kind}`, answer);
      const page = isPastEnd ? [] : resourcesOf(answer.body);
      if (page === undefined)
        throw new EnvironmentFailure(
          `what ${who} calls a list of ${kind} is none: is \`url\` its SCIM address?`,
        );
      const before = found.size;
      for (const resource of page) found.set(idOf(attribute(resource, 'id')) ?? '', resource);
      if (found.has('')) throw new EnvironmentFailure(`${who} gives ${kind} without an \`id\``);
      if (!isPastEnd) total = numberOf(attribute(answer.body as Resource, 'totalResults')) ?? total;
      const isLast = found.size === before || !way.paged;
      const isShort = page.length < shortPage && total === found.size;
      if (isLast || isShort) {
        if (total !== undefined && total > found.size)
          throw new EnvironmentFailure(
            `${who} speaks of ${total} ${kind} and gives ${found.size}: half of a list is no answer`,
          );
        return [...found.values()];
      }
      if (found.size > longestList) throw new EnvironmentFailure(`the list of ${kind} of ${who} has no end`);
    }
  }

  /** Puts the question as well as the server understands it, and remembers how that was. */
  async function put(kind: Kind, question: Question): Promise<readonly Resource[]> {
    for (let index = understood.get(kind) ?? 0; ; index += 1) {
      const way = ways[index];
      if (way === undefined) throw new EnvironmentFailure(`${who} gives no list of ${kind}`);
      const whole = way.filtered ? undefined : lists.get(kind);
      const answered = whole ? await whole : await list(kind, question, way);
      if (!('status' in answered)) {
        understood.set(kind, index);
        if (!way.filtered) lists.set(kind, Promise.resolve(answered));
        return answered;
      }
      if (![400, 501].includes(answered.status) || index === ways.length - 1)
        return refuse(`the list of ${kind}`, answered);
    }
  }

  return {
    find: put,
    get: async (kind, id, page) => {
      const path = `/${kind}/${segment(id)}${page ? `?startIndex=${page.startIndex}&count=${pageSize}` : ''}`;
      const answer = await ask(path);
      // What cannot be an id there is a bad request to some servers.
      if (answer.status === 404 || answer.status === 400) return undefined;
      const { body } = answer;
      if (answer.status !== 200) return refuse(`\`${words(id)}\` in ${kind}`, answer);
      if (!isObject(body) || idOf(attribute(body, 'id')) !== id)
        throw new EnvironmentFailure(
          `${who} was asked for \`${words(id)}\` in ${kind} and gave something else`,
        );
      const meta = attribute(body, 'meta');
      const version =
        answer.headers.get('etag') ?? (isObject(meta) ? textOf(attribute(meta, 'version')) : undefined);
      return { resource: body, ...(version === undefined ? {} : { version }) };
    },
    write: (method, kind, id, body, version) =>
      call({
        method,
        url: `${base}/${kind}/${segment(id)}`,
        headers: () => ({
          ...headers,
          'content-type': mediaType,
          ...(version === undefined ? {} : { 'if-match': version }),
        }),
        body: JSON.stringify(body),
      }),
    reasonOf,
  };
}

/** A comparison value is a JSON text (RFC 7644, 3.4.2.2). */
function query({ attribute: name, value }: Question, { filtered, paged }: Way, start: number): string {
  const filter = filtered ? [`filter=${encodeURIComponent(`${name} eq ${JSON.stringify(value)}`)}`] : [];
  const page = paged ? [`startIndex=${start}&count=${pageSize}`] : [];
  const all = [...filter, ...page].join('&');
  return all === '' ? '' : `?${all}`;
}

/** An id as a part of a path. @throws EnvironmentFailure where it would lead out of the folder. */
function segment(id: string): string {
  if (id === '' || id === '.' || id === '..') throw new EnvironmentFailure(`\`${id}\` is no id`);
  return encodeURIComponent(id);
}

/** The resources of a list; nothing where it is no list. */
function resourcesOf(body: unknown): readonly Resource[] | undefined {
  if (!isObject(body)) return undefined;
  const resources = listOf(attribute(body, 'Resources'));
  // A page without any may leave them out (RFC 7644, 3.4.2); a list says at least how long it is.
  if (resources === undefined)
    return attribute(body, 'Resources') === undefined && attribute(body, 'totalResults') !== undefined
      ? []
      : undefined;
  return resources.every(isObject) ? resources : undefined;
}
