import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{printable}from"./chunk-54DGOOQP.js";var signs={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","'":"&#39;"},html=text=>printable(text.replaceAll(/\s+/g," ")).replaceAll(/[&<>"']/g,sign=>signs[sign]??sign);var runbookStyle=`:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --soft: #57606a; --line: #d0d7de; --band: #f3f5f7; --accent: #0b5cad; --warn: #8a4b00; --warn-band: #fff4e0; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --paper: #15181c; --soft: #a0a8b2; --line: #3a414a; --band: #1f242a; --accent: #7ab7ff; --warn: #ffc67a; --warn-band: #33260f; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 54rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1rem; text-wrap: balance; }
h2 { font-size: 1.3rem; margin: 2.4rem 0 .6rem; padding-bottom: .3rem; border-bottom: 2px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.4rem 0 .3rem; }
p { margin: .5rem 0; }
.organization { color: var(--soft); font-size: .85rem; letter-spacing: .02em; margin: 0 0 .4rem; }
dl { margin: 0; padding: .6rem 1rem; background: var(--band); border-radius: .4rem; }
dl div { display: flex; gap: 1rem; padding: .15rem 0; }
dt { flex: 0 0 11rem; color: var(--soft); }
dd { margin: 0; }
a { color: var(--accent); }
.exact { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: .92em; overflow-wrap: anywhere; }
td .exact { white-space: nowrap; }
ol, ul { padding-left: 1.6rem; margin: .5rem 0; }
li { margin: .35rem 0; padding-left: .25rem; }
ol > li::marker { font-weight: 700; }
.checks { list-style: none; padding-left: .2rem; }
.checks li { padding-left: 1.9rem; position: relative; }
.checks li::before { content: ""; position: absolute; left: 0; top: .25em; width: 1em; height: 1em; border: 1.5px solid currentColor; border-radius: 2px; }
table { border-collapse: collapse; width: 100%; margin: .8rem 0; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .6rem; border: 1px solid var(--line); }
th { background: var(--band); white-space: nowrap; }
.missing { background: var(--warn-band); color: var(--warn); border-left: 4px solid currentColor; padding: .5rem .8rem; }
figure { margin: .7rem 0; }
img { max-width: 100%; max-height: 24rem; border: 1px solid var(--line); }
figcaption { color: var(--soft); font-size: .85rem; }
footer { margin-top: 3rem; padding-top: .8rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .85rem; }
@media (max-width: 40rem) { dl div { display: block; } table { display: block; overflow-x: auto; } }
@page { size: A4; margin: 16mm 15mm 18mm; @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt sans-serif; color: #555; } }
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --soft: #333; --line: #888; --band: #eee; --accent: #000; --warn: #000; --warn-band: #fff; }
  body { max-width: none; padding: 0 1px; font-size: 10pt; line-height: 1.4; }
  h1 { font-size: 18pt; }
  h2 { font-size: 13pt; margin-top: 7mm; }
  h3 { font-size: 10.5pt; }
  h1, h2, h3 { break-after: avoid; }
  p, li { orphans: 3; widows: 3; }
  li, tr, figure, .case, dl, .missing { break-inside: avoid; }
  thead { display: table-header-group; }
  table { font-size: 9pt; }
  .own-page { break-before: page; }
  .own-page h2 { margin-top: 0; }
  img { max-height: 80mm; }
  /* On paper nobody can press a link. */
  a[href]::after { content: " (" attr(href) ")"; font-size: 8.5pt; overflow-wrap: anywhere; }
  td a[href]::after { content: ""; }
}`;export{html,runbookStyle};
