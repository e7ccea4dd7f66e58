/** Ids from what people call things: lower-case ASCII, as the files want them. */

/** Letters that no decomposition takes apart. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};
const longest = 64;

const ascii = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{ASCII}]/gu, (letter) => letters[letter] ?? ' ');

const joined = (text: string, by: string): string =>
  ascii(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .join(by)
    .slice(0, longest)
    .replace(/[.-]+$/, '');

/** "Ad platform (EU)" as `ad-platform-eu`; empty where nothing of it can be written so. */
export const idFrom = (name: string): string => joined(name, '-');

/** "José María Ruiz" as `jose.maria.ruiz`. */
export const userFrom = (name: string): string => joined(name, '.');

/** Whether a text is a user name as it stands. */
export const isUserName = (text: string): boolean =>
  text.length <= longest && /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(text);

/** A name but for what people write differently: capitals, accents, spaces, dashes, brackets and quotes. `C++` is not `C`. */
const spelling = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}|[\s._/\\()[\]{},:;'’"“”-]/gu, '');

/** What is called what in a list, so that two names that make the same id are not taken for one. */
export class Spellings {
  readonly #first = new Map<string, { readonly written: string; readonly line: number }>();

  /** Another name that made this id in an earlier line. */
  otherOf(
    id: string,
    written: string,
    line: number,
  ): { readonly written: string; readonly line: number } | undefined {
    const first = this.#first.get(id);
    if (first) return spelling(first.written) === spelling(written) ? undefined : first;
    this.#first.set(id, { written, line });
    return undefined;
  }
}

/** Each cell that says what somebody is called, as a list has them. */
export interface NameCells {
  readonly whole: string;
  readonly first: string;
  readonly last: string;
}

/** The whole name. Beside a column of first names, one that is called “Name” holds the last, and the other way round. */
export function wholeName({ whole: written, first, last }: NameCells): string {
  const whole = inSpokenOrder(written);
  const isWhole = whole !== '' && ((first !== '' && last !== '') || whole.includes(first || last));
  if (isWhole) return whole;
  const parts = first === '' ? [whole, last] : [first, whole, last];
  return parts.filter((part) => part !== '').join(' ');
}

/** "Costa, Ana", as directories sort people, as "Ana Costa"; any other text as it is. */
export function inSpokenOrder(name: string): string {
  const [, last, first] = /^([\p{L}\p{M}'’ -]+),\s*([\p{L}\p{M}'’ -]+)$/u.exec(name) ?? [];
  return last === undefined || first === undefined ? name : `${first.trim()} ${last.trim()}`;
}
