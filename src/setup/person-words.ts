/** A person as somebody types one: `Marta Dias, marta-dias, 1001`. */
import type { Person } from '../model/person.ts';

/** What was typed; the account is left out where a list of people knows it. */
export interface TypedPerson {
  readonly name: string;
  readonly github?: NonNullable<Person['github']>;
}

const asTyped =
  'write the name without a comma, the GitHub login and the number of the account, such as `Marta Dias, marta-dias, 1001`; https://api.github.com/users/<login> shows the number as `id`';

/** Reads it; a sentence says what is wrong. */
export function readPerson(text: string): TypedPerson | { readonly problem: string } {
  const [name = '', login, id, ...more] = text.split(',').map((part) => part.trim());
  if (name === '' || more.length > 0) return { problem: `\`${text}\` is no person: ${asTyped}` };
  if (login === undefined) return { name };
  const problem = problemOfLogin(login) ?? problemOfId(id ?? '');
  return problem === undefined
    ? { name, github: { login, id: Number(id) } }
    : { problem: `in \`${text}\`, ${problem}` };
}

/** What is wrong with a GitHub login. */
export const problemOfLogin = (text: string): string | undefined =>
  /^[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}$/.test(text)
    ? undefined
    : `\`${text}\` is no GitHub login: it has letters, digits and single dashes`;

/** What is wrong with the number of an account. */
export const problemOfId = (text: string): string | undefined =>
  /^[1-9]\d{0,14}$/.test(text)
    ? undefined
    : `${text === '' ? 'the number of the account is missing' : `\`${text}\` is not the number of an account`}; https://api.github.com/users/<login> shows it as \`id\``;
