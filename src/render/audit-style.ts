/** How an audit looks, on a screen and on paper: the style of the runbooks, with bars over time. */
import { runbookStyle } from './runbook-style.ts';

export const auditStyle = `${runbookStyle}
:root { --approved: #0b5cad; --found: #6e7781; --unrecorded: #8a4b00; --emergency: #b35900; --refused: #b42318; --band-asked: #e7f0fb; }
@media (prefers-color-scheme: dark) { :root { --approved: #58a6ff; --found: #8b949e; --unrecorded: #ffc67a; --emergency: #ffa657; --refused: #ff8a7a; --band-asked: #1c2b3f; } }
body { max-width: 78rem; }
.lead { font-size: 1.1rem; margin: .2rem 0 1rem; }
.time { white-space: nowrap; }
.quiet { color: var(--soft); font-size: .88rem; }
.tag { display: inline-block; border: 1px solid currentColor; border-radius: 1rem; padding: 0 .5rem; font-size: .8rem; line-height: 1.5; white-space: nowrap; }
.tag.lost, .tag.refused { color: var(--refused); }
.tag.emergency { color: var(--emergency); }
.tag.found, .tag.unrecorded { color: var(--soft); }
td p { margin: 0 0 .25rem; }
blockquote { margin: .25rem 0; padding-left: .6rem; border-left: 3px solid var(--line); color: var(--soft); }
.timeline { table-layout: fixed; border: 0; font-size: .88rem; }
.timeline th, .timeline td { border: 0; border-bottom: 1px solid var(--line); padding: .3rem .5rem; vertical-align: middle; }
.timeline thead th { background: none; }
.timeline thead th:first-child { width: 19rem; }
.timeline tbody th { font-weight: 400; background: none; white-space: normal; }
.timeline tbody th strong { display: block; }
.timeline .months { position: relative; height: 1.2rem; font-weight: 400; color: var(--soft); font-size: .8rem; }
.timeline .months span { position: absolute; white-space: nowrap; }
.track { position: relative; height: 1.35rem; }
.asked { position: absolute; top: -.3rem; bottom: -.3rem; background: var(--band-asked); border-left: 1px solid var(--line); border-right: 1px solid var(--line); min-width: 2px; }
.bar { position: absolute; top: .2rem; bottom: .2rem; min-width: 3px; border-radius: .2rem; background: var(--approved); }
.bar.found { background: repeating-linear-gradient(45deg, var(--found) 0 5px, transparent 5px 8px); border: 1px solid var(--found); }
.bar.unrecorded { background: none; border: 1.5px dashed var(--unrecorded); }
.bar.emergency { background: var(--emergency); }
.bar.more-before { border-top-left-radius: 0; border-bottom-left-radius: 0; }
.bar.more-after { border-top-right-radius: 0; border-bottom-right-radius: 0; }
.refused-mark { position: absolute; top: .35rem; width: .65rem; height: .65rem; margin-left: -.32rem; background: var(--refused); transform: rotate(45deg); }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; list-style: none; padding: 0; font-size: .85rem; }
.legend li { display: flex; align-items: center; gap: .5rem; padding: 0; }
.legend .bar, .legend .refused-mark { position: static; display: inline-block; width: 1.8rem; height: .8rem; margin: 0; }
.legend .refused-mark { width: .6rem; }
.access td { min-width: 8rem; }
.scroll { overflow-x: auto; }
@media (max-width: 60rem) { .timeline thead th:first-child { width: 9rem; } }
@page { size: A4 landscape; }
@media print { .bar, .asked, .refused-mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; } .scroll { overflow: visible; } .access { font-size: 8pt; } td a[href]::after, .links a[href]::after { content: " (" attr(href) ")"; } h2 { margin-top: 5mm; } }`;
