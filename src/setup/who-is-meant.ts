/** Whom a cell means: a user name, an e-mail address, a GitHub login or a whole name. */
import { fold, type Named } from '../model/nearest.ts';
import type { Person } from '../model/person.ts';
import { inSpokenOrder } from './names.ts';

/** By what somebody is called. */
export const namesOf = (id: string, { displayName, email, github }: Person): Named => ({
  id,
  names: [displayName, ...(email ? [email] : []), ...(github ? [github.login] : [])],
});

/** Who is called what; in the lists of a large company, everybody is looked for once for each row. */
interface Index {
  /** By user name, name, e-mail address and login, just so but for capitals. */
  readonly exact: ReadonlyMap<string, ReadonlySet<string>>;
  /** By user name and name, however they are spelled. */
  readonly whole: ReadonlyMap<string, ReadonlySet<string>>;
}
const indexes = new WeakMap<readonly Named[], Index>();

function indexOf(named: readonly Named[]): Index {
  const known = indexes.get(named);
  if (known) return known;
  const exact = new Map<string, Set<string>>();
  const whole = new Map<string, Set<string>>();
  const add = (map: Map<string, Set<string>>, key: string, id: string) =>
    map.set(key, (map.get(key) ?? new Set()).add(id));
  for (const { id, names } of named) {
    const [displayName = id] = names;
    for (const name of [id, ...names]) add(exact, name.toLowerCase(), id);
    for (const name of [id, displayName]) add(whole, fold(name), id);
  }
  const index = { exact, whole };
  indexes.set(named, index);
  return index;
}

/**
 * Whom a text means: a user name, an e-mail address, a login or a whole name, in either order. A part of a name means
 * nobody, and neither does a login that only looks like a name: people choose their logins themselves, and would be given
 * the access of somebody who is not in the list.
 */
export function userIn(written: string, named: readonly Named[]): string | undefined {
  const { exact, whole } = indexOf(named);
  const text = inSpokenOrder(written);
  const found = exact.get(text.toLowerCase().replace(/^@/, ''));
  if (found?.size === 1) return [...found][0];
  const folded = text.includes(' ') ? fold(text) : '';
  const [only, ...others] = folded === '' ? [] : (whole.get(folded) ?? []);
  return others.length === 0 ? only : undefined;
}
