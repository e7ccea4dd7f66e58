/** Access that is a place in a team of an organization on GitHub. */
import type { GitHubClient } from '../github/client.ts';
import { EnvironmentFailure, InternalError } from '../model/failure.ts';
import type { Holder, Reading } from '../model/provisioning.ts';
import type { System } from '../model/system.ts';
import type { Connector } from './connector.ts';
import { asking, askingFor } from './github-asking.ts';
import { accountsOn, type Inviting, loginOf, ownersOf, whyNotInvited } from './github-people.ts';
import { carryOut, type Who } from './github-steps.ts';
import { type ManagedTeam, type TeamPlace, type TeamSettings, teamSettings } from './github-team-places.ts';
import { holdersOf, teamId } from './github-team-reading.ts';

const needsWrite = '`Members: read and write` of the organization, as a GitHub App has it';

/**
 * Connects a system with teams. What is wrong in its settings is said as soon as something is asked of it, so that one
 * system that is written down wrong does not stop the others.
 */
export function githubTeam(config: {
  readonly system: { readonly id: string; readonly value: System };
  readonly client: GitHubClient;
  readonly log: (message: string) => void;
}): Connector {
  const { client, log } = config;
  const settings = settled(config.system);
  const seen = new Map<string, string>();
  let last: Reading | undefined;

  const checked = (): TeamSettings => {
    if (settings instanceof EnvironmentFailure) throw settings;
    return settings;
  };

  const read = async (): Promise<Reading> => {
    const { organization, teams } = checked();
    const found = [];
    for (const team of teams) found.push({ team, ...(await teamId({ client, organization }, team)) });
    for (const { team, id } of found) {
      if ((seen.get(team.slug) ?? id) !== id)
        throw new EnvironmentFailure(
          `the team \`${organization}/${team.slug}\` became another one meanwhile; run it again`,
        );
      seen.set(team.slug, id);
    }
    const owners = await ownersOf(client, organization);
    const holders: Holder[] = [];
    for (const { team, membersCount } of found)
      holders.push(...(await holdersOf({ client, organization, owners, log }, team, membersCount)));
    last = {
      holders,
      targets: found.map(({ team, id }) => ({ name: `${organization}/${team.slug}`, id })),
    };
    return last;
  };

  const inviting = (): Inviting => {
    const { organization, isInvitingWanted } = checked();
    return { organization, isWanted: isInvitingWanted };
  };

  const membershipOf = (slug: string, { login }: Who) => ({
    org: checked().organization,
    team_slug: slug,
    username: login,
  });

  const hands = {
    read,
    whereIs: (role: string) => placeOf(checked(), role).team.slug,
    loginOf: (account: string) => loginOf(client, account),
    give: async (role: string, who: Who, holder: Holder | undefined): Promise<void> => {
      const { team, place } = placeOf(checked(), role);
      const not = holder ? undefined : await whyNotInvited(client, who, inviting());
      if (not !== undefined) throw new EnvironmentFailure(not);
      await asking(
        `\`${who.login}\` could not be made ${place} of the team \`${team.slug}\``,
        needsWrite,
        () =>
          client.rest.teams.addOrUpdateMembershipForUserInOrg({
            ...membershipOf(team.slug, who),
            role: place,
          }),
      );
    },
    take: async (role: string, who: Who): Promise<void> => {
      const { team } = placeOf(checked(), role);
      // Gone already, where GitHub knows of no membership: what was read back says so, or not.
      await askingFor(
        `\`${who.login}\` could not be taken out of the team \`${team.slug}\``,
        needsWrite,
        () => client.rest.teams.removeMembershipForUserInOrg(membershipOf(team.slug, who)),
      );
    },
  };

  return {
    read,
    accountsOf: async (people) => accountsOn(client, people, last ?? (await read()), inviting()),
    apply: async (steps) => {
      checked();
      return carryOut(steps, hands);
    },
    ...onePlaceEach(settings),
  };
}

function settled(system: { readonly id: string; readonly value: System }): TeamSettings | EnvironmentFailure {
  try {
    return teamSettings(system);
  } catch (error) {
    if (error instanceof EnvironmentFailure) return error;
    throw error;
  }
}

function placeOf(
  { teams }: TeamSettings,
  role: string,
): { readonly team: ManagedTeam; readonly place: TeamPlace } {
  for (const team of teams) for (const [place, its] of team.roles) if (its === role) return { team, place };
  throw new InternalError(`\`${role}\` is no role of this system`);
}

/** Of the two places in one team, an account has one. Places in several teams are independent of each other. */
function onePlaceEach(settings: TeamSettings | EnvironmentFailure): Pick<Connector, 'prevailing'> {
  if (settings instanceof EnvironmentFailure || settings.teams.length !== 1) return {};
  const greater = settings.teams[0]?.roles.get('maintainer');
  return {
    prevailing: (roles) => roles.find((role) => role === greater) ?? roles[0] ?? '',
  };
}
