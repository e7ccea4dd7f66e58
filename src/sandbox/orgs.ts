import { permits } from './access.ts';
import { describeOrganization, describeUser } from './describe.ts';
import { notForIntegration, notFound, refusal } from './errors.ts';
import { type Call, type Operations, ok } from './operation.ts';
import { membersOfOrganization, organizationOf, roleInOrganization } from './organization.ts';
import { listed } from './paging.ts';
import type { Account } from './state.ts';

function organizationIn({ world, path }: Call): Account {
  const organization = world.account(path.org ?? '');
  if (organization?.type !== 'Organization') throw notFound();
  return organization;
}

/** Whether the caller sees who belongs to an organization beyond what its members show to everybody. */
const seesMembers = ({ world, actor }: Call, organization: Account): boolean =>
  actor !== null &&
  (actor.app !== null
    ? permits(actor, 'members:read')
    : actor.account === organization || roleInOrganization(world, organization, actor.account) !== null);

/** Who belongs to an organization. */
export const organizationOperations: Operations = {
  'orgs/get-membership-for-user': (call) => {
    const { world, actor, path } = call;
    if (!actor) throw refusal(401, 'Requires authentication');
    const organization = organizationIn(call);
    if (!seesMembers(call, organization))
      throw actor.app
        ? notForIntegration()
        : refusal(403, `You must be a member of ${organization.login} to see membership information.`);
    const user = world.account(path.username ?? '');
    const role = user && roleInOrganization(world, organization, user);
    const isInvited = organizationOf(world, organization).invitations.some(
      ({ invitee }) => user !== null && invitee === user,
    );
    if (!user || (!role && !isInvited)) throw notFound();
    const url = `${world.url}/orgs/${organization.login}`;
    return ok({
      url: `${url}/memberships/${user.login}`,
      state: role ? 'active' : 'pending',
      role: role ?? 'member',
      organization_url: url,
      organization: describeOrganization(world, organization),
      user: describeUser(world, user),
    });
  },

  // Nobody here shows a membership to the public, so whoever may not see the others sees nobody.
  'orgs/list-members': (call) => {
    const organization = organizationIn(call);
    const { role } = call.query;
    const all = seesMembers(call, organization) ? membersOfOrganization(call.world, organization) : [];
    const wanted = all.filter(
      (account) =>
        role === undefined ||
        role === 'all' ||
        roleInOrganization(call.world, organization, account) === role,
    );
    return listed(call, wanted, (account) => describeUser(call.world, account));
  },
};
