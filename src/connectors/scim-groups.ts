/** Groups of a SCIM server, and who is in them. */
import { EnvironmentFailure } from '../model/failure.ts';
import { policyOf, type Reach } from './reach.ts';
import type { ScimClient } from './scim-client.ts';
import {
  attribute,
  idOf,
  isObject,
  isSameName,
  listOf,
  numberOf,
  type Resource,
  textOf,
} from './scim-resource.ts';
import { named, plain } from './words.ts';

export interface Group {
  readonly id: string;
  /** The names of the people in it, by the ids of their accounts. */
  readonly people: ReadonlyMap<string, string>;
  /** All members as they came, those among them that are no people too. */
  readonly members: readonly Resource[];
  readonly resource: Resource;
  readonly version?: string;
}

/**
 * The id of the one group of a role.
 * @throws EnvironmentFailure where there is none, or more than one.
 */
export async function findGroup(
  role: string,
  name: string,
  reach: Reach,
  client: ScimClient,
): Promise<string> {
  const { system } = reach;
  const found = await client.find('Groups', { attribute: 'displayName', value: name });
  const called = found.filter((group) => attribute(group, 'displayName') === name);
  const ids = called.flatMap((group) => idOf(attribute(group, 'id')) ?? []);
  const [only, ...others] = ids;
  if (others.length > 0)
    throw new EnvironmentFailure(
      `\`${system.id}\` has more than one group \`${plain(name)}\`, with the ids ${named(ids)}: write the id of the right one under \`connector: roles\``,
    );
  if (only !== undefined) return only;
  const isNamed = Object.hasOwn(policyOf(reach).roles ?? {}, role);
  if (isNamed && !/[\s/]/.test(name) && (await client.get('Groups', name))) return name;
  const alike = found.flatMap((group) => {
    const other = textOf(attribute(group, 'displayName'));
    return other !== undefined && isSameName(other, name) ? [other] : [];
  });
  throw new EnvironmentFailure(
    alike.length > 0
      ? `\`${system.id}\` has no group \`${plain(name)}\` for the role \`${role}\`, but ${named(alike)}: write it in the same letters`
      : `\`${system.id}\` has no group \`${plain(name)}\` for the role \`${role}\`: make it there, or name another one under \`connector: roles\``,
  );
}

/**
 * A group with all of its members.
 * @throws EnvironmentFailure where any of them could not be read.
 */
export async function readGroup(id: string, reach: Reach, client: ScimClient): Promise<Group> {
  const who = `the group \`${plain(id)}\` of \`${reach.system.id}\``;
  const first = await client.get('Groups', id);
  if (!first) throw new EnvironmentFailure(`${who} is not there any more`);
  const members = await allMembers(first.resource, id, who, client);
  const people = new Map<string, string>();
  const nested: string[] = [];
  for (const member of members) {
    const account = idOf(attribute(member, 'value'));
    if (account === undefined) throw new EnvironmentFailure(`${who} has a member without an id`);
    const name = plain(textOf(attribute(member, 'display')) ?? account);
    if (isPerson(member)) people.set(account, name);
    else nested.push(name);
  }
  if (nested.length > 0)
    reach.log(`${who} has members that are no people, which are left alone: ${named(nested)}`);
  return {
    id,
    people,
    members,
    resource: first.resource,
    ...(first.version ? { version: first.version } : {}),
  };
}

/**
 * No standard says how a server would give members in pages. Where one says how many there are, and gave fewer, it is
 * asked for the rest in the way that it gives lists; where nothing more comes, it is no answer.
 */
async function allMembers(
  first: Resource,
  id: string,
  who: string,
  client: ScimClient,
): Promise<readonly Resource[]> {
  const members = new Map<string, Resource>();
  for (let resource = first; ; ) {
    const before = members.size;
    // An attribute without values may be left out (RFC 7643, 2.5).
    const given = attribute(resource, 'members') ?? [];
    const list = listOf(given);
    if (!list?.every(isObject)) throw new EnvironmentFailure(`the members of ${who} are no list`);
    for (const member of list) members.set(JSON.stringify(attribute(member, 'value') ?? null), member);
    const total = numberOf(attribute(resource, 'totalResults'));
    if (total === undefined || total <= members.size) return [...members.values()];
    const next =
      members.size === before ? undefined : await client.get('Groups', id, { startIndex: members.size + 1 });
    if (!next)
      throw new EnvironmentFailure(
        `${who} is said to have ${total} members, and gives ${members.size} of them`,
      );
    resource = next.resource;
  }
}

/** What a member is stands in its type, or in its address (RFC 7643, 4.2); without either it is a person. */
function isPerson(member: Resource): boolean {
  const type = textOf(attribute(member, 'type'));
  if (type !== undefined) return type.toLowerCase() === 'user';
  return !/\/groups\/[^/]*$/i.test(textOf(attribute(member, '$ref')) ?? '');
}
