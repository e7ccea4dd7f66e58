/** By what a person is known, and where a text speaks of them. */

/** All names that a person had, from every version of their file. */
export interface PersonNames {
  readonly userName: string;
  readonly displayNames: readonly string[];
  readonly emails: readonly string[];
  readonly logins: readonly string[];
  /** The numbers of their accounts on GitHub. */
  readonly ids: readonly number[];
}

const escapedForPattern = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A name in words may go over the end of a line, or be written without the marks above its letters. */
const inWords = (name: string): readonly string[] =>
  [name, name.normalize('NFD').replaceAll(/\p{Mark}/gu, '')].map((spelling) =>
    spelling.normalize('NFC').trim().split(/\s+/).map(escapedForPattern).join('\\s+'),
  );

/**
 * Tells whether a text has one of the names in it, as a whole word: `ana.costa` is not in `ana.costa-lopes`, and is in
 * `ana.costa.yaml`.
 */
export function speaksOf({ userName, displayNames, emails, logins }: PersonNames): (text: string) => boolean {
  const ids = [userName, ...emails, ...logins].map(escapedForPattern);
  const all = [...ids, ...displayNames.flatMap(inWords)].filter((name) => name !== '');
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}_.-])(?:${all.join('|')})(?![\\p{L}\\p{N}_-]|\\.(?!yaml)[\\p{L}\\p{N}])`,
    'iu',
  );
  return (text) => pattern.test(text.normalize('NFC'));
}

/** In characters: a page is one line, at times. */
const longestLine = 400;

/** A line of a file. */
export interface MentioningLine {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** The lines of a file that speak of a person, also in comments, or hold the number of their account. */
export function mentionsIn(
  text: string,
  speaks: (text: string) => boolean,
  { ids }: Pick<PersonNames, 'ids'>,
): readonly MentioningLine[] {
  const number = ids.length === 0 ? undefined : new RegExp(`\\bid:\\s*["']?(?:${ids.join('|')})\\b`);
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, index) => {
    // A name may begin at the end of one line and end on the next.
    const isCut = !speaks(line) && index + 1 < lines.length && !speaks(lines[index + 1] ?? '');
    const speaksHere =
      speaks(line) || (isCut && speaks(`${line}\n${lines[index + 1]?.replace(/^\s*#?\s*/, '')}`));
    return speaksHere || number?.test(line)
      ? [{ line: index + 1, text: line.trim().slice(0, longestLine) }]
      : [];
  });
}
