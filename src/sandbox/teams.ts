import { permits } from './access.ts';
import { describeUser } from './describe.ts';
import { notFound, refusal } from './errors.ts';
import { type Call, noContent, type Operations, ok } from './operation.ts';
import { listed } from './paging.ts';
import type { Team } from './state.ts';

/**
 * Teams are of an organization, not of a repository. GITHUB_TOKEN has no permission `members` at all: it gets 403,
 * and so needs an app of one's own.
 */
function teamIn(call: Call, level: 'read' | 'write'): Team {
  const { world, actor, path } = call;
  if (!actor) throw refusal(401, 'Requires authentication');
  const team = world.team(path.org ?? '', path.team_slug ?? '');
  if (actor.app && !permits(actor, `members:${level}`))
    throw refusal(403, 'Resource not accessible by integration');
  // To somebody outside the organization none of its teams exist; only its owner changes one here.
  const inside = actor.app !== null || team?.organization === actor.account || isMember(call, path.org ?? '');
  if (!team || !inside) throw notFound();
  if (level === 'write' && !actor.app && team.organization !== actor.account) throw refusal(403, 'Forbidden');
  return team;
}

const isMember = ({ world, actor }: Call, organization: string): boolean =>
  [...world.teams.values()].some(
    (team) =>
      team.organization.login.toLowerCase() === organization.toLowerCase() &&
      team.members.has((actor?.account.login ?? '').toLowerCase()),
  );

const membership = (call: Call) => ({
  url: `${call.world.url}${call.url.pathname}`,
  role: 'member',
  state: 'active',
});

const loginIn = (call: Call): string => (call.path.username ?? '').toLowerCase();

/** Teams and who is in them. */
export const teamOperations: Operations = {
  'teams/list-members-in-org': (call) =>
    listed(call, [...teamIn(call, 'read').members.values()], (account) => describeUser(call.world, account)),

  'teams/get-membership-for-user-in-org': (call) => {
    if (!teamIn(call, 'read').members.has(loginIn(call))) throw notFound();
    return ok(membership(call));
  },

  'teams/add-or-update-membership-for-user-in-org': (call) => {
    const team = teamIn(call, 'write');
    const account = call.world.account(loginIn(call));
    if (!account) throw notFound();
    team.members.set(loginIn(call), account);
    return ok(membership(call));
  },

  'teams/remove-membership-for-user-in-org': (call) => {
    if (!teamIn(call, 'write').members.delete(loginIn(call))) throw notFound();
    return noContent();
  },
};
