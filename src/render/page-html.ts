/** A page that needs nothing else: no script, no other file, no network. */
import { html } from './html.ts';

export interface SelfContained {
  readonly title: string;
  /** What stands above the title. */
  readonly above: string;
  readonly style: string;
  /** HTML, already harmless. */
  readonly body: string;
  readonly footer: string;
  /** A script of ours, allowed by its digest; pages without one run none. */
  readonly script?: { readonly text: string; readonly digest: string };
}

export const selfContained = ({
  title,
  above,
  style,
  body,
  footer,
  script,
}: SelfContained): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'${script ? `; script-src '${script.digest}'` : ''}">
<title>${html(title)}</title>
<style>
${style}
</style>
</head>
<body>
<header>
<p class="organization">${html(above)}</p>
<h1>${html(title)}</h1>
</header>
<main>
${body}
</main>
<footer>${html(footer)}</footer>${script ? `\n<script>${script.text}</script>` : ''}
</body>
</html>
`;

/** A link where there is an address, and the words alone where there is none. */
export const link = (text: string, href: string | undefined): string =>
  href === undefined ? html(text) : `<a href="${html(href)}">${html(text)}</a>`;

/** A table; its cells are HTML. */
export const tableHtml = (
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  kind = '',
): string =>
  `<div class="scroll" tabindex="0" role="region" aria-label="${html(headings.join(', '))}">
<table${kind === '' ? '' : ` class="${kind}"`}>
<thead><tr>${headings.map((heading) => `<th scope="col">${html(heading)}</th>`).join('')}</tr></thead>
<tbody>
${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}
</tbody>
</table>
</div>`;

export const factsHtml = (facts: readonly (readonly [string, string])[]): string =>
  `<dl>\n${facts.map(([label, value]) => `<div><dt>${html(label)}</dt><dd>${value}</dd></div>`).join('\n')}\n</dl>`;

/** Text in which a day and its time are never torn apart. */
export const timed = (text: string): string =>
  html(text).replaceAll(/\d{4}-\d\d-\d\d(?: \d\d:\d\d)?/g, (time) => `<span class="time">${time}</span>`);
