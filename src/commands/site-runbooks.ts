/** The runbooks and the workshop sheets as the site shows them, and the pictures that stand in them. */
import { basename } from 'node:path';
import type { Instant } from '../model/period.ts';
import type { RunbookPage } from '../model/runbook.ts';
import type { Workspace } from '../model/workspace.ts';
import { renderRunbookBody } from '../render/runbook-html.ts';
import { inWords } from '../runbooks/in-words.ts';
import { Html } from '../site/html.ts';
import type { SiteInput } from '../site/input.ts';
import { namesOfPeople, withoutNames } from '../site/people-in-texts.ts';
import { runbookPages, workshopPages } from './runbook-facts.ts';

/** What the site gets of them. */
export interface SiteRunbooks extends Pick<SiteInput, 'runbooks' | 'workshops'> {
  /** The bytes of each picture by its path in the site; none where nobody may be named, since a picture may show people. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

/** Made of the whole policies; where nobody is to be named, in the words for everybody and with each name taken out. */
export function siteRunbooks(workspace: Workspace, people: boolean, now: Instant): SiteRunbooks {
  const change = people ? (text: string) => text : withoutNames(namesOfPeople(workspace));
  const pictures = new Map<string, Uint8Array>();
  const bodyOf = (page: RunbookPage) =>
    new Html(
      renderRunbookBody(inWords(page, change, { pictures: people }), (path) => {
        const picture = workspace.pictures.get(path);
        if (!picture) return undefined;
        const name = `pictures/${basename(path)}`;
        pictures.set(`runbooks/${name}`, picture.bytes);
        return name;
      }),
    );
  return {
    runbooks: new Map(
      runbookPages(workspace, { names: people, now }).map((page) => [page.id, bodyOf(page)] as const),
    ),
    workshops: workshopPages(workspace, now).map((page) => ({
      id: page.id,
      title: change(page.title),
      body: bodyOf(page),
    })),
    pictures,
  };
}
