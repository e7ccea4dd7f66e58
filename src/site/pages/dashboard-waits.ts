/** Where requests wait: in sentences first, in tables below. */
import { bottleneckOf } from '../../ledger/bottleneck.ts';
import type { Metrics } from '../../ledger/metrics.ts';
import type { Workspace } from '../../model/workspace.ts';
import { metricsTables } from '../../render/metrics-tables.ts';
import { type MetricNames, metricNotes, metricSentences } from '../../render/metrics-words.ts';
import { ruleInShort } from '../../rules/in-short.ts';
import { type Html, html, sentence } from '../html.ts';

const namesIn = ({ systems }: Workspace): MetricNames => ({
  system: (id) => (systems.has(id) ? systems.get(id)?.value.name : undefined) ?? id,
  rule: ruleInShort,
});

/** What a reader should see in ten seconds. */
export function waits(numbers: Metrics, workspace: Workspace): Html {
  const [first, ...more] = metricSentences(numbers, bottleneckOf(numbers), namesIn(workspace));
  return html`<section class="card waits"><h2>Where requests wait</h2><p><b>${first}</b></p>${more.map((each) => html`<p>${each}</p>`)}</section>`;
}

/** The tables; what is held now, and the months, have charts of their own. */
export function details(numbers: Metrics, workspace: Workspace): Html {
  const tables = metricsTables(numbers, namesIn(workspace)).filter(
    ({ title }) => title !== 'Month by month' && title !== 'What is held now',
  );
  return html`<div class="details">${tables.map(
    ({ title, headings, rows }) =>
      html`<section class="card"><h2>${title}</h2><div class="scroll" tabindex="0" role="region" aria-label="${title}"><table><thead><tr>${headings.map((each, index) => html`<th scope="col"${index > 0 && html` class="number"`}>${each}</th>`)}</tr></thead><tbody>${rows.map(
        ([head, ...cells]) =>
          html`<tr><th scope="row">${head}</th>${cells.map((cell) => html`<td class="number">${cell}</td>`)}</tr>`,
      )}</tbody></table></div></section>`,
  )}</div><ul class="hint">${metricNotes(numbers).map((each) => html`<li>${sentence(each)}</li>`)}</ul>`;
}
