/** Everybody and what they hold. Only where people may be named at all. */

import { isActive } from '../../model/entitlement.ts';
import { dayOf } from '../../model/period.ts';
import { displayName } from '../../render/approvers-in-words.ts';
import { amount } from '../../render/summary.ts';
import { html } from '../html.ts';
import type { SiteInput } from '../input.ts';
import type { Page } from '../layout.ts';
import { commas, inWords } from '../words.ts';
import { dayInWords } from './days.ts';

export function peoplePage(input: SiteInput): Page {
  const { workspace, held, now, timeZone } = input;
  const people = workspace.people
    .all()
    .filter(({ value }) => isActive(value, { now, timeZone }))
    .toSorted((a, b) => (a.value.displayName < b.value.displayName ? -1 : 1));
  const title = (system: string, role: string) => {
    const found = workspace.systems.has(system) ? workspace.systems.get(system)?.value : undefined;
    const known = found && Object.hasOwn(found.roles, role) ? found.roles[role] : undefined;
    return `${known?.title ?? role} in ${found?.name ?? system}`;
  };
  return {
    path: 'people.html',
    title: 'People',
    description: 'Who has which access, and until when.',
    body: html`<h1>People</h1>
<p class="lead">${amount(people.length, 'person', 'people')} and what they hold on ${dayInWords(dayOf(now, timeZone))}.</p>
<div class="search" role="search" hidden data-search><label for="search">Search people, teams and roles</label><input id="search" type="search" autocomplete="off" spellcheck="false"><p class="found" role="status" aria-live="polite"></p></div>
<ul class="cards people">${people.map(({ id, value }) => {
      const own = held.filter(({ subject }) => subject === id);
      return html`<li class="card role" data-find="${id}"><h2 id="${id}">${value.displayName}</h2>
<p class="quiet">${commas(value.jobFunctions.map(inWords))} · ${value.department}${value.manager && ` · reports to ${displayName(value.manager, workspace)}`}</p>
${
  own.length === 0
    ? html`<p>Holds nothing now.</p>`
    : html`<ul class="holds">${own.map(({ system, role, until }) => html`<li><a href="systems/${system}.html#${role}">${title(system, role)}</a> <span class="quiet">${until === 'standing' ? 'without an end' : until === undefined ? 'end not known here' : `until ${dayInWords(until)}`}</span></li>`)}</ul>`
}</li>`;
    })}</ul><p class="nothing" hidden data-nothing>Nobody and nothing is called so.</p>`,
  };
}
