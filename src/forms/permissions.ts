/** Permissions as people name them: by their ids, or in the plain words of the system. */
import { own } from '../model/entitlement.ts';
import type { Role } from '../model/system.ts';
import type { Workspace } from '../model/workspace.ts';

/** The permissions of a role that a text names, with commas or line ends between them; nothing where there is no text. */
export function permissionsNamed(
  text: string | undefined,
  of: { readonly system: string; readonly value: Role } | undefined,
  workspace: Workspace,
): { readonly permissions: readonly string[] | undefined } | { readonly problems: readonly string[] } {
  if (text === undefined || !of) return { permissions: undefined };
  const words = workspace.systems.get(of.system)?.value.permissions ?? {};
  const known = of.value.permissions.map((id) => ({ id, words: own(words, id) ?? id }));
  const folded = (each: string) => each.toLowerCase().replaceAll(/\s+/g, ' ').trim();
  const named = text
    .split(/[,;\n]/)
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map((each) => ({
      each,
      found: known.find(({ id, words: inWords }) =>
        [id, inWords].some((one) => folded(one) === folded(each)),
      ),
    }));
  const unknown = named.filter(({ found }) => !found);
  if (unknown.length === 0)
    return { permissions: [...new Set(named.flatMap(({ found }) => found?.id ?? []))] };
  const all = known.map(({ words: inWords }) => `\`${inWords}\``).join(', ');
  return {
    problems: unknown.map(({ each }) => `\`${each}\` is nothing that this role allows; there are ${all}`),
  };
}
