/** The pages of all runbooks as texts. */
import type { Instant } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import { htmlMark, renderRunbookHtml } from '../render/runbook-html.ts';
import { renderRunbookIndex } from '../render/runbook-index.ts';
import { markdownMark, renderRunbookMarkdown } from '../render/runbook-markdown.ts';
import { runbookPages } from './runbook-facts.ts';

/** The text of each page by its file name, in `docs/runbooks/`. Every policy file has to be read. */
export function runbookTexts(workspace: Workspace, now: Instant): ReadonlyMap<string, string> {
  const pages = runbookPages(workspace, { names: true, now });
  const pictureOf = (path: string) => {
    const picture = workspace.pictures.get(path);
    return picture && `data:${picture.mediaType};base64,${Buffer.from(picture.bytes).toString('base64')}`;
  };
  return new Map([
    ...(pages.length === 0 ? [] : [['README.md', renderRunbookIndex(pages)] as const]),
    ...pages.flatMap((page) => [
      [`${page.id}.html`, renderRunbookHtml(page, pictureOf)] as const,
      [`${page.id}.md`, renderRunbookMarkdown(page)] as const,
    ]),
  ]);
}

/** Whether a file is one of ours, so that one of a system that is gone goes too, and nobody else's does. */
export const isRunbookPage = (text: string): boolean =>
  text.startsWith(markdownMark) || text.slice(0, 200).includes(htmlMark);
