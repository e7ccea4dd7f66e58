/** Names of people, systems, roles and the like: which text is one, why another is not, and what it was meant to be. */

const namePattern = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
const maxLength = 64;

/** Whether a text can be a user name, a system or a role: lower-case ASCII, at most 64 characters. */
export const isName = (text: string): boolean => text.length <= maxLength && namePattern.test(text);

const unicodeName = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Why a text cannot be a name, in words. */
export function whyNotAName(text: string): string {
  const foreign = [...text].find((character) => character > '\u007f');
  if (foreign !== undefined)
    return inLatin(foreign) === undefined
      ? `\`${foreign}\` (${unicodeName(foreign)}) is none of the letters a to z, even if it looks like one`
      : `\`${foreign}\` is none of the letters a to z`;
  if (text.length > maxLength) return `it is longer than ${maxLength} characters`;
  if (isSeveral(text)) return 'it looks like more than one';
  if (/\s/.test(text)) return 'it has a space in it';
  if (/^\S+@\S+$/.test(text)) return 'it looks like an e-mail address';
  if (text !== text.toLowerCase()) return 'it has capital letters';
  return 'a name is made of small letters and digits, with single dots, dashes or underscores between them';
}

const several = /[,;&+]/;

/** Whether a text looks like a list of names. */
export const isSeveral = (text: string): boolean => several.test(text);

/** Latin letters that are no letter from a to z with an accent, as people without them type them; and quotes. */
const latin: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' },
  ...{ '“': '', '”': '', '„': '', '‘': '', '’': '' },
};

/**
 * The name that a text was probably meant to be, with `between` in place of spaces: `Ana Costa` is `ana.costa`.
 * Nothing where a letter would have to be guessed: a Cyrillic letter may look like a Latin one and be another.
 */
export function nameFrom(text: string, between: '.' | '-'): string | undefined {
  if (isSeveral(text)) return undefined;
  const plain = inLatin(text.replace(/@.*$/s, ''));
  const name = plain
    ?.replace(/[^a-z0-9._-]+/g, between)
    // Where several signs meet, one of them is enough.
    .replace(/[._-]{2,}/g, (signs) => signs.replace(/[^._-]/g, '').charAt(0))
    .replace(/^[._-]+|[._-]+$/g, '');
  return name !== undefined && isName(name) ? name : undefined;
}

/** A text in small letters without accents, if those are all that makes it foreign. */
function inLatin(text: string): string | undefined {
  const plain = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^\0-\u007f]/g, (letter) => latin[letter] ?? letter);
  return /^[\0-\u007f]*$/.test(plain) ? plain : undefined;
}
