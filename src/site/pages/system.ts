/** A page for each system: its roles, and for each of them who may have it, how long, and who approves. */

import { jobFunctionsWith } from '../../model/entitlement.ts';
import { longestPeriod } from '../../model/longest-period.ts';
import { durationInWords } from '../../model/period.ts';
import type { Person } from '../../model/person.ts';
import { pageName } from '../../model/runbook.ts';
import type { Role, System } from '../../model/system.ts';
import { exampleTicket } from '../../model/ticket-example.ts';
import type { Sourced, Workspace } from '../../model/workspace.ts';
import { displayName } from '../../render/approvers-in-words.ts';
import { alternatives, type Html, html, sentence } from '../html.ts';
import type { SiteInput } from '../input.ts';
import type { Page } from '../layout.ts';
import {
  asTitle,
  commas,
  expressionInHtml,
  inWords,
  listInHtml,
  longestInWords,
  policyFor,
  policyInHtml,
  requestersInHtml,
} from '../words.ts';
import { dayInWords } from './days.ts';

const fact = (term: string, definition: Html | string | undefined): Html | undefined =>
  definition === undefined ? undefined : html`<div><dt>${term}</dt><dd>${definition}</dd></div>`;

function ticketInHtml(pattern: string): Html {
  const example = exampleTicket(pattern);
  return example === undefined
    ? html`needed; it fits <code>${pattern}</code>`
    : html`needed, such as <code>${example}</code>`;
}

/** Somebody who does just this. */
const somebodyWho = (jobFunction: string): Person => ({
  version: 1,
  displayName: '',
  jobFunctions: [jobFunction],
  department: '',
  employmentType: 'employee',
  active: true,
});

/** The practice page gives one of them. */
const trainingsInHtml = (ids: readonly string[], { settings }: Workspace): Html =>
  commas(
    ids.map((id) =>
      id === settings?.value.practice?.training
        ? html`${inWords(id)} <a href="../practice.html">(practise for it)</a>`
        : inWords(id),
    ),
  );

function whoMayHave(input: SiteInput, system: string, role: string): Html {
  const { workspace } = input;
  const rows = jobFunctionsWith(workspace, system, role).map((jobFunction) => ({
    jobFunction,
    longest: longestInWords(longestPeriod(workspace, somebodyWho(jobFunction), { system, role }, input)),
  }));
  if (rows.length === 0) return html`<p>Nobody: the role matrix lists it for no job function.</p>`;
  return html`<table><thead><tr><th scope="col">Job function</th><th scope="col">For how long</th></tr></thead>
<tbody>${rows.map(({ jobFunction, longest }) => html`<tr><th scope="row">${asTitle(jobFunction)}</th><td>${longest}</td></tr>`)}</tbody></table>`;
}

/** The roles that nobody may hold beside this one, and why. */
function conflicts(workspace: Workspace, system: string, role: string): Html | undefined {
  const sets = workspace.separationOfDuties?.value.sets ?? [];
  const found = sets.filter(({ roles }) => roles.includes(`${system}/${role}`));
  if (found.length === 0) return undefined;
  return listInHtml(
    found.map(({ roles, reason, cardinality = 1 }) => {
      const others = roles.filter((each) => each !== `${system}/${role}`);
      const names = others.map((each) => {
        const [otherSystem = '', otherRole = ''] = each.split('/');
        const other = workspace.systems.has(otherSystem)
          ? workspace.systems.get(otherSystem)?.value
          : undefined;
        const title =
          other && Object.hasOwn(other.roles, otherRole) ? other.roles[otherRole]?.title : undefined;
        return html`<a href="${otherSystem}.html#${otherRole}">${title ?? otherRole} in ${other?.name ?? otherSystem}</a>`;
      });
      return html`Not together with ${alternatives(names)}${cardinality > 1 && ` (at most ${cardinality} of them)`}. <span class="quiet">${reason}</span>`;
    }),
  );
}

/** Who has it now: by name where people are named, else how many. */
function holders({ held, people, workspace }: SiteInput, system: string, role: string): Html | undefined {
  const found = held.filter((each) => each.system === system && each.role === role);
  if (!people || found.length === 0) return html`${found.length === 0 ? 'Nobody' : `${found.length}`}`;
  return listInHtml(
    found.map(
      ({ subject = '', until }) =>
        html`${displayName(subject, workspace)} <span class="quiet">${until === 'standing' ? 'without an end' : until === undefined ? 'end not known here' : `until ${dayInWords(until)}`}</span>`,
    ),
  );
}

function roleSection(input: SiteInput, system: Sourced<System>, id: string, role: Role): Html {
  const { workspace, people } = input;
  const voice = { people, to: 'anybody' } as const;
  const together = conflicts(workspace, system.id, id);
  return html`<section class="card role-detail" id="${id}" aria-labelledby="${id}-title">
<header><h2 id="${id}-title">${role.title}</h2>
<span class="risk risk-${role.risk}">${asTitle(role.risk)} risk</span>${role.privileged && html`<span class="tag tag-restricted">Administrator’s role</span>`}</header>
<p class="about">${sentence(role.description)}</p>
<p class="actions"><a class="button" href="../request.html#system=${system.id}&amp;role=${id}">Ask for this role<span class="sr"> (${role.title})</span></a></p>
<div class="halves"><div>
<h3>What it allows</h3>
${listInHtml(role.permissions.map((permission) => system.value.permissions[permission] ?? permission))}
<h3>Who may have it</h3>
${whoMayHave(input, system.id, id)}
</div><div>
<h3>Who approves</h3>
${policyInHtml(policyFor(workspace, system.id, id, false), system.id, workspace, voice)}
</div></div>
<dl class="facts">${[
    fact('Who may ask', requestersInHtml(role.requesters, system.id, workspace, voice)),
    fact('Longest period of the role', role.maxDuration && durationInWords(role.maxDuration)),
    fact('Ticket', role.ticketPattern === undefined ? undefined : ticketInHtml(role.ticketPattern)),
    fact(
      'Trainings to complete first',
      role.requiresTraining && trainingsInHtml(role.requiresTraining, workspace),
    ),
    fact('Most holders at once', role.maxHolders === undefined ? undefined : `${role.maxHolders}`),
    fact('Who has it now', holders(input, system.id, id)),
  ]}</dl>
${
  role.emergency &&
  html`<details><summary>In an emergency</summary><p>For up to ${durationInWords(role.emergency.maxDuration)}, with the number of the incident. Who approves:</p>${policyInHtml(policyFor(workspace, system.id, id, true), system.id, workspace, voice)}</details>`
}${together && html`<h3>What it does not go with</h3>${together}`}
</section>`;
}

export function systemPage(input: SiteInput, system: Sourced<System>): Page {
  const { workspace, people, runbooks, repository, forms } = input;
  const { name, description, dataClassification, owners, executors, accessReview, connector, roles } =
    system.value;
  const voice = { people, to: 'anybody' } as const;
  const form =
    repository && forms.includes(system.id)
      ? `${repository.url}/issues/new?template=access-${system.id}.yml`
      : undefined;
  return {
    path: `systems/${system.id}.html`,
    within: 'index.html',
    title: name,
    description,
    body: html`<nav class="crumbs" aria-label="Where you are"><a href="../index.html">Catalogue</a> <span aria-hidden="true">›</span> <span aria-current="page">${name}</span></nav>
<div class="title"><h1>${name}</h1><span class="tag tag-${dataClassification}">${asTitle(dataClassification)} data</span></div>
<p class="lead">${sentence(description)}</p>
<dl class="facts across">${[
      people && fact('Owners', commas((owners ?? []).map((user) => displayName(user, workspace)))),
      fact(
        'Who sets access up',
        executors
          ? alternatives(executors.map((each) => expressionInHtml(each, system.id, workspace, voice)))
          : connector && connector.type !== 'task'
            ? 'done automatically'
            : undefined,
      ),
      fact(
        'Access review',
        accessReview &&
          html`every ${durationInWords(accessReview.every)}, by ${alternatives(accessReview.reviewers.map((each) => expressionInHtml(each, system.id, workspace, voice)))}`,
      ),
    ]}</dl>
<ul class="links">
${runbooks.has(system.id) && html`<li><a href="../runbooks/${pageName(system.id)}.html">Runbook: how it is done, step by step</a></li>`}
${form && html`<li><a href="${form}">Ask with a form on GitHub</a></li>`}
</ul>
${
  Object.keys(roles).length > 2 &&
  html`<nav class="chips" aria-label="Roles">${Object.entries(roles).map(([id, role]) => html`<a href="#${id}">${role.title}</a>`)}</nav>`
}
${Object.entries(roles).map(([id, role]) => roleSection(input, system, id, role))}`,
  };
}
