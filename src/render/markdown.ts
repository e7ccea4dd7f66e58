/** Text from files and people, made harmless for GitHub's Markdown. */
import { printable } from './text.ts';

/** So much of one text is shown; whoever wants more opens the file. */
export const longestText = 300;
/** Messages of ours quote texts, each of them shortened, and have to be understood to the end. */
const longestMessage = 600;
const longestQuote = 120;

/** So much of one list, of which an issue may hold a few: GitHub takes no more than 65,536 characters. */
export const longestList = 20_000;

/** What a character takes at most once it is harmless: two places for a sign that is escaped. */
function costOf(character: string): number {
  const shown = printable(character);
  if (shown !== character) return shown.length + 2;
  return /[\p{L}\p{N} ]/u.test(character) ? character.length : character.length + 1;
}

/** Cuts a text before anything in it is escaped, so that no escape, code span or character is ever cut in two. */
export function capped(text: string, most = longestText): string {
  let [end, cost] = [0, 0];
  for (const character of text) {
    cost += costOf(character);
    if (cost > most) return `${text.slice(0, end).trimEnd()}…`;
    end += character.length;
  }
  return text;
}

/**
 * Plain text inside a line: no markup, mention, reference, link, image, formula or HTML survives. GitHub looks
 * for `@name` and `#12` after it has resolved escapes and entities, so a zero-width space keeps the sign from its
 * word; what else means something is escaped with a backslash (CommonMark 2.4), and line ends become spaces.
 */
export const plain = (text: string, most = longestText): string =>
  printable(capped(text.replace(/\s+/g, ' ').trim(), most))
    .trim()
    .replace(/[\\`*_[\]<>|~&$]|:(?=[\w+/-])/g, (sign) => `\\${sign}`)
    .replace(/[@#]/g, (sign) => `${sign}\u200b`)
    .replace(/www(?=\.)|(?<![a-z0-9])gh(?=-\d)/gi, '$&\u200b');

/** A code span that its content cannot end (CommonMark 6.1). Inside of one, GitHub looks for nothing. */
export function code(text: string, most = longestText): string {
  const content = printable(capped(text.replace(/\s+/g, ' '), most));
  const longest = Math.max(0, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = content.startsWith('`') || content.endsWith('`') || content.trim() === '' ? ' ' : '';
  return `${fence}${pad}${content}${pad}${fence}`;
}

/** The path of a file, as code. A long one is cut in its middle: the name of the file stays. */
export function pathCode(path: string, most = longestText): string {
  if (capped(path, most) === path) return code(path, most);
  const half = Math.floor(most / 2) - 1;
  const end = backwards(capped(backwards(path), half).replace(/…$/, ''));
  return code(`${capped(path, half)}${end}`, most + 2);
}

const backwards = (text: string): string => [...text].reverse().join('');

/**
 * Markdown inside a cell of a table: a bar would end the cell even inside of a code span. Backslashes count in
 * pairs there too, so an even number before a bar leaves it bare.
 */
export const cell = (markdown: string): string =>
  markdown.replace(/(\\*)\|/g, (all, slashes: string) => (slashes.length % 2 === 0 ? `${slashes}\\|` : all));

/** A table; what stands in its cells is Markdown already. */
export const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  [headings, headings.map(() => '---'), ...rows.map((cells) => cells.map(cell))]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

/** A table of as many whole rows as fit, and how many more there are. */
export function cappedTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  most = longestList,
): string {
  const lines = rows.map((cells) => cells.map(cell).join(' | '));
  const shown = fitting(lines, '\n', most).length;
  const rest = rows.length - shown;
  return `${table(headings, rows.slice(0, shown))}${rest > 0 ? `\n\n… and ${rest} more.` : ''}`;
}

/** A list of as many whole items as fit, and how many more there are. */
export const cappedList = (items: readonly string[], most = longestList): string =>
  `- ${listed(items, '\n- ', most)}`;

/** A message of ours: its words as they are, what stands in backticks as code, the rest harmless. */
export function message(text: string, most = longestMessage): string {
  let shown = '';
  for (const part of text.split(/(`[^`]*`)/)) {
    const left = most - shown.length;
    if (left <= 0) return shown.endsWith('…') ? shown : `${shown}…`;
    shown +=
      part.startsWith('`') && part.length > 1
        ? code(part.slice(1, -1), Math.min(left, longestQuote))
        : plainKeepingSpaces(part, left);
  }
  return shown;
}

const plainKeepingSpaces = (text: string, most: number): string => {
  // Not one pattern for all three: it would take the square of the length of the spaces.
  const body = text.trim();
  const [lead, trail] = [text.trimStart() !== text, body !== '' && text.trimEnd() !== text];
  return (lead ? ' ' : '') + plain(body, most) + (trail ? ' ' : '');
};

/** A path, a label and so on inside of a link's address; a bracket would end it. */
export const address = (text: string): string =>
  text
    .split('/')
    .map((part) =>
      encodeURIComponent(part).replace(
        /[!'()*]/g,
        (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/');

/** As many whole items as fit, the first in any case, and how many more there are. */
export function listed(items: readonly string[], separator = ', ', most = longestText): string {
  const shown = fitting(items, separator, most);
  const more = items.length - shown.length;
  return more > 0 ? `${shown.join(separator)}${separator}… and ${more} more` : shown.join(separator);
}

/** "A, B or C"; "A, B or 12 more" where not all fit. */
export function alternatives(items: readonly string[], most = Number.POSITIVE_INFINITY): string {
  const unique = [...new Set(items)];
  const shown = fitting(unique, ', ', most);
  const more = unique.length - shown.length;
  const last = more > 0 ? `${more} more` : shown.pop();
  if (last === undefined) return '';
  return shown.length > 0 ? `${shown.join(', ')} or ${last}` : last;
}

/** The first items that fit into a length, at least one. */
export function fitting(items: readonly string[], separator: string, most: number): string[] {
  let length = 0;
  const end = items.findIndex((item, index) => {
    length += item.length + separator.length;
    return index > 0 && length > most;
  });
  return items.slice(0, end < 0 ? items.length : end);
}
