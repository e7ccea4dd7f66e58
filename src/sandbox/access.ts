import { notForIntegration, notFound, refusal } from './errors.ts';
import { type Actor, type Repository, type Role, roles } from './state.ts';
import type { World } from './world.ts';

/** What an operation asks of whoever calls it. */
export interface Needs {
  /** One of these suffices, e.g. `checks:write`; see "Permissions required for GitHub Apps". `never` for no app. */
  readonly app: readonly string[] | 'never';
  /** The least role of a person; `never` where only apps may. */
  readonly role: Role | 'never';
}

/** What someone may do in a repository: a public one can be read by anybody; null is nothing at all. */
export function roleOf(world: World, repository: Repository, actor: Actor | null): Role | null {
  const granted: Role[] = repository.private ? [] : ['read'];
  if (actor && !actor.app) {
    const login = actor.account.login.toLowerCase();
    if (repository.owner === actor.account) granted.push('admin');
    if (world.organizations.get(repository.owner)?.members.get(actor.account) === 'admin')
      granted.push('admin');
    const direct = repository.collaborators.get(login);
    if (direct) granted.push(direct);
    for (const [slug, role] of repository.teams)
      if (world.team(repository.owner.login, slug)?.members.has(login)) granted.push(role);
  }
  const ranks = granted.map((role) => roles.indexOf(role));
  return roles[Math.max(-1, ...ranks)] ?? null;
}

/** Whether a role allows what another one allows. */
export const atLeast = (role: Role | null, least: Role): boolean =>
  role !== null && roles.indexOf(role) >= roles.indexOf(least);

/** Whether an app's token has a permission such as `checks:write`; to write includes to read. */
export function permits(actor: Actor, permission: string): boolean {
  const [name = '', level = 'read'] = permission.split(':');
  const held = actor.permissions[name];
  return held === 'write' || (held === 'read' && level === 'read');
}

/** Whether someone can see a repository at all. To everybody else a private one does not exist. */
export function canSee(world: World, repository: Repository, actor: Actor | null): boolean {
  if (actor?.app) return !repository.private || installed(repository, actor);
  return roleOf(world, repository, actor) !== null;
}

/** Whether the app behind a token is installed in a repository. */
const installed = (repository: Repository, actor: Actor): boolean =>
  actor.app !== null && (repository.apps === null || repository.apps.has(actor.app.slug));

/** Whether someone may push; for an app that is `contents: write`. */
export function mayWrite(world: World, repository: Repository, actor: Actor | null): boolean {
  if (actor?.app) return installed(repository, actor) && permits(actor, 'contents:write');
  return atLeast(roleOf(world, repository, actor), 'write');
}

/** Refuses a call on a repository the way GitHub does. */
export function authorize(world: World, repository: Repository, actor: Actor | null, needs: Needs): void {
  if (!canSee(world, repository, actor)) throw notFound();
  const writes = needs.app === 'never' || needs.app.some((permission) => permission.endsWith(':write'));
  if (!actor) {
    if (writes || needs.role !== 'read') throw refusal(401, 'Requires authentication');
    return;
  }
  if (actor.app) {
    if (needs.app === 'never' || !installed(repository, actor)) throw notForIntegration();
    if (!needs.app.some((permission) => permits(actor, permission))) throw notForIntegration();
    return;
  }
  if (needs.role === 'never') throw refusal(403, 'You must authenticate via a GitHub App.');
  if (!atLeast(roleOf(world, repository, actor), needs.role))
    throw refusal(403, `Must have ${needs.role} access to Repository.`);
}
