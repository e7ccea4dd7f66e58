/** Whose accounts a system may hold because of us: those of today, and those that the history knows. */

import type { AccountHolder, Connector } from '../connectors/connector.ts';
import { loadFile } from '../load/file.ts';
import { grantReader } from '../load/grant-paths.ts';
import type { Person } from '../model/person.ts';
import { type Account, holderKey } from '../model/provisioning.ts';
import type { Workspace } from '../model/workspace.ts';
import { pathsEverIn } from '../source/ever-held.ts';
import { readBlobs } from '../source/git-tree.ts';
import { type History, versionsOf } from '../source/history.ts';

const pathOf = (user: string): string => `policies/people/${user}.yaml`;

const holderOf = (user: string, { displayName, email, github }: Person): AccountHolder => ({
  user,
  displayName,
  ...(email === undefined ? {} : { email }),
  ...(github === undefined ? {} : { github: { login: github.login, id: github.id } }),
});

/** People by user name, as they are; of those whose file is gone, as it was last. */
function holdersOf(
  users: ReadonlySet<string>,
  { people }: Workspace,
  history: History | undefined,
): readonly AccountHolder[] {
  const present = [...users].flatMap((user) => {
    const person = people.has(user) ? people.get(user) : undefined;
    return person ? [holderOf(user, person.value)] : [];
  });
  const gone = [...users].filter((user) => !people.has(user));
  if (gone.length === 0 || !history) return present;
  const versions = versionsOf(history, new Set(gone.map(pathOf)));
  const last = gone.flatMap((user) => {
    const objectId = versions.get(pathOf(user))?.find((version) => version.objectId !== undefined)?.objectId;
    return objectId === undefined ? [] : [[user, objectId] as const];
  });
  return [
    ...present,
    ...[...readBlobs(history.git, last)].flatMap(([user, content]) => {
      if (!(content instanceof Uint8Array)) return [];
      const { file } = loadFile({ path: pathOf(user), id: user, schema: 'person' }, content);
      return file ? [holderOf(user, file.value as Person)] : [];
    }),
  ];
}

/** The accounts of people; nobody is missing from the answer. */
export async function accountsOf(
  users: ReadonlySet<string>,
  connector: Connector,
  workspace: Workspace,
  history: History | undefined,
): Promise<ReadonlyMap<string, Account>> {
  const holders = holdersOf(users, workspace, history);
  if (holders.length === 0) return new Map();
  return connector.accountsOf(holders);
}

/** The accounts that a grant of a system ever named, by `holderKey`, and whose they are. */
export async function everNamedIn(
  system: string,
  connector: Connector,
  workspace: Workspace,
  history: History | undefined,
): Promise<ReadonlyMap<string, string>> {
  if (!history) return new Map();
  const read = grantReader();
  const holdings = [...pathsEverIn(history, `access-grants/${system}`)].flatMap((path) => read(path) ?? []);
  const users = new Set(holdings.map(({ subject }) => subject));
  const accounts = await accountsOf(users, connector, workspace, history);
  return new Map(
    holdings.flatMap(({ role, subject }) => {
      const found = accounts.get(subject);
      return found && 'account' in found
        ? [[holderKey({ role, account: found.account }), subject] as const]
        : [];
    }),
  );
}
