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
