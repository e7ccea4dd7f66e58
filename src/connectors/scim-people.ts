/** Finds the accounts of people on a SCIM server: exactly one each, or a reason. */
import { targetValue } from '../model/connector-target.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { Account } from '../model/provisioning.ts';
import type { AccountHolder } from './connector.ts';
import { policyOf, type Reach } from './reach.ts';
import type { ScimClient } from './scim-client.ts';
import {
  attribute,
  idOf,
  isInactive,
  isObject,
  isSameName,
  listOf,
  type Resource,
  textOf,
} from './scim-resource.ts';
import { named, plain } from './words.ts';

interface Matching {
  readonly attribute: string;
  /** The words for it in a sentence. */
  readonly words: string;
  readonly wanted: (person: AccountHolder) => string | undefined;
  readonly fits: (user: Resource, wanted: string) => boolean;
}

const email = ({ email: address }: AccountHolder) => address;
const hasUserName = (user: Resource, wanted: string): boolean => {
  const name = textOf(attribute(user, 'userName'));
  return name !== undefined && isSameName(name, wanted);
};

/** By what people are found, as `target.match` says. */
const matchings: Readonly<Record<string, Matching>> = {
  userName: { attribute: 'userName', words: 'the user name', wanted: email, fits: hasUserName },
  user: { attribute: 'userName', words: 'the user name', wanted: ({ user }) => user, fits: hasUserName },
  emails: { attribute: 'emails.value', words: 'the e-mail address', wanted: email, fits: hasEmail },
  externalId: {
    attribute: 'externalId',
    words: 'the external id',
    wanted: ({ user }) => user,
    fits: (user, wanted) => attribute(user, 'externalId') === wanted,
  },
};

/**
 * Where one address is marked as the first, only that one counts: further ones are often written by people themselves,
 * who could write down somebody else's.
 */
function hasEmail(user: Resource, wanted: string): boolean {
  const entries = (listOf(attribute(user, 'emails')) ?? []).filter(isObject);
  const first = entries.filter((entry) => attribute(entry, 'primary') === true);
  return (first.length > 0 ? first : entries).some((entry) => {
    const address = textOf(attribute(entry, 'value'));
    return address !== undefined && isSameName(address, wanted);
  });
}

/** Questions that are open at a time. */
const atOnce = 4;

/** @throws EnvironmentFailure where the server could not be asked. */
export async function scimAccounts(
  people: readonly AccountHolder[],
  reach: Reach,
  client: ScimClient,
): Promise<ReadonlyMap<string, Account>> {
  const matching = matchingOf(reach);
  const accounts = new Map<string, Account>();
  const waiting = [...people];
  const worker = async (): Promise<void> => {
    for (let person = waiting.shift(); person; person = waiting.shift())
      accounts.set(person.user, await accountOf(person, matching, reach, client));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return withoutShared(accounts, people);
}

function matchingOf(reach: Reach): Matching {
  const match = targetValue(policyOf(reach), 'match') ?? 'userName';
  const matching = Object.hasOwn(matchings, match) ? matchings[match] : undefined;
  if (!matching)
    throw new EnvironmentFailure(
      `the connector of \`${reach.system.id}\` has \`match: ${plain(match)}\`: write one of ${named(Object.keys(matchings))}`,
    );
  return matching;
}

async function accountOf(
  person: AccountHolder,
  { attribute: asked, words, wanted, fits }: Matching,
  { system }: Reach,
  client: ScimClient,
): Promise<Account> {
  const value = wanted(person);
  if (value === undefined)
    return {
      missing: `\`${person.user}\` has no e-mail address in \`policies/people/${person.user}.yaml\`, and \`${system.id}\` knows people by it`,
    };
  const resources = await client.find('Users', { attribute: asked, value });
  const users = resources.filter((user) => fits(user, value));
  const [only, ...others] = users;
  if (!only) return { missing: `nobody in \`${system.id}\` has ${words} \`${plain(value)}\`` };
  if (others.length > 0)
    return {
      missing: `more than one account in \`${system.id}\` has ${words} \`${plain(value)}\`: ${named(users.map(nameOf))}`,
    };
  const account = idOf(attribute(only, 'id'));
  if (account === undefined)
    return { missing: `the account of \`${person.user}\` in \`${system.id}\` has no id` };
  const name = plain(textOf(attribute(only, 'userName')) ?? account);
  if (isInactive(only))
    return { missing: `the account \`${name}\` in \`${system.id}\` is switched off (\`active: false\`)` };
  return { account, name };
}

const nameOf = (user: Resource): string => {
  const id = idOf(attribute(user, 'id')) ?? '';
  const name = textOf(attribute(user, 'userName'));
  return name === undefined ? id : `${name} (${id})`;
};

/** An account that two people lead to is nobody's: which of them it belongs to cannot be said. */
function withoutShared(
  found: ReadonlyMap<string, Account>,
  people: readonly AccountHolder[],
): ReadonlyMap<string, Account> {
  const owners = new Map<string, string[]>();
  for (const { user } of people) {
    const account = found.get(user);
    if (account && 'account' in account)
      owners.set(account.account, [...(owners.get(account.account) ?? []), user]);
  }
  return new Map(
    people.flatMap(({ user }): [string, Account][] => {
      const account = found.get(user);
      if (!account) return [];
      const sharing = 'account' in account ? (owners.get(account.account) ?? []) : [];
      if (!('account' in account) || sharing.length < 2) return [[user, account]];
      return [[user, { missing: `${named(sharing)} lead to the same account, \`${account.name}\`` }]];
    }),
  );
}
