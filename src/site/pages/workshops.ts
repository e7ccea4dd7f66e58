/** The list of workshop sheets, and a page around each. What stands in them is made elsewhere, from the policies. */
import { html } from '../html.ts';
import type { SiteInput } from '../input.ts';
import type { Page } from '../layout.ts';

const within = 'practice.html';

export function workshopPages({ workshops }: SiteInput): readonly Page[] {
  if (workshops.length === 0) return [];
  return [
    {
      path: 'training/index.html',
      within,
      title: 'Workshop sheets',
      description: 'Half an hour about access for each department, made from its own systems.',
      body: html`<nav class="crumbs" aria-label="Where you are"><a href="../practice.html">Practise</a> <span aria-hidden="true">›</span> <span aria-current="page">Workshop sheets</span></nav>
<h1>Workshop sheets</h1><p class="lead">Half an hour about access with the whole team, made from the systems that it may have. Anybody who has gone through the practice page can lead it.</p>
<ul class="cards links">${workshops.map(({ id, title }) => html`<li class="card"><a href="${id}.html">${title}</a></li>`)}</ul>`,
    },
    ...workshops.map(({ id, title, body }) => ({
      path: `training/${id}.html`,
      within,
      title,
      description: 'A plan for half an hour, exercises with their answers, and three questions.',
      body: html`<nav class="crumbs" aria-label="Where you are"><a href="../practice.html">Practise</a> <span aria-hidden="true">›</span> <a href="index.html">Workshop sheets</a></nav>
<h1>${title}</h1><div class="runbook">${body}</div>`,
    })),
  ];
}
