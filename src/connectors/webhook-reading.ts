/** What a webhook answers when it is asked who holds what: all of it, or nothing. */
import type { Holder } from '../model/provisioning.ts';
import { plain } from './words.ts';

/** The keys of a holder, and no others: a misspelled one would be a holder less. */
const keys = ['role', 'account', 'name'];

interface Told {
  readonly role: string;
  readonly account: string;
  readonly name: string;
}

/**
 * The holders in an answer `{"holders": [{"role", "account", "name"}]}`, by the ids of the roles; or what is wrong with
 * it. A role that the system does not have here is somebody else's business.
 */
export function holdersIn(
  body: unknown,
  roles: ReadonlyMap<string, string>,
):
  | { readonly holders: readonly Holder[]; readonly otherRoles: readonly string[] }
  | { readonly problem: string } {
  if (!isRecord(body) || !Array.isArray(body.holders)) return { problem: 'it has no list `holders`' };
  const stray = Object.keys(body).find((key) => key !== 'holders');
  if (stray !== undefined) return { problem: `it has \`${plain(stray)}\` beside \`holders\`` };
  const holders: Holder[] = [];
  const otherRoles = new Set<string>();
  const seen = new Set<string>();
  for (const [index, entry] of body.holders.entries()) {
    const problem = problemOf(entry);
    if (problem !== undefined) return { problem: `\`holders[${index}]\` ${problem}` };
    const { role: name, account, name: shown } = entry as Told;
    const once = JSON.stringify([name, account]);
    if (seen.has(once)) return { problem: `\`holders[${index}]\` is there twice` };
    seen.add(once);
    const role = roles.get(name);
    if (role === undefined) otherRoles.add(name);
    else holders.push({ role, account, name: plain(shown) });
  }
  return { holders, otherRoles: [...otherRoles] };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function problemOf(entry: unknown): string | undefined {
  if (!isRecord(entry)) return 'is no object';
  for (const key of keys)
    if (typeof entry[key] !== 'string' || entry[key] === '') return `has no text \`${key}\``;
  const stray = Object.keys(entry).find((key) => !keys.includes(key));
  return stray === undefined ? undefined : `has a key \`${plain(stray)}\` that is not known`;
}
