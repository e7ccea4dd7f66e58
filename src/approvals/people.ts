/** Who is behind an account. People are told apart by the numeric account id; a login can be renamed and taken over. */
import type { Account } from '../model/facts.ts';
import type { Person } from '../model/person.ts';
import type { Workspace } from '../model/workspace.ts';

/** The person behind an account: their user name, or why there is none. */
export type Behind =
  | { readonly person: string }
  /** `formerly` is in whose file the login stands with another number. */
  | { readonly unknown: { readonly formerly: string | undefined } }
  | { readonly several: readonly [string, ...string[]] };

/** The people of a workspace by their accounts. */
export interface People {
  behind(account: Account): Behind;
}

/** All accounts of a person, the usual one first. */
export const accountsOf = ({ github }: Person): { readonly login: string; readonly id: number }[] =>
  github ? [github, ...(github.others ?? [])] : [];

/** Reads the accounts of all people. Every person file has to be read. */
export function peopleOf({ people }: Workspace): People {
  const byId = new Map<number, string[]>();
  const byLogin = new Map<string, string>();
  for (const { id: userName, value } of people.all())
    for (const { id, login } of accountsOf(value)) {
      byId.set(id, [...(byId.get(id) ?? []), userName]);
      byLogin.set(login.toLowerCase(), userName);
    }
  return {
    behind: ({ id, login }) => {
      const [person, ...others] = new Set(byId.get(id));
      if (person !== undefined) return others.length > 0 ? { several: [person, ...others] } : { person };
      return { unknown: { formerly: byLogin.get(login.toLowerCase()) } };
    },
  };
}

/** The person behind an account, where there is just one. */
export function personBehind(account: Account | null | undefined, people: People): string | undefined {
  const behind = account ? people.behind(account) : undefined;
  return behind && 'person' in behind ? behind.person : undefined;
}
