/** The lists of runbooks and of workshop sheets, which GitHub shows with their folders. */
import { pageName, type RunbookPage } from '../model/runbook.ts';
import { address, plain } from './markdown.ts';
import { markdownMark } from './runbook-markdown.ts';

const indexOf = (title: string, text: string, pages: readonly RunbookPage[]): string =>
  `${[
    markdownMark,
    `# ${title}`,
    text,
    pages
      .map(
        ({ id, title: name }) =>
          `- [${plain(name)}](${address(`${pageName(id)}.md`)}), or [the page to print](${address(`${pageName(id)}.html`)})`,
      )
      .join('\n'),
  ].join('\n\n')}\n`;

export const renderRunbookIndex = (pages: readonly RunbookPage[]): string =>
  indexOf(
    'Runbooks',
    'One for each system: how somebody gets access, who says yes, what to check, and what to do when something goes wrong. Print the second one of each, and keep it where you find it when nothing works.',
    pages,
  );

export const renderWorkshopIndex = (pages: readonly RunbookPage[]): string =>
  indexOf(
    'Workshop sheets',
    'One for each department: half an hour about access, with exercises from its own systems. Anybody who has gone through the practice page can lead it. Print the second one of each.',
    pages,
  );
