/** Puts an account into a group, or takes it out, as the server understands it, and so that nobody else gets lost. */
import type { Answer } from './http.ts';
import type { ScimClient } from './scim-client.ts';
import type { Group } from './scim-groups.ts';
import { attribute, idOf, isObject, type Resource, textOf } from './scim-resource.ts';

/** Why nothing came of it, or nothing where the server took it. What is final is not tried again. */
export type Refusal = { readonly why: string; readonly isFinal: boolean } | undefined;

/** How a server was found to understand changes; remembered as long as the connector lives. */
export interface Dialect {
  removal?: 'path' | 'value' | 'replace';
  addition?: 'patch' | 'replace';
}

/** Whether changes write all members, so that each has to begin with the group as it is. */
export const writesAll = ({ removal, addition }: Dialect): boolean =>
  addition === 'replace' || removal === 'value' || removal === 'replace';

/** What writing needs. */
export interface Writing {
  readonly client: ScimClient;
  readonly dialect: Dialect;
  /** The group as it is now. @throws EnvironmentFailure */
  readonly reread: (id: string) => Promise<Group>;
  readonly log: (message: string) => void;
}

const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

const patch = (client: ScimClient, group: Group, operations: readonly object[], version?: string) =>
  client.write('PATCH', 'Groups', group.id, { schemas: [patchSchema], Operations: operations }, version);

/** Adding somebody who is there already changes nothing (RFC 7644, 3.5.2.1). */
export async function addMember(
  account: string,
  group: Group,
  { client, dialect }: Writing,
): Promise<Refusal> {
  if (dialect.addition !== 'replace') {
    const answer = await patch(client, group, [{ op: 'add', path: 'members', value: [{ value: account }] }]);
    if (isDone(answer)) dialect.addition = 'patch';
    if (dialect.addition === 'patch' || !isNotUnderstood(answer)) return refusalOf(answer, client);
  }
  const refusal = await replace([...group.members, { value: account }], group, client);
  if (refusal === undefined) dialect.addition = 'replace';
  return refusal;
}

/**
 * Takes one member out by a path, as RFC 7644 (3.5.2.2) has it; where the server does not understand that, by its value,
 * as Entra ID does it; and else by writing the group anew. Once one way has worked, no other is tried.
 */
export async function removeMember(account: string, group: Group, writing: Writing): Promise<Refusal> {
  const { client, dialect } = writing;
  if (dialect.removal === undefined || dialect.removal === 'path') {
    const path = `members[value eq ${JSON.stringify(account)}]`;
    const answer = await patch(client, group, [{ op: 'remove', path }]);
    if (isDone(answer)) dialect.removal = 'path';
    const isGone = scimTypeOf(answer) === 'notarget';
    if (dialect.removal === 'path' || isGone || !mayNotUnderstand(answer)) return refusalOf(answer, client);
  }
  const others = group.members.filter((member) => memberId(member) !== account);
  if (dialect.removal !== 'replace') {
    const answer = await removeByValue(account, others, group, writing);
    if (isDone(answer)) dialect.removal = 'value';
    const isLast = answer.status === 400 && group.version === undefined;
    if (dialect.removal === 'value' || isLast || !mayNotUnderstand(answer)) return refusalOf(answer, client);
  }
  const refusal = await replace(others, group, client);
  if (refusal === undefined) dialect.removal = 'replace';
  return refusal;
}

/**
 * A server that reads the standard to the letter empties the group here, whatever the value: so all others come back in
 * the same request, which counts as a whole or not at all; and should it have counted by halves, in another one.
 */
async function removeByValue(
  account: string,
  others: readonly Resource[],
  group: Group,
  { client, reread, log }: Writing,
): Promise<Answer> {
  const remove = { op: 'remove', path: 'members', value: [{ value: account }] };
  const back = (members: readonly Resource[]) => ({
    op: 'add',
    path: 'members',
    value: members.map(asMember),
  });
  const operations = others.length > 0 ? [remove, back(others)] : [remove];
  const answer = await patch(client, group, operations, group.version);
  const kept = new Set((await reread(group.id)).members.map(memberId));
  const lost = others.filter((member) => !kept.has(memberId(member)));
  if (lost.length === 0) return answer;
  log(`taking one member out of the group \`${group.id}\` took ${lost.length} more, who are put back`);
  const repaired = await patch(client, group, [back(lost)]);
  return isDone(repaired) ? answer : repaired;
}

const memberId = (member: Resource): string | undefined => idOf(attribute(member, 'value'));

/** Writes the group with other members, and only as long as nobody else changed it since it was read. */
async function replace(members: readonly Resource[], group: Group, client: ScimClient): Promise<Refusal> {
  if (group.version === undefined)
    return {
      why: 'it takes no changes to a group (PATCH), and tells no versions of it (ETag): members that somebody adds at the same moment could get lost, so nothing was written',
      isFinal: true,
    };
  const kept = Object.entries(group.resource).filter(
    ([key]) => !['meta', 'members'].includes(key.toLowerCase()),
  );
  const body = { ...Object.fromEntries(kept), members: members.map(asMember) };
  const answer = await client.write('PUT', 'Groups', group.id, body, group.version);
  return refusalOf(answer, client);
}

/** What a member is written as: its id, and its type where it has one. */
const asMember = (member: Resource): object => {
  const type = textOf(attribute(member, 'type'));
  return { value: attribute(member, 'value'), ...(type === undefined ? {} : { type }) };
};

const scimTypeOf = ({ body }: Answer): string | undefined =>
  isObject(body) ? textOf(attribute(body, 'scimType'))?.toLowerCase() : undefined;

const isDone = ({ status }: Answer): boolean => status >= 200 && status < 300;

/** Certainly not: no PATCH at all, or none with such a path. */
const isNotUnderstood = (answer: Answer): boolean =>
  [405, 501].includes(answer.status) ||
  (answer.status === 400 && ['invalidpath', 'invalidsyntax'].includes(scimTypeOf(answer) ?? ''));

/** Few servers say in their own words why a removal is a bad request. */
const mayNotUnderstand = ({ status }: Answer): boolean => [400, 405, 501].includes(status);

/** Somebody else was faster (409, 412), or the server is not well: that may be different in a moment. */
const passing = new Set([408, 409, 412, 425, 429, 500, 502, 503, 504]);

function refusalOf(answer: Answer, client: ScimClient): Refusal {
  if (isDone(answer)) return undefined;
  const why =
    answer.status === 412
      ? 'somebody else changed the group at the same moment, again and again (412)'
      : client.reasonOf(answer);
  return { why, isFinal: !passing.has(answer.status) };
}
