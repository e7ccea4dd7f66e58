/**
 * Groups over SCIM 2.0 (RFC 7643, RFC 7644): a role is a group, and whoever has the role is in it. What is reported as
 * done was read back.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { EnvironmentFailure } from '../model/failure.ts';
import type { Holder, Reading, Target } from '../model/provisioning.ts';
import type { Connector } from './connector.ts';
import { addressOf, type Reach, rolesByName } from './reach.ts';
import { carryOut, type Hands } from './scim-apply.ts';
import { scimClient } from './scim-client.ts';
import { findGroup, readGroup } from './scim-groups.ts';
import { scimAccounts } from './scim-people.ts';
import { addMember, removeMember, type Writing, writesAll } from './scim-write.ts';

/**
 * A connector to one SCIM server. Secrets are never in what it says.
 * @throws EnvironmentFailure where its address or its token is missing.
 */
export function scim(reach: Reach): Connector {
  const { system, log, wait = (milliseconds: number) => sleep(milliseconds) } = reach;
  requireMembersShown(reach);
  const names = new Map([...rolesByName(reach)].map(([name, role]) => [role, name]));
  const client = scimClient(reach);
  const groups = new Map<string, string>();

  /** The id of the group of a role, found once; two roles never share one. */
  const groupOf = async (role: string): Promise<string> => {
    const known = groups.get(role);
    if (known !== undefined) return known;
    const name = names.get(role);
    if (name === undefined)
      throw new EnvironmentFailure(`the system \`${system.id}\` has no role \`${role}\``);
    const id = await findGroup(role, name, reach, client);
    const other = [...groups].find(([, group]) => group === id)?.[0];
    if (other !== undefined)
      throw new EnvironmentFailure(
        `the roles \`${other}\` and \`${role}\` of \`${system.id}\` lead to the same group, \`${id}\``,
      );
    groups.set(role, id);
    return id;
  };

  const look = async (role: string) => readGroup(await groupOf(role), reach, client);

  const read = async (): Promise<Reading> => {
    const holders: Holder[] = [];
    const targets: Target[] = [];
    for (const [role, name] of names) {
      const { id, people } = await look(role);
      targets.push({ name, id });
      for (const [account, display] of people) holders.push({ role, account, name: display });
    }
    return { holders, targets };
  };

  const writing: Writing = { client, dialect: {}, reread: (id) => readGroup(id, reach, client), log };
  const hands: Hands = {
    system: system.id,
    look,
    change: ({ action, account }, group) =>
      (action === 'grant' ? addMember : removeMember)(account, group, writing),
    isFresh: () => writesAll(writing.dialect),
    wait,
    log,
  };

  return {
    read,
    accountsOf: (people) => scimAccounts(people, reach, client),
    apply: (steps) => carryOut(steps, hands),
  };
}

/**
 * IAM Identity Center takes members and shows none (AWS, "IAM Identity Center SCIM Implementation", GetGroup): who has
 * lost access there, and who still has it, would look the same.
 */
function requireMembersShown(reach: Reach): void {
  const { hostname } = new URL(addressOf(reach, 'url'));
  if (/^scim\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/.test(hostname))
    throw new EnvironmentFailure(
      `\`${reach.system.id}\` cannot be reached by \`scim\`: AWS IAM Identity Center shows no members of groups, so nothing could be read back; use \`webhook\` or \`task\``,
    );
}
