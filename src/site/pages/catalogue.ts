/** The first page: every system and role, to look through and to search. */
import { findRole, jobFunctionsWith } from '../../model/entitlement.ts';
import type { Role, System } from '../../model/system.ts';
import type { Sourced, Workspace } from '../../model/workspace.ts';
import { amount } from '../../render/summary.ts';
import { type Html, html, sentence } from '../html.ts';
import type { SiteInput } from '../input.ts';
import type { Page } from '../layout.ts';
import { asTitle, inWords } from '../words.ts';
import { contactsInHtml } from './contacts.ts';

/** The words by which a role is found, besides those that stand in the page. */
const wordsFor = (workspace: Workspace, system: Sourced<System>, id: string, role: Role): string =>
  [
    id,
    system.id,
    ...role.permissions.flatMap((permission) => [permission, system.value.permissions[permission] ?? '']),
    ...jobFunctionsWith(workspace, system.id, id).map(inWords),
  ].join(' ');

const roleItem = (workspace: Workspace, system: Sourced<System>, id: string, role: Role): Html =>
  html`<li class="role" data-find="${wordsFor(workspace, system, id, role)}">
<div><a class="role-name" href="systems/${system.id}.html#${id}">${role.title}</a> <span class="risk risk-${role.risk}">${asTitle(role.risk)} risk</span>
<p>${sentence(role.description)}</p></div>
<a class="ask" href="request.html#system=${system.id}&amp;role=${id}" aria-label="Ask for ${role.title} in ${system.value.name}">Ask</a>
</li>`;

const systemCard = (workspace: Workspace, system: Sourced<System>): Html => {
  const { name, description, dataClassification, roles } = system.value;
  return html`<article class="card system" data-group="${name} ${system.id} ${description}">
<header><h2><a href="systems/${system.id}.html">${name}</a></h2>
<span class="tag tag-${dataClassification}">${asTitle(dataClassification)} data</span></header>
<p class="about">${sentence(description)}</p>
<ul class="roles">${Object.entries(roles).map(([id, role]) => roleItem(workspace, system, id, role))}</ul>
</article>`;
};

export function cataloguePage({ workspace, people }: SiteInput): Page {
  const systems = workspace.systems.all();
  const roles = systems.flatMap(({ id, value }) =>
    Object.keys(value.roles).flatMap((role) => findRole(workspace, id, role) ?? []),
  );
  return {
    path: 'index.html',
    title: 'Catalogue',
    description: 'Every system and role, who may have it, for how long, and who approves it.',
    body: html`<div class="hero">
<h1>What do you need access to?</h1>
<p class="lead">${amount(systems.length, 'system')} with ${amount(roles.length, 'role')}, in plain words: who may have each, for how long, and who approves it.</p>
<div class="search" role="search" hidden data-search>
<label for="search">Search systems, roles and what they allow</label>
<input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="payslips, export, customers …">
<p class="found" role="status" aria-live="polite"></p>
</div>
</div>
<div class="cards">${systems.map((system) => systemCard(workspace, system))}</div>
<p class="nothing" hidden data-nothing>Nothing is called so. Try fewer letters, or a word for what you want to do.</p>
${contactsInHtml(workspace, people)}`,
  };
}
