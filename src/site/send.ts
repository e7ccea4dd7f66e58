/** How a finished request gets to GitHub: as a file, as an issue form, or by copying. */
import { findRole } from '../model/entitlement.ts';
import type { Workspace } from '../model/workspace.ts';
import { isInOrder } from './answer.ts';
import { type Html, html } from './html.ts';
import type { Repository } from './input.ts';
import { editLink, emptyFileLink, formLink, newFileLink } from './links.ts';
import { type Draft, nobodyYet, type Request } from './request.ts';

export interface Sending {
  readonly request: Request;
  readonly draft: Draft;
  readonly base: Workspace;
  /** Nothing where nobody knows where requests go. */
  readonly repository: Repository | undefined;
  /** The issue forms that there are. */
  readonly forms: readonly string[];
}

/** The ways that are open; whatever is still to be repaired, the file is there to be looked at. */
export function sendInHtml(sending: Sending): Html {
  const { request, repository } = sending;
  const { judged, path, text } = request;
  return html`<h3>Send it</h3>
${
  !isInOrder(judged)
    ? html`<p class="quiet">When nothing is left to repair, it can be sent from here.</p>`
    : repository
      ? [asFile(sending, repository), asForm(sending, repository)]
      : html`<p class="quiet">Copy the file, and put it where its name says in the repository of the policies.</p>`
}
<details id="file"><summary>The file</summary><p class="path"><code>${path}</code></p><pre tabindex="0" aria-label="The content of the file"><code id="file-text">${text}</code></pre><button type="button" class="button second" id="copy">Copy the file</button> <span id="copied" role="status"></span></details>`;
}

/** The form of a system, or that of emergencies; nothing where there is none. */
function formOf({ request: { grant }, forms }: Sending): string | undefined {
  const form = grant.emergency ? 'emergency-access' : `access-${grant.system}`;
  return forms.includes(form) ? form : undefined;
}

const howToCommit = html`<p class="quiet">There press <i>Commit changes</i>, and start a pull request with it.</p>`;

function asFile(sending: Sending, repository: Repository): Html {
  const { request, base } = sending;
  const { grant, path } = request;
  if (grant.subject === nobodyYet)
    return html`<p class="notice">Write your user name for the finished file${formOf(sending) !== undefined && ', or use the form, which knows you'}.</p>`;
  if (base.holdings.at(path) !== undefined)
    return html`<p class="actions"><a class="button" id="open-file" href="${editLink(repository, path)}">Open the file on GitHub</a></p><p class="quiet">The file is there already. Copy what stands below in its place, and start a pull request with it.</p>`;
  const link = newFileLink(repository, request);
  if (link !== undefined)
    return html`<p class="actions"><a class="button" id="open-file" href="${link}">Open the finished file on GitHub</a></p>${howToCommit}`;
  return html`<p class="notice">The file is too long for a link. Copy it, and paste it into <a id="open-file" href="${emptyFileLink(repository)}?${new URLSearchParams({ filename: path }).toString()}">a new file on GitHub</a>.</p>`;
}

function asForm(sending: Sending, repository: Repository): Html | undefined {
  const form = formOf(sending);
  if (form === undefined) return undefined;
  const { grant } = sending.request;
  const role = findRole(sending.base, grant.system, grant.role)?.role.title ?? grant.role;
  const again = grant.emergency ? 'the role' : `${role} and the length`;
  return html`<p class="actions"><a class="button second" id="open-form" href="${formLink(repository, form, sending.draft)}">Ask with the form on GitHub</a></p><p class="quiet">Choose ${again} there again; the rest is filled in. This way is for everybody, also without the right to write files.</p>`;
}
