/** For whom somebody asks: the names that they typed, as user names. */
import { idOfName, nearestNamed } from '../model/nearest.ts';
import type { Reading, Unclear } from './form-kind.ts';

/** More people than these in one form are a list to import, not a request. */
const mostPeople = 50;

/** Nothing typed means whoever asks. Names are separated by commas, semicolons or lines. */
export function subjectsIn(
  text: string | undefined,
  label: string,
  { asker, people, workspace }: Reading,
): { readonly subjects: readonly string[] } | Unclear {
  const names = (text ?? '')
    .split(/[,;\n]/)
    .map((name) => name.replace(/^\s*(?:[-*]|\d+[.)])\s+/, '').trim())
    .filter((name) => name !== '');
  if (names.length === 0) return { subjects: [asker] };
  if (names.length > mostPeople)
    return {
      problems: [`${label}: these are ${names.length} people; ask for no more than ${mostPeople} at once`],
    };
  const found = names.map((name) => ({ name, user: userOf(name, workspace, people) }));
  const unknown = found.flatMap(({ name, user }) => (user === undefined ? [name] : []));
  if (unknown.length === 0) return { subjects: [...new Set(found.flatMap(({ user }) => user ?? []))] };
  return {
    problems: unknown.map((name) => {
      const near = nearestNamed(name, people);
      return `${label}: nobody here is called \`${name}\`${near === undefined ? '; write the user name or the whole name, as in the list of people' : `; did you mean \`${near}\`?`}`;
    }),
  };
}

function userOf(
  name: string,
  { people: files }: Reading['workspace'],
  people: Reading['people'],
): string | undefined {
  const lower = name.toLowerCase();
  if (files.has(lower)) return lower;
  const login = lower.replace(/^@/, '');
  const byAccount = files.all().filter(({ value }) => value.github?.login.toLowerCase() === login);
  if (byAccount.length === 1) return byAccount[0]?.id;
  return idOfName(name, people);
}
