/** The trend, month by month: charts, and the same as tables. */
import type { MonthNumbers } from '../../ledger/month-numbers.ts';
import type { Spread } from '../../ledger/spread.ts';
import { waitInShort } from '../../render/waits-in-words.ts';
import { type Html, html } from '../html.ts';
import { type Bar, barsInSvg } from './bars.ts';
import { monthInShort, monthInWords } from './days.ts';

/** Nobody looks further back than this on a page. */
export const mostMonths = 12;

const inHours = (spread: Spread | undefined): number => Math.round((spread?.median ?? 0) / 360_000) / 10;

function figure(title: string, bars: readonly Bar[], unit: string, legend: Html, table: Html): Html {
  return html`<figure class="card chart"><figcaption>${title}</figcaption>${legend}${barsInSvg(bars, unit)}<details><summary>The same as a table<span class="sr">: ${title}</span></summary><div class="scroll" tabindex="0" role="region" aria-label="${title}">${table}</div></details></figure>`;
}

const legendOf = (items: readonly (readonly [kind: string, text: string])[]): Html =>
  html`<ul class="legend">${items.map(([kind, text]) => html`<li><svg width="12" height="12" aria-hidden="true"><rect width="12" height="12" rx="3" class="bar ${kind}"/></svg>${text}</li>`)}</ul>`;

const label = ({ month }: MonthNumbers): string => monthInShort(`${month}-01`);

/** The charts, each with its table. */
export function monthsInHtml(months: readonly MonthNumbers[]): Html {
  const table = (head: readonly string[], row: (month: MonthNumbers) => readonly (string | number)[]): Html =>
    html`<table><thead><tr><th scope="col">Month</th>${head.map((each) => html`<th scope="col" class="number">${each}</th>`)}</tr></thead>
<tbody>${months.map((month) => html`<tr><th scope="row">${monthInWords(`${month.month}-01`)}</th>${row(month).map((cell) => html`<td class="number">${cell}</td>`)}</tr>`)}</tbody></table>`;
  return html`<div class="charts">
${figure(
  'Access given and ended',
  months.map((month) => ({
    label: label(month),
    parts: [
      { value: month.given, kind: 'given' },
      { value: month.ended, kind: 'ended' },
    ],
  })),
  'grants',
  legendOf([
    ['given', 'given or prolonged'],
    ['ended', 'ended or made smaller'],
  ]),
  table(['Given', 'Ended'], ({ given, ended }) => [given, ended]),
)}
${figure(
  'From the question to the access',
  months.map((month) => ({
    label: label(month),
    parts: [{ value: inHours(month.times.toResolve), kind: 'given' }],
  })),
  'hours at the median',
  html``,
  table(
    ['Until nothing was wrong', 'To approve', 'To provision', 'All of it'],
    ({ times: { toValid, toApprove, toProvision, toResolve } }) =>
      [toValid, toApprove, toProvision, toResolve].map((spread) => waitInShort(spread?.median)),
  ),
)}
${figure(
  'What did not go as it should',
  months.map((month) => ({
    label: label(month),
    parts: [
      { value: month.first.wrong, kind: 'ended' },
      { value: month.denied, kind: 'denied' },
      { value: month.unapproved, kind: 'unapproved' },
    ],
  })),
  'times',
  legendOf([
    ['ended', 'wrong at first'],
    ['denied', 'objections'],
    ['unapproved', 'changes that nobody approved'],
  ]),
  table(['Wrong at first', 'Objections', 'Nobody approved'], ({ first, denied, unapproved }) => [
    first.wrong,
    denied,
    unapproved,
  ]),
)}
</div>`;
}
