/** The numbers: what is held now, and from the ledger what was decided, month by month. */
import { type Month, monthsOf } from '../../ledger/months.ts';
import { findRole } from '../../model/entitlement.ts';
import { risks } from '../../model/system.ts';
import { type Html, html } from '../html.ts';
import type { SiteInput } from '../input.ts';
import type { Page } from '../layout.ts';
import { asTitle } from '../words.ts';
import { type Bar, barsInSvg } from './bars.ts';
import { monthInShort, monthInWords } from './days.ts';

/** Nobody looks further back than this on a page. */
const mostMonths = 12;

const tile = (number: string, what: string, more?: string): Html =>
  html`<li class="tile"><b>${number}</b> <span>${what}</span>${more && html`<small>${more}</small>`}</li>`;

const hour = 3_600_000;

/** "3 hours", "2.5 days". */
function timeInWords(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return 'none yet';
  const hours = milliseconds / hour;
  const round = (value: number) => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
  if (hours < 1) return `${Math.max(1, Math.round(hours * 60))} min`;
  return hours < 48 ? `${round(hours)} h` : `${round(hours / 24)} days`;
}

function figure(title: string, bars: readonly Bar[], unit: string, legend: Html, table: Html): Html {
  return html`<figure class="card chart"><figcaption>${title}</figcaption>${legend}${barsInSvg(bars, unit)}<details><summary>The same as a table<span class="sr">: ${title}</span></summary><div class="scroll" tabindex="0" role="region" aria-label="${title}">${table}</div></details></figure>`;
}

const legendOf = (items: readonly (readonly [kind: string, text: string])[]): Html =>
  html`<ul class="legend">${items.map(([kind, text]) => html`<li><svg width="12" height="12" aria-hidden="true"><rect width="12" height="12" rx="3" class="bar ${kind}"/></svg>${text}</li>`)}</ul>`;

const label = ({ month }: Month): string => monthInShort(`${month}-01`);

function monthsInHtml(months: readonly Month[]): Html {
  const table = (head: readonly string[], row: (month: Month) => readonly (string | number)[]): Html =>
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
  'From the question to the last approval',
  months.map((month) => ({
    label: label(month),
    parts: [{ value: Math.round(((month.medianToApprove ?? 0) / hour) * 10) / 10, kind: 'given' }],
  })),
  'hours, the middle one',
  html``,
  table(['The middle one'], ({ medianToApprove }) => [timeInWords(medianToApprove)]),
)}
${figure(
  'What did not go as it should',
  months.map((month) => ({
    label: label(month),
    parts: [
      { value: month.denied, kind: 'denied' },
      { value: month.unapproved, kind: 'unapproved' },
    ],
  })),
  'times',
  legendOf([
    ['denied', 'objections'],
    ['unapproved', 'changes that nobody approved'],
  ]),
  table(['Objections', 'Nobody approved'], ({ denied, unapproved }) => [denied, unapproved]),
)}
</div>`;
}

/** How much of what is held is of each risk. */
function byRisk({ workspace, held }: SiteInput): Html {
  const counts = risks.map((risk) => ({
    risk,
    number: held.filter(({ system, role }) => findRole(workspace, system, role)?.role.risk === risk).length,
  }));
  const most = Math.max(1, ...counts.map(({ number }) => number));
  return html`<section class="card"><h2>What is held now, by risk</h2><table class="meters"><thead class="sr"><tr><th scope="col">Risk</th><th scope="col">Grants</th><th scope="col">Share</th></tr></thead><tbody>${counts.map(
    ({ risk, number }) =>
      html`<tr><th scope="row"><span class="risk risk-${risk}">${asTitle(risk)}</span></th><td class="number">${number}</td><td class="meter"><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="100" height="8" class="track"/><rect width="${(100 * number) / most}" height="8" class="fill-${risk}"/></svg></td></tr>`,
  )}</tbody></table></section>`;
}

export function dashboardPage(input: SiteInput): Page {
  const { held, ledger, timeZone } = input;
  const standing = held.filter(({ until }) => until === 'standing').length;
  const months = monthsOf(ledger ?? [], timeZone).slice(-mostMonths);
  const sum = (of: (month: Month) => number) => months.reduce((total, month) => total + of(month), 0);
  const unapproved = sum((month) => month.unapproved);
  const share = held.length === 0 ? 0 : Math.round((100 * (held.length - standing)) / held.length);
  return {
    path: 'dashboard.html',
    title: 'Dashboard',
    description: 'How much access there is, how long approvals take, and what went wrong.',
    body: html`<h1>Dashboard</h1>
<ul class="tiles">
${tile(`${held.length}`, held.length === 1 ? 'grant gives access now' : 'grants give access now')}
${tile(`${share} %`, 'of them end by themselves', `${standing} have no end, and are reviewed`)}
${months.length > 0 && tile(`${unapproved}`, unapproved === 1 ? 'change that nobody approved' : 'changes that nobody approved', `in ${months.length} ${months.length === 1 ? 'month' : 'months'}`)}
${months.length > 0 && tile(timeInWords(months.at(-1)?.medianToApprove), 'to the last approval', `the middle one in ${monthInWords(`${months.at(-1)?.month}-01`)}`)}
</ul>
${byRisk(input)}
${
  ledger === undefined
    ? html`<p class="notice">What was decided, and how long it took, stands in the ledger, the branch <code>grantbook-ledger</code>. The clone that this page was made from does not have it, so there is nothing to show. <code>grantbook ledger start</code> begins one; where there is one already, fetch it before <code>grantbook site</code> runs.</p>`
    : months.length === 0
      ? html`<p class="notice">The ledger has begun, and holds no decision yet. The first request that is approved appears here.</p>`
      : html`<h2>Month by month</h2>${monthsInHtml(months)}`
}`,
  };
}
