/** Whom to call when requests cannot be made: people's data, so that a page for everybody only says where they stand. */
import type { Workspace } from '../../model/workspace.ts';
import { type Html, html } from '../html.ts';

export function contactsInHtml({ settings }: Workspace, people: boolean): Html {
  const contacts = settings?.value.contacts ?? [];
  const list =
    people && contacts.length > 0
      ? html`<ul class="contacts">${contacts.map(
          ({ name, for: what, phone, email }) =>
            html`<li><b>${name}</b><span>${what}</span>${phone && html`<a href="tel:${phone.replaceAll(/[^+\d]/g, '')}">${phone}</a>`}${
              email && html`<a href="mailto:${email}">${email}</a>`
            }</li>`,
        )}</ul>`
      : contacts.length === 0
        ? html`<p>Nobody has written down yet whom to call then. It belongs under <code>contacts</code> in <code>policies/grantbook.yaml</code> of the repository.</p>`
        : html`<p>Whom to call stands under <code>contacts</code> in <code>policies/grantbook.yaml</code> of the repository. It is not shown here, because anybody may be able to read this page.</p>`;
  return html`<section class="when-down" aria-labelledby="down"><h2 id="down">When this does not work, and it cannot wait</h2>${list}</section>`;
}
