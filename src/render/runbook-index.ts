/** The list of runbooks, which GitHub shows with their folder. */
import type { RunbookPage } from '../model/runbook.ts';
import { address, plain } from './markdown.ts';
import { markdownMark } from './runbook-markdown.ts';

export const renderRunbookIndex = (pages: readonly RunbookPage[]): string =>
  `${[
    markdownMark,
    '# Runbooks',
    'One for each system: how somebody gets access, who says yes, what to check, and what to do when something goes wrong. Print the second one of each, and keep it where you find it when nothing works.',
    pages
      .map(
        ({ id, title }) =>
          `- [${plain(title)}](${address(`${id}.md`)}), or [the page to print](${address(`${id}.html`)})`,
      )
      .join('\n'),
  ].join('\n\n')}\n`;
