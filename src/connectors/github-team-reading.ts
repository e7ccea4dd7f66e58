/** Who is in a team on GitHub, and in which place: those of the team itself, and those who are invited to it. */
import type { GitHubClient } from '../github/client.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { Holder } from '../model/provisioning.ts';
import { asking, askingFor } from './github-asking.ts';
import type { ManagedTeam, TeamPlace } from './github-team-places.ts';

const needsRead = '`Members: read` of the organization, as a GitHub App has it';

interface Context {
  readonly client: GitHubClient;
  readonly organization: string;
  readonly owners: ReadonlySet<string>;
  readonly log: (message: string) => void;
}

/**
 * The number of a team.
 * @throws EnvironmentFailure where there is none by this name, or it is another one than the policies say.
 */
export async function teamId({ client, organization }: Omit<Context, 'owners' | 'log'>, team: ManagedTeam) {
  const name = `${organization}/${team.slug}`;
  const found = await askingFor(`the team \`${name}\` could not be read`, needsRead, () =>
    client.rest.teams.getByName({ org: organization, team_slug: team.slug }),
  );
  if (!found) throw new EnvironmentFailure(await whyNoTeam(client, organization, team));
  const id = String(found.data.id);
  if (team.id !== undefined && id !== team.id)
    throw new EnvironmentFailure(
      `the team \`${name}\` has the number ${id}, and the policies say ${team.id}: the team was renamed or deleted, and this is another one by its name`,
    );
  return { id, membersCount: found.data.members_count };
}

/** A team that is gone, one that was renamed, and one that the token may not see look all the same at first. */
async function whyNoTeam(
  client: GitHubClient,
  organization: string,
  { slug, id }: ManagedTeam,
): Promise<string> {
  const name = `${organization}/${slug}`;
  const teams = await asking(
    `the team \`${name}\` is gone, or the token may not see it (404), and the other teams could not be read`,
    needsRead,
    () => client.paginate(client.rest.teams.list, { org: organization, per_page: 100 }),
  );
  const renamed = teams.find((each) => id !== undefined && String(each.id) === id);
  return renamed
    ? `the team \`${name}\` is called \`${renamed.slug}\` now; write that in the policies`
    : `there is no team \`${name}\` among those that the token sees: it was deleted or renamed, or is secret`;
}

interface Member {
  readonly id: number;
  readonly login: string;
  readonly inherited?: boolean;
}

/** Everybody who has a place in a team that a role stands for. */
export async function holdersOf(
  context: Context,
  team: ManagedTeam,
  membersCount: number,
): Promise<Holder[]> {
  const list = (role: 'all' | TeamPlace): Promise<readonly Member[]> =>
    asking(
      `the members of the team \`${context.organization}/${team.slug}\` could not be read`,
      needsRead,
      () =>
        context.client.paginate(context.client.rest.teams.listMembersInOrg, {
          org: context.organization,
          team_slug: team.slug,
          role,
          per_page: 100,
        }),
    );
  const all = await list('all');
  const members = await list('member');
  const maintainers = await list('maintainer');
  // An owner of the organization is a maintainer, wherever else they are listed.
  const isOwner = ({ id }: Member) => context.owners.has(String(id));
  const places = new Map([
    ...members.map(({ id }) => [id, 'member'] as const),
    ...[...maintainers, ...all.filter(isOwner)].map(({ id }) => [id, 'maintainer'] as const),
  ]);
  const others = (list: readonly Member[]) => list.filter((member) => !isOwner(member)).length;
  const isWhole =
    places.size === all.length &&
    others(members) + others(maintainers) === others(all) &&
    all.every(({ id }) => places.has(id)) &&
    (all.length > 0 || membersCount === 0);
  if (!isWhole)
    throw new EnvironmentFailure(
      `the list of members of the team \`${context.organization}/${team.slug}\` came incomplete, or changed meanwhile; run it again`,
    );
  const isBelow = await belowIn(context, team, all);
  const holders = all
    .filter((member) => !isBelow(member))
    .flatMap(({ id, login }) =>
      holderOf(context, team, places.get(id) ?? 'member', { account: String(id), name: login }),
    );
  return [...holders, ...(await invitedTo(context, team, new Set(all.map(({ id }) => id))))];
}

function holderOf(
  { owners, log }: Context,
  { slug, roles }: ManagedTeam,
  place: TeamPlace,
  who: { readonly account: string; readonly name: string; readonly isPending?: true },
): Holder[] {
  const role = roles.get(place);
  const lesser = roles.get('member');
  if (role === undefined && (lesser === undefined || place === 'member')) return [];
  const isOwner = owners.has(who.account);
  if (role === undefined && !isOwner)
    log(`\`${who.name}\` is a maintainer of the team \`${slug}\`, for which the policies have no role`);
  // What an owner was made in a team cannot be told from GitHub's answers: they are always shown as a maintainer.
  const others = [...roles.values()].filter((each) => each !== role);
  return role === undefined
    ? lesser === undefined
      ? []
      : [{ role: lesser, ...who }]
    : [{ role, ...who, ...(isOwner && others.length > 0 ? { mayBe: others } : {}) }];
}

/** Who is in a list only because they are in a team below: they have no place in this one. */
async function belowIn(
  { client, organization }: Context,
  { slug }: ManagedTeam,
  all: readonly Member[],
): Promise<(member: Member) => boolean> {
  if (all.every(({ inherited }) => inherited !== undefined)) return ({ inherited }) => inherited === true;
  const what = `the teams below \`${organization}/${slug}\` could not be read`;
  const children = await asking(what, needsRead, () =>
    client.paginate(client.rest.teams.listChildInOrg, { org: organization, team_slug: slug, per_page: 100 }),
  );
  const below = new Set<number>();
  for (const child of children) {
    const members = await asking(what, needsRead, () =>
      client.paginate(client.rest.teams.listMembersInOrg, {
        org: organization,
        team_slug: child.slug,
        per_page: 100,
      }),
    );
    for (const { id } of members) below.add(id);
  }
  const unclear = all.find(({ id, inherited }) => inherited === undefined && below.has(id));
  if (unclear)
    throw new EnvironmentFailure(
      `GitHub does not say whether \`${unclear.login}\` is in the team \`${organization}/${slug}\` itself, or only in a team below it; give access by a team that has none below it`,
    );
  return ({ inherited }) => inherited === true;
}

/** Who is invited to a team. GitHub names their place only where it is asked for each of them. */
async function invitedTo(
  context: Context,
  team: ManagedTeam,
  members: ReadonlySet<number>,
): Promise<readonly Holder[]> {
  const { client, organization, log } = context;
  const at = { org: organization, team_slug: team.slug };
  const what = `the invitations to the team \`${organization}/${team.slug}\` could not be read`;
  const invitations = await asking(what, needsRead, () =>
    client.paginate(client.rest.teams.listPendingInvitationsInOrg, { ...at, per_page: 100 }),
  );
  const holders: Holder[] = [];
  for (const { login } of invitations) {
    if (login === null) {
      log(
        `an e-mail address is invited to the team \`${team.slug}\`, and nobody can tell whose account it will be`,
      );
      continue;
    }
    const user = await askingFor(what, needsRead, () => client.rest.users.getByUsername({ username: login }));
    const membership = await askingFor(what, needsRead, () =>
      client.rest.teams.getMembershipForUserInOrg({ ...at, username: login }),
    );
    // Renamed, withdrawn or accepted in this very moment: half an answer is none.
    if (!user || membership?.data.state !== 'pending') {
      if (user && members.has(user.data.id)) continue;
      throw new EnvironmentFailure(`${what}: that of \`${login}\` changed meanwhile; run it again`);
    }
    const who = { account: String(user.data.id), name: user.data.login, isPending: true } as const;
    holders.push(
      ...holderOf(context, team, membership.data.role === 'maintainer' ? 'maintainer' : 'member', who),
    );
  }
  return holders;
}
