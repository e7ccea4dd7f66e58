/** A runbook as one page of HTML that needs nothing else: no script, no other file, no network. It prints well. */
import type { Block, Line, RunbookPage, RunbookStep, Section, Words } from '../model/runbook.ts';
import { html } from './html.ts';
import { runbookStyle } from './runbook-style.ts';

export const htmlMark =
  '<!-- Made by `grantbook runbooks` from the policies. A change here is lost; change the policies. -->';

/** A picture as the page holds it: a `data:` address, or nothing where it could not be read. */
export type PictureSource = (path: string) => string | undefined;

export function renderRunbookHtml(page: RunbookPage, sourceOf: PictureSource): string {
  return `<!doctype html>
${htmlMark}
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${html(page.title)}</title>
<style>
${runbookStyle}
</style>
</head>
<body>
<header>
<p class="organization">${html(page.organization)} · ${html(page.label ?? 'Runbook')}</p>
<h1>${html(page.title)}</h1>
${factsHtml(page)}
</header>
<main>
${sectionsHtml(page, sourceOf)}
</main>
<footer>Made by Grantbook from the policies of ${html(page.organization)}.${page.label === undefined ? ' Names and numbers on this page are for the team alone.' : ''}</footer>
</body>
</html>
`;
}

const factsHtml = ({ facts }: RunbookPage): string =>
  `<dl>\n${facts.map(([label, line]) => `<div><dt>${html(label)}</dt><dd>${inline(line)}</dd></div>`).join('\n')}\n</dl>`;

const sectionsHtml = ({ sections }: RunbookPage, sourceOf: PictureSource): string =>
  sections.map((section) => sectionHtml(section, sourceOf)).join('\n');

/** All of it below the title, for a page that has a head of its own. */
export const renderRunbookBody = (page: RunbookPage, sourceOf: PictureSource): string =>
  `${factsHtml(page)}\n${sectionsHtml(page, sourceOf)}`;

function sectionHtml({ title, blocks, ownPage }: Section, sourceOf: PictureSource): string {
  const inside = blocks.map((each) => block(each, sourceOf)).join('\n');
  return `<section${ownPage ? ' class="own-page"' : ''}>\n<h2>${html(title)}</h2>\n${inside}\n</section>`;
}

function block(each: Block, sourceOf: PictureSource): string {
  switch (each.kind) {
    case 'text':
      return `<p>${inline(each.line)}</p>`;
    case 'missing':
      return `<p class="missing">${inline(each.line)}</p>`;
    case 'list':
      return `<ul>\n${each.items.map((line) => `<li>${inline(line)}</li>`).join('\n')}\n</ul>`;
    case 'checks':
      return `<ul class="checks">\n${each.items.map((line) => `<li>${inline(line)}</li>`).join('\n')}\n</ul>`;
    case 'steps':
      return `<ol>\n${each.items.map((item) => step(item, sourceOf)).join('\n')}\n</ol>`;
    case 'table':
      return `<table>\n<thead><tr>${each.headings.map((heading) => `<th scope="col">${html(heading)}</th>`).join('')}</tr></thead>\n<tbody>\n${each.rows.map((cells) => row(cells, each.headings)).join('\n')}\n</tbody>\n</table>`;
    case 'case':
      return `<div class="case">\n<h3>${html(each.title)}</h3>\n${each.blocks.map((inner) => block(inner, sourceOf)).join('\n')}\n</div>`;
  }
}

/** Each cell says which column it is in, for screens on which the columns stand below each other. */
const row = (cells: readonly Line[], headings: readonly string[]): string =>
  `<tr>${cells.map((cell, index) => `<td data-label="${html(headings[index] ?? '')}">${inline(cell)}</td>`).join('')}</tr>`;

function step({ line, pictures }: RunbookStep, sourceOf: PictureSource): string {
  const shown = pictures.map(({ path, alt }) => {
    const source = sourceOf(path);
    return source === undefined
      ? `<p class="missing">${html(`The picture is missing: ${alt}`)}</p>`
      : `<figure><img src="${html(source)}" alt="${html(alt)}"><figcaption>${html(alt)}</figcaption></figure>`;
  });
  return `<li>${inline(line)}${shown.join('')}</li>`;
}

const inline = (line: Line): string => line.map(words).join('');

function words(each: Words): string {
  if (typeof each === 'string') return html(each);
  if ('strong' in each) return `<strong>${html(each.strong)}</strong>`;
  if ('exact' in each) return `<span class="exact">${html(each.exact)}</span>`;
  // Without an address the page, which is read anywhere, has no way there: the words say where it is.
  if (each.href === undefined) return `<strong>“${html(each.text)}”</strong>`;
  return `<a href="${html(each.href)}">${html(each.text)}</a>`;
}
