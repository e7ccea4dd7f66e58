/** What every page has: its head, the way around, and what stands below. */
import type { Html, Part } from './html.ts';
import { html } from './html.ts';

/** The pages that the way around leads to, in its order. */
export interface Place {
  /** From the top of the site. */
  readonly path: string;
  readonly title: string;
}

export interface Frame {
  readonly organization: string;
  readonly places: readonly Place[];
  /** "23 November 2026, 10:00 (Europe/Lisbon)". */
  readonly asOf: string;
  /** The address of the repository, where it is known. */
  readonly repository: string | undefined;
  readonly people: boolean;
}

export interface Page {
  /** From the top of the site: `systems/payroll.html`. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  /** The place that it belongs to, where it is none itself. */
  readonly within?: string;
  readonly body: Html;
  /** Scripts of ours besides the small one that every page has. */
  readonly scripts?: readonly string[];
}

/** The way from a page up to the top of the site, so that it works under any address. */
export const upFrom = (path: string): string => '../'.repeat(path.split('/').length - 1);

/**
 * Nothing is ever asked of another server, and no script or style stands in the page itself, so that a text from a policy
 * could not become one even if it got through.
 */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

const script = (up: string, name: string): Part => html`<script src="${up}assets/${name}" defer></script>
`;

/** The whole document. */
export function document(page: Page, frame: Frame): string {
  const up = upFrom(page.path);
  const { organization, places, asOf, repository, people } = frame;
  const at = page.within ?? page.path;
  return html`<!doctype html>
<html lang="en" class="no-script">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="description" content="${page.description}">
<title>${page.title} · ${organization} access</title>
<link rel="icon" href="${up}assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${up}assets/style.css">
${script(up, 'site.js')}${(page.scripts ?? []).map((name) => script(up, name))}</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<div class="wide">
<a class="brand" href="${up}index.html"><svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true"><rect x="2" y="2" width="20" height="20" rx="6" class="mark"/><path d="M7.5 12.4l3 3 6-6.4" class="tick"/></svg><span>${organization} <span class="brand-what">access</span></span></a>
<nav aria-label="Pages">
<ul>${places.map(
    ({ path, title }) =>
      html`<li><a href="${up}${path}"${path === at && html` aria-current="page"`}>${title}</a></li>`,
  )}</ul>
</nav>
</div>
</header>
<main id="main" class="wide" tabindex="-1">
${page.body}
</main>
<footer class="wide">
<p>As of ${asOf}. ${
    people
      ? 'This page names people: keep it where only they can read it.'
      : 'This page speaks of roles and functions, and names nobody.'
  }</p>
<p>Made by Grantbook from the policies${repository && html` in <a href="${repository}">the repository</a>`}. It asks nothing of any other server.</p>
</footer>
</body>
</html>
`.text;
}
