import { authorize, type Needs } from './access.ts';
import { notFound, refusal } from './errors.ts';
import type { Actor, Repository, Role } from './state.ts';
import type { World } from './world.ts';

/** Query parameters, after the description has turned them from text into what they are. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** A request that fits GitHub's description. */
export interface Call<Body = unknown> {
  readonly world: World;
  /** Null for a request without a token. */
  readonly actor: Actor | null;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  /** The address that was asked for, for the links to other pages of a list. */
  readonly url: URL;
}

/** A call on a repository that the caller can see and may do this to. */
export interface RepositoryCall<Body = unknown> extends Call<Body> {
  readonly repository: Repository;
}

/** The same by somebody with a token, as whatever writes needs one. */
export interface WriteCall<Body = unknown> extends RepositoryCall<Body> {
  readonly actor: Actor;
}

/** What is sent back. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One operation of the REST API. */
export type Operation = (call: Call) => Answer;

/** Operations by the id that GitHub's description gives them, e.g. `pulls/create`. */
export type Operations = Readonly<Record<string, Operation>>;

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const noContent = (): Answer => ({ status: 204 });

function repositoryOf(call: Call, needs: Needs): Repository {
  const repository = call.world.repository(call.path.owner ?? '', call.path.repo ?? '');
  if (!repository) throw notFound();
  authorize(call.world, repository, call.actor, needs);
  return repository;
}

/** An operation under `/repos/{owner}/{repo}` that only reads; some settings are for administrators alone. */
export function reads(
  permission: string,
  handle: (call: RepositoryCall) => Answer,
  role: Role = 'read',
): Operation {
  return (call) => handle({ ...call, repository: repositoryOf(call, { app: permission.split('|'), role }) });
}

/**
 * An operation under `/repos/{owner}/{repo}` that changes something. The body has been checked against the
 * description before, so its type is taken on trust here and nowhere else.
 */
export function writes<Body = undefined>(needs: Needs, handle: (call: WriteCall<Body>) => Answer): Operation {
  return (call) => {
    const repository = repositoryOf(call, needs);
    if (!call.actor) throw refusal(401, 'Requires authentication');
    return handle({ ...call, body: call.body as Body, actor: call.actor, repository });
  };
}

/**
 * Refuses what GitHub serves and the sandbox does not. Passing over it in silence would let a test pass that asks for
 * a filter or an effect and does not get it.
 */
export function notServed(given: unknown, ...names: readonly string[]): void {
  const held = typeof given === 'object' && given !== null ? Object.keys(given) : [];
  for (const name of names)
    if (held.includes(name)) throw refusal(400, `The sandbox does not serve "${name}" here.`);
}

/** A number in the path; the description has already said that it is one. */
export const numberIn = (call: Call, name: string): number => Number(call.path[name]);
