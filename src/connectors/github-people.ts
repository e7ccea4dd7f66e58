/** Which account on GitHub is whose: by its number, since names change hands. */
import type { GitHubClient } from '../github/client.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { Account, Reading } from '../model/provisioning.ts';
import type { AccountHolder } from './connector.ts';
import { asking, askingFor } from './github-asking.ts';

const needsMembers = '`Members: read` of the organization';

/**
 * The name that an account goes by now; nothing where GitHub knows no such account.
 * @throws EnvironmentFailure where GitHub does not say.
 */
export async function loginOf(client: GitHubClient, account: string): Promise<string | undefined> {
  const answer = await askingFor(
    `the name of the GitHub account number ${account} could not be read`,
    'no permission',
    () => client.rest.users.getById({ account_id: Number(account) }),
  );
  if (!answer) return undefined;
  if (String(answer.data.id) !== account)
    throw new EnvironmentFailure(`GitHub answered with another account than number ${account}; try it again`);
  return answer.data.login;
}

/**
 * Whether an account is in an organization, or invited to it.
 * @throws EnvironmentFailure where GitHub does not say, or says it of another account.
 */
export async function isInOrganization(
  client: GitHubClient,
  organization: string,
  { login, account }: { readonly login: string; readonly account: string },
): Promise<boolean> {
  const answer = await askingFor(
    `whether \`${login}\` is in the organization \`${organization}\` could not be read`,
    needsMembers,
    () => client.rest.orgs.getMembershipForUser({ org: organization, username: login }),
  );
  if (answer?.data.user && String(answer.data.user.id) !== account)
    throw new EnvironmentFailure(`the name \`${login}\` went over to another account just now; try it again`);
  return answer !== undefined;
}

/** The accounts of the owners of an organization, who are shown with more than they were given. */
export async function ownersOf(client: GitHubClient, organization: string): Promise<ReadonlySet<string>> {
  const owners = await asking(
    `the owners of the organization \`${organization}\` could not be read`,
    needsMembers,
    () => client.paginate(client.rest.orgs.listMembers, { org: organization, role: 'admin', per_page: 100 }),
  );
  return new Set(owners.map(({ id }) => String(id)));
}

/** Where people are invited to, and whether that is wanted. */
export interface Inviting {
  /** The organization whose members need no invitation; absent where there is none. */
  readonly organization: string | undefined;
  readonly isWanted: boolean;
}

/** Why somebody cannot be given access without an invitation that nobody asked for; nothing where they can. */
export async function whyNotInvited(
  client: GitHubClient,
  who: { readonly login: string; readonly account: string },
  { organization, isWanted }: Inviting,
): Promise<string | undefined> {
  if (isWanted) return undefined;
  if (organization === undefined)
    return `\`${who.login}\` would have to be invited; invite them by hand, or write \`invite: "yes"\` under \`target\``;
  return (await isInOrganization(client, organization, who))
    ? undefined
    : `\`${who.login}\` is not in the organization \`${organization}\`; invite them there first`;
}

/** The accounts of people. Whoever holds a role already is known, and needs no invitation. */
export async function accountsOn(
  client: GitHubClient,
  people: readonly AccountHolder[],
  { holders }: Reading,
  inviting: Inviting,
): Promise<ReadonlyMap<string, Account>> {
  const known = new Map(holders.map(({ account, name }) => [account, name]));
  const accountFor = async ({ github }: AccountHolder): Promise<Account> => {
    if (!github) return { missing: 'has no GitHub account in the policies' };
    const account = String(github.id);
    const held = known.get(account);
    if (held !== undefined) return { account, name: held };
    const login = await loginOf(client, account);
    if (login === undefined)
      return {
        missing: `GitHub knows no account with the number ${account} (\`${github.login}\` in the policies)`,
      };
    const missing = await whyNotInvited(client, { login, account }, inviting);
    return missing === undefined ? { account, name: login } : { missing };
  };
  const found = await Promise.all(
    people.map(async (person) => [person.user, await accountFor(person)] as const),
  );
  return new Map(found);
}
