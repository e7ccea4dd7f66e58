/** A runbook as Markdown, as GitHub shows it. */
import type { Block, Line, RunbookPage, RunbookStep, Words } from '../model/runbook.ts';
import { address, code, plain, table } from './markdown.ts';

/** Longer than any text of a file may be. */
const most = 4000;

/** What makes a page one of ours. */
export const markdownMark =
  '<!-- Made by `grantbook runbooks` from the policies. A change here is lost; change the policies. -->';

/** From the folder of the pages to the root of the repository. */
const upToRoot = '../..';

export const renderRunbookMarkdown = (page: RunbookPage): string =>
  `${[
    markdownMark,
    `# ${plain(page.title)}`,
    table(
      [plain(page.organization), ''],
      page.facts.map(([label, line]) => [`**${plain(label)}**`, inline(line)]),
    ),
    ...page.sections.flatMap(({ title, blocks }) => [
      `## ${plain(title)}`,
      ...blocks.map((each) => block(each)),
    ]),
  ].join('\n\n')}\n`;

function block(each: Block): string {
  switch (each.kind) {
    case 'text':
      return inline(each.line);
    case 'missing':
      return `> ⚠️ ${inline(each.line)}`;
    case 'list':
      return each.items.map((line) => `- ${inline(line)}`).join('\n');
    case 'checks':
      return each.items.map((line) => `- [ ] ${inline(line)}`).join('\n');
    case 'steps':
      return each.items.map(step).join('\n');
    case 'table':
      return table(
        each.headings.map((heading) => plain(heading)),
        each.rows.map((cells) => cells.map(inline)),
      );
    case 'case':
      return [`### ${plain(each.title, most)}`, ...each.blocks.map(block)].join('\n\n');
  }
}

function step({ line, pictures }: RunbookStep, index: number): string {
  const number = `${index + 1}. `;
  const indent = ' '.repeat(number.length);
  const shown = pictures.map(
    ({ path, alt }) => `\n\n${indent}![${plain(alt, most)}](${upToRoot}/${address(path)})\n`,
  );
  return `${number}${inline(line)}${shown.join('')}`;
}

const inline = (line: Line): string => line.map(words).join('');

function words(each: Words): string {
  if (typeof each === 'string') return keepingSpaces(each, plain);
  if ('strong' in each) return keepingSpaces(each.strong, (text) => `**${plain(text, most)}**`);
  if ('exact' in each) return code(each.exact);
  const target = each.href ?? each.relative;
  return target === undefined ? plain(each.text) : `[${plain(each.text)}](${target})`;
}

/** The space between two pieces of a line belongs to neither. */
function keepingSpaces(text: string, show: (text: string, most: number) => string): string {
  const body = text.trim();
  if (body === '') return text === '' ? '' : ' ';
  return `${text.startsWith(' ') ? ' ' : ''}${show(body, most)}${text.endsWith(' ') ? ' ' : ''}`;
}
