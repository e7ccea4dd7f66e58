/** Which place in which team each role of a system stands for. */
import { EnvironmentFailure } from '../model/failure.ts';
import type { System } from '../model/system.ts';

export type TeamPlace = 'member' | 'maintainer';

const isPlace = (text: string): text is TeamPlace => text === 'member' || text === 'maintainer';

/** A team with the roles that stand for its places; at least one. */
export interface ManagedTeam {
  readonly slug: string;
  /** The number that it has to have, as the policies say. */
  readonly id: string | undefined;
  readonly roles: ReadonlyMap<TeamPlace, string>;
}

/** What the policies say of a system that is teams of an organization. */
export interface TeamSettings {
  readonly organization: string;
  readonly isInvitingWanted: boolean;
  readonly teams: readonly ManagedTeam[];
}

const slugPattern = /^[a-z0-9][a-z0-9_-]*$/;

/**
 * Reads `connector.target` and `connector.roles`.
 * @throws EnvironmentFailure where they do not say what every role stands for.
 */
export function teamSettings({ id, value }: { readonly id: string; readonly value: System }): TeamSettings {
  const { target = {}, roles: named = {} } = value.connector ?? {};
  const wrong = (what: string) => new EnvironmentFailure(`the connector of \`${id}\`: ${what}`);
  const { organization, team: home, id: pin, invite = 'no' } = target;
  if (!organization) throw wrong('`target` needs `organization`, the name of the organization on GitHub');
  if (invite !== 'yes' && invite !== 'no') throw wrong('`invite` is `"yes"` or `"no"`');
  if (pin !== undefined && !/^\d{1,15}$/.test(pin)) throw wrong('`id` is the number of the team, in quotes');
  if (pin !== undefined && home === undefined)
    throw wrong('`id` is the number of a team, and `team` is missing');

  const teams = new Map<string, Map<TeamPlace, string>>();
  for (const role of Object.keys(value.roles)) {
    const { slug, place } = placeNamed(role, named[role], home, wrong);
    const places = teams.get(slug) ?? new Map<TeamPlace, string>();
    const other = places.get(place);
    if (other !== undefined)
      throw wrong(
        `the roles \`${other}\` and \`${role}\` are both ${place} of the team \`${slug}\`, and nobody could tell them apart`,
      );
    places.set(place, role);
    teams.set(slug, places);
  }
  const both = [...teams].find(([, places]) => places.size > 1);
  if (both && teams.size > 1)
    throw wrong(
      `its roles are of several teams, and two of them of \`${both[0]}\`; make one system of that team, and another of the others`,
    );
  return {
    organization,
    isInvitingWanted: invite === 'yes',
    teams: [...teams].map(([slug, roles]) => ({
      slug,
      id: slug === home?.toLowerCase() ? pin : undefined,
      roles,
    })),
  };
}

function placeNamed(
  role: string,
  named: string | undefined,
  home: string | undefined,
  wrong: (what: string) => EnvironmentFailure,
): { readonly slug: string; readonly place: TeamPlace } {
  const text = (named ?? role).toLowerCase();
  const help = `write \`member\`, \`maintainer\`, \`<team>\` or \`<team>/maintainer\` for it under \`connector: roles:\``;
  // With a team to its name, a role called otherwise is no other team by accident.
  if (named === undefined && home !== undefined && !isPlace(text))
    throw wrong(`the role \`${role}\` is no place in a team; ${help}`);
  const [slug = '', place = 'member', more] = isPlace(text) ? [home?.toLowerCase(), text] : text.split('/');
  if (isPlace(text) && home === undefined)
    throw wrong(`the role \`${role}\` is \`${text}\`, and \`target\` has no \`team\``);
  if (more !== undefined || !isPlace(place) || !slugPattern.test(slug))
    throw wrong(`\`${text}\` for the role \`${role}\` is no place in a team; ${help}`);
  return { slug, place };
}
