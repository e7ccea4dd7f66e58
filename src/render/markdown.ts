/** Text from files and people, made harmless for GitHub's Markdown. */
import { printable } from './text.ts';

/**
 * Plain text inside a line: no markup, mention, reference, link, image, formula or HTML survives. GitHub looks
 * for `@name` and `#12` after it has resolved escapes and entities, so a zero-width space keeps the sign from its
 * word; what else means something is escaped with a backslash (CommonMark 2.4), and line ends become spaces.
 */
export const plain = (text: string): string =>
  printable(text.replace(/\s+/g, ' '))
    .trim()
    .replace(/[\\`*_[\]<>|~&$]|:(?=[\w+/-])/g, (sign) => `\\${sign}`)
    .replace(/[@#]/g, (sign) => `${sign}\u200b`)
    .replace(/www(?=\.)|(?<![a-z0-9])gh(?=-\d)/gi, '$&\u200b');

/** A code span that its content cannot end (CommonMark 6.1). Inside of one, GitHub looks for nothing. */
export function code(text: string): string {
  const content = printable(text.replace(/\s+/g, ' '));
  const longest = Math.max(0, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = content.startsWith('`') || content.endsWith('`') || content.trim() === '' ? ' ' : '';
  return `${fence}${pad}${content}${pad}${fence}`;
}

/**
 * Markdown inside a cell of a table: a bar would end the cell even inside of a code span. Backslashes count in
 * pairs there too, so an even number before a bar leaves it bare.
 */
export const cell = (markdown: string): string =>
  markdown.replace(/(\\*)\|/g, (all, slashes: string) => (slashes.length % 2 === 0 ? `${slashes}\\|` : all));

/** A message of ours: its words as they are, what stands in backticks as code, the rest harmless. */
export const message = (text: string): string =>
  text
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith('`') && part.length > 1 ? code(part.slice(1, -1)) : plainKeepingSpaces(part),
    )
    .join('');

const plainKeepingSpaces = (text: string): string => {
  const [, lead = '', body = '', trail = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  return (lead && ' ') + plain(body) + (trail && ' ');
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
