/** Whom a cell means: a user name, an e-mail address, a GitHub login or a whole name. */
import { idOfName, type Named } from '../model/nearest.ts';
import type { Person } from '../model/person.ts';
import { inSpokenOrder } from './names.ts';

/** By what somebody is called. */
export const namesOf = (id: string, { displayName, email, github }: Person): Named => ({
  id,
  names: [displayName, ...(email ? [email] : []), ...(github ? [github.login] : [])],
});

/** Whom a text means: a user name, an e-mail address, a login or a whole name, in either order. */
export function userIn(written: string, named: readonly Named[]): string | undefined {
  const text = inSpokenOrder(written);
  const lower = text.toLowerCase().replace(/^@/, '');
  const exact = named.filter(
    ({ id, names }) => id === lower || names.some((name) => name.toLowerCase() === lower),
  );
  return exact.length === 1 ? exact[0]?.id : text.includes(' ') ? idOfName(text, named) : undefined;
}
