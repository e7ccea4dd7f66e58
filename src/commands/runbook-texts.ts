/** The pages of all runbooks as texts. */
import type { Instant } from '../model/period.ts';
import { pageName, type RunbookPage } from '../model/runbook.ts';
import type { Workspace } from '../model/workspace.ts';
import { htmlMark, type PictureSource, renderRunbookHtml } from '../render/runbook-html.ts';
import { renderRunbookIndex, renderWorkshopIndex } from '../render/runbook-index.ts';
import { markdownMark, renderRunbookMarkdown } from '../render/runbook-markdown.ts';
import { runbookPages, workshopPages } from './runbook-facts.ts';

/** The text of each page by its file name, in `docs/runbooks/`. Every policy file has to be read. */
export function runbookTexts(workspace: Workspace, now: Instant): ReadonlyMap<string, string> {
  const pages = runbookPages(workspace, { names: true, now });
  return textsOf(pages, renderRunbookIndex(pages), (path) => {
    const picture = workspace.pictures.get(path);
    return picture && `data:${picture.mediaType};base64,${Buffer.from(picture.bytes).toString('base64')}`;
  });
}

/** The same of the sheets, in `docs/training/`. */
export function workshopTexts(workspace: Workspace, now: Instant): ReadonlyMap<string, string> {
  const pages = workshopPages(workspace, now);
  return textsOf(pages, renderWorkshopIndex(pages), () => undefined);
}

const textsOf = (
  pages: readonly RunbookPage[],
  index: string,
  pictureOf: PictureSource,
): ReadonlyMap<string, string> =>
  new Map([
    ...(pages.length === 0 ? [] : [['README.md', index] as const]),
    ...pages.flatMap((page) => [
      [`${pageName(page.id)}.html`, renderRunbookHtml(page, pictureOf)] as const,
      [`${pageName(page.id)}.md`, renderRunbookMarkdown(page)] as const,
    ]),
  ]);

/** Whether a file is one of ours, so that one of a system that is gone goes too, and nobody else's does. */
export const isRunbookPage = (text: string): boolean =>
  text.startsWith(markdownMark) || text.slice(0, 200).includes(htmlMark);
