/** The list of runbooks, and a page around each. What stands in them is made elsewhere, from the policies. */
import { pageName } from '../../model/runbook.ts';
import { html } from '../html.ts';
import type { SiteInput } from '../input.ts';
import type { Page } from '../layout.ts';

export function runbookPages({ runbooks, workspace }: SiteInput): readonly Page[] {
  if (runbooks.size === 0) return [];
  const known = workspace.systems.all().filter(({ id }) => runbooks.has(id));
  return [
    {
      path: 'runbooks/index.html',
      title: 'Runbooks',
      description: 'How access is asked for, approved and set up, step by step, for each system.',
      body: html`<h1>Runbooks</h1><p class="lead">How it is done, step by step, made from the policies as they are now.</p>
<ul class="cards links">${known.map(({ id, value }) => html`<li class="card"><a href="${pageName(id)}.html">${value.name}</a><p>${value.description}</p></li>`)}</ul>`,
    },
    ...known.map(({ id, value }) => ({
      path: `runbooks/${pageName(id)}.html`,
      within: 'runbooks/index.html',
      title: `Runbook for ${value.name}`,
      description: `How access to ${value.name} is asked for, approved and set up.`,
      body: html`<nav class="crumbs" aria-label="Where you are"><a href="index.html">Runbooks</a> <span aria-hidden="true">›</span> <span aria-current="page">${value.name}</span></nav>
<h1>${value.name}</h1><p><a href="../systems/${id}.html">Roles of ${value.name}</a></p><div class="runbook">${runbooks.get(id)}</div>`,
    })),
  ];
}
