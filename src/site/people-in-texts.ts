/** Finds people in free text, so that a page for everybody names none of them. */
import type { Workspace } from '../model/workspace.ts';

/** What takes the place of a name. */
const somebody = 'a colleague';

/** Whether a word can hardly mean anything but that person: "will" may be a user name, and is a word. */
const isDistinctive = (name: string): boolean => /[._@\d-]/.test(name) || /\s/.test(name);

/**
 * Everything by which people are known: user names, display names, e-mail addresses and GitHub logins. Also the user names
 * of those whose file is gone while a grant still names them.
 */
export function namesOfPeople({ people, settings, holdings }: Workspace): readonly string[] {
  const names = people.ids.flatMap((id) => {
    const value = people.isRead(id) ? people.get(id)?.value : undefined;
    const { displayName, email, github } = value ?? {};
    const logins = github ? [github.login, ...(github.others ?? []).map(({ login }) => login)] : [];
    return [id, displayName, email, ...logins];
  });
  const contacts = (settings?.value.contacts ?? []).flatMap(({ phone, email }) => [phone, email]);
  const subjects = holdings.all.map(({ subject }) => subject);
  return [...new Set([...names, ...subjects, ...contacts].flatMap((name) => name || []))];
}

const escapedForPattern = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Invisible signs at which a browser may break a word are no letters of it. */
const between = '[\\s._\u00ad\u200b-]';

/** A name as it may be spelled: in an id with `-`, over the end of a line, with another sign for an apostrophe. */
const spelled = (name: string): string =>
  name
    .normalize('NFC')
    .split(/([\s._-]+|['’])/)
    .map((part) =>
      part === "'" || part === '’' ? "['’]" : /^[\s._-]/.test(part) ? `${between}+` : escapedForPattern(part),
    )
    .join('');

/** Many type a name without the marks above its letters. */
const withPlainLetters = (name: string): readonly string[] => [
  name,
  name.normalize('NFD').replaceAll(/\p{Mark}/gu, ''),
];

/** As directories sort people: "Costa, Ana", and "van den Berg, Ilse" or "Berg, Ilse van den"; also without the comma. */
function lastNameFirst(name: string): readonly string[] {
  const words = name.split(/\s+/);
  if (words.length < 2 || /[@\d]/.test(name)) return [];
  const turned = [1, words.length - 1].map((at) => [words.slice(at).join(' '), words.slice(0, at).join(' ')]);
  return turned.flatMap((parts) => [parts.join(', '), parts.join(' ')]);
}

/**
 * Replaces names in prose. A name that is also a word is replaced where it is marked as one: `ana`, @ana, or the address of
 * a profile on GitHub.
 */
export function withoutNames(names: readonly string[]): (text: string) => string {
  const written = names.flatMap((name) => [name, ...lastNameFirst(name)]);
  const all = [...new Set(written.flatMap(withPlainLetters))].toSorted((a, b) => b.length - a.length);
  if (all.length === 0) return (text) => text;
  const longestFirst = all.map(spelled).join('|');
  const certain = all.filter(isDistinctive).map(spelled).join('|');
  const marked = new RegExp(
    `\`(?:${longestFirst})\`|@(?:${longestFirst})(?![\\w-])|github\\.com/(?:${longestFirst})(?![\\w-]|/\\w)`,
    'giu',
  );
  const plain =
    certain === '' ? undefined : new RegExp(`(?<![\\p{L}\\p{N}])(?:${certain})(?![\\p{L}\\p{N}])`, 'giu');
  return (text) => {
    // A letter and the mark above it can be one sign or two.
    const before = text.normalize('NFC');
    const once = before.replaceAll(marked, somebody);
    const replaced = plain ? once.replaceAll(plain, somebody) : once;
    return replaced === before ? text : replaced;
  };
}
