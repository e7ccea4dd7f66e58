/** The numbers: what is held now, and from the ledger what was decided, month by month. */
import { heldNumbers } from '../../ledger/held-numbers.ts';
import { findRole } from '../../model/entitlement.ts';
import { risks } from '../../model/system.ts';
import { type Html, html } from '../html.ts';
import type { SiteInput } from '../input.ts';
import type { Page } from '../layout.ts';
import { asTitle } from '../words.ts';
import { monthsInHtml, mostMonths } from './dashboard-months.ts';
import { details, waits } from './dashboard-waits.ts';

const tile = (number: string, what: string, more?: string): Html =>
  html`<li class="tile"><b>${number}</b> <span>${what}</span>${more && html`<small>${more}</small>`}</li>`;

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
  const { held, numbers } = input;
  const standing = held.filter(({ until }) => until === 'standing').length;
  const months = (numbers?.months ?? []).slice(-mostMonths);
  const unapproved = months.reduce((sum, month) => sum + month.unapproved, 0);
  const share = held.length === 0 ? 0 : Math.round((100 * (held.length - standing)) / held.length);
  const { privileged } = heldNumbers(
    held.map(({ system, role, subject = '', until }) => ({
      subject,
      isStanding: until === 'standing',
      isPrivileged: findRole(input.workspace, system, role)?.role.privileged === true,
    })),
  );
  return {
    path: 'dashboard.html',
    title: 'Dashboard',
    description: 'How much access there is, how long requests take and where they wait, and what went wrong.',
    body: html`<h1>Dashboard</h1>
${numbers && months.length > 0 && waits(numbers, input.workspace)}
<ul class="tiles">
${tile(`${held.length}`, held.length === 1 ? 'grant gives access now' : 'grants give access now')}
${tile(`${share} %`, 'of them end by themselves', `${standing} have no end, and are reviewed`)}
${tile(`${privileged.grants}`, 'of them are privileged', numbers && `held by ${numbers.held.privileged.people} ${numbers.held.privileged.people === 1 ? 'person' : 'people'}`)}
${numbers && tile(`${numbers.tasks.overdue.length}`, numbers.tasks.overdue.length === 1 ? 'task in a system is overdue' : 'tasks in systems are overdue', `${numbers.tasks.open} open`)}
${months.length > 0 && tile(`${unapproved}`, unapproved === 1 ? 'change that nobody approved' : 'changes that nobody approved', `in ${months.length} ${months.length === 1 ? 'month' : 'months'}`)}
</ul>
${byRisk(input)}
${
  numbers === undefined
    ? html`<p class="notice">What was decided, and how long it took, stands in the ledger, the branch <code>grantbook-ledger</code>. The clone that this page was made from does not have it, so there is nothing to show. <code>grantbook ledger start</code> begins one; where there is one already, fetch it before <code>grantbook site</code> runs.</p>`
    : months.length === 0
      ? html`<p class="notice">The ledger has begun, and holds no decision yet. The first request that is approved appears here.</p>`
      : html`<h2>Month by month</h2>${monthsInHtml(months)}${details(numbers, input.workspace)}`
}`,
  };
}
