/** Finds people in free text, so that a page for everybody names none of them. */
import type { Workspace } from '../model/workspace.ts';

/** What takes the place of a name. */
const somebody = 'a colleague';

/** Whether a word can hardly mean anything but that person: "will" may be a user name, and is a word. */
const isDistinctive = (name: string): boolean => /[._@\d-]/.test(name) || /\s/.test(name);

/** Everything by which people are known: user names, display names, e-mail addresses and GitHub logins. */
export function namesOfPeople({ people, settings }: Workspace): readonly string[] {
  const names = people.ids.flatMap((id) => {
    const value = people.isRead(id) ? people.get(id)?.value : undefined;
    const { displayName, email, github } = value ?? {};
    const logins = github ? [github.login, ...(github.others ?? []).map(({ login }) => login)] : [];
    return [id, displayName, email, ...logins];
  });
  const contacts = (settings?.value.contacts ?? []).flatMap(({ phone, email }) => [phone, email]);
  return [...new Set([...names, ...contacts].flatMap((name) => name || []))];
}

const escapedForPattern = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Replaces names in prose. A name that is also a word is replaced where it is marked as one: `ana`, @ana. */
export function withoutNames(names: readonly string[]): (text: string) => string {
  const longestFirst = names.toSorted((a, b) => b.length - a.length).map(escapedForPattern);
  if (longestFirst.length === 0) return (text) => text;
  const certain = names.filter(isDistinctive).toSorted((a, b) => b.length - a.length);
  const marked = new RegExp(
    `\`(?:${longestFirst.join('|')})\`|@(?:${longestFirst.join('|')})(?![\\w-])`,
    'giu',
  );
  const plain =
    certain.length === 0
      ? undefined
      : new RegExp(
          `(?<![\\p{L}\\p{N}._@-])(?:${certain.map(escapedForPattern).join('|')})(?![\\p{L}\\p{N}@_-]|\\.[\\p{L}\\p{N}])`,
          'giu',
        );
  return (text) => {
    const once = text.replaceAll(marked, somebody);
    return plain ? once.replaceAll(plain, somebody) : once;
  };
}
