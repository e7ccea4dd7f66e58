/** The page on which a new colleague practises: five steps, worked out in the browser by the code that decides in truth. */
import { statements, trainingFormName } from '../../forms/training-form.ts';
import { workspaceFrom } from '../from-texts.ts';
import { type Html, html } from '../html.ts';
import type { SiteInput } from '../input.ts';
import type { Page } from '../layout.ts';
import { practiceCompany, practiceSystem, reviewers } from '../practice/company.ts';
import { inWords } from '../words.ts';

const steps = [
  'File a request',
  'Repair what is refused',
  'Play the approver',
  'See it end',
  'Checklist',
] as const;

const titleOf = (number: number, training: string | undefined): string =>
  `${steps[number - 1] ?? ''}${number === steps.length && training !== undefined ? ' and code' : ''}`;

const step = (number: number, body: Html, training?: string): Html =>
  html`<section class="card step" id="step-${number}" aria-labelledby="step-${number}-title"${number > 2 && html` data-locked`}>
<h2 id="step-${number}-title" tabindex="-1"><span class="number-of-step" aria-hidden="true">${number}</span> <span class="sr">Step ${number}: </span>${titleOf(number, training)}</h2>
${number > 2 && html`<p class="quiet locked">It opens after step ${number - 1}.</p>`}
<div class="inside"${number > 2 && html` hidden`}>${body}</div>
</section>`;

const roleOptions = (timeZone: string): Html => {
  const system = workspaceFrom(practiceCompany(timeZone)).systems.get(practiceSystem)?.value;
  return html`${Object.entries(system?.roles ?? {}).map(
    ([id, { title, description }]) => html`<option value="${id}">${title}: ${description}</option>`,
  )}`;
};

const field = (id: string, label: string, control: Html, hint?: string): Html =>
  html`<div class="field"><label for="${id}">${label}</label>${hint && html`<p class="hint" id="${id}-hint">${hint}</p>`}${control}</div>`;

const filing = (timeZone: string): Html =>
  html`<p>You are new, and want to look at the courses in the training system. Somebody filled this in for you, in a hurry. Send it as it is.</p>
<form id="request" novalidate>
${field('role', 'Which role?', html`<select id="role">${roleOptions(timeZone)}</select>`)}
${field('why', 'What is it needed for?', html`<textarea id="why" rows="2" aria-describedby="why-hint"></textarea>`, 'One sentence that somebody understands a year from now.')}
${field('until', 'Last day', html`<input id="until" type="date">`)}
<p class="actions"><button class="button" id="send">Send the request</button></p>
</form>`;

const approving = html`<p>Nobody approves their own access. Try it all the same: approve the request as yourself first. Then be somebody else.</p>
<p class="actions" role="group" aria-label="Approve it as">${reviewers.map(({ user, name, what }) => html`<button type="button" class="button second" data-reviewer="${user}">As ${name} <small>(${what})</small></button>`)}</p>
<div id="decision" role="status" aria-live="polite"></div>
<p class="actions"><button type="button" class="button" data-next="4" hidden>Go on: see it end</button></p>`;

const ending = html`<p>Every access has a last day. Turn the clock to that day, and then to the day after.</p>
<div class="field"><label for="clock">The clock</label><input id="clock" type="range" min="0" value="0"></div>
<p class="actions"><button type="button" class="button second" data-clock="today">Today</button><button type="button" class="button second" data-clock="last">The last day</button><button type="button" class="button second" data-clock="after">The day after</button></p>
<div id="access" role="status" aria-live="polite"></div>
<p class="actions"><button type="button" class="button" data-next="5" hidden>Go on: the checklist</button></p>`;

const closing = (training: string | undefined): Html =>
  html`<fieldset class="checklist"><legend>Tick what you have understood.</legend>
${statements.map((text, index) => html`<label class="tick-line" for="tick-${index + 1}"><input type="checkbox" id="tick-${index + 1}"> <span>${text}</span></label>`)}
</fieldset>
${
  training === undefined
    ? html`<div id="finish" role="status" aria-live="polite"></div>`
    : html`${field('login', 'Your login on GitHub', html`<input id="login" autocomplete="username" autocapitalize="none" spellcheck="false" aria-describedby="login-hint">`, 'The code is made for it, and for today. It stays in this browser.')}
<div id="finish" role="status" aria-live="polite"></div>
<p class="quiet">The code gives you the training <b>${inWords(training)}</b>, which some roles ask for. It is no exam and no secret: it says that you were here. It is good for 30 days.</p>`
}`;

/** The practice ends with a code where the settings name a training; the link leads to the form where there is one. */
export function practicePage({ workspace, timeZone, repository, forms, workshops }: SiteInput): Page {
  const training = workspace.settings?.value.practice?.training;
  const form =
    repository && training !== undefined && forms.includes('finished-training')
      ? `${repository.url}/issues/new?template=finished-training.yml`
      : undefined;
  return {
    path: 'practice.html',
    title: 'Practise',
    description:
      'File a request, see it refused, repair it, approve it and see it end: in a quarter of an hour.',
    scripts: ['core.js', 'practice.js'],
    body: html`<h1>Practise</h1>
<p class="lead">In a quarter of an hour: file a request, see it refused, repair it, play the approver, and see it end. The company here is made up; what decides is real. Nothing leaves this browser, and nothing is kept.</p>
<noscript><p class="notice">This page works the answers out in the browser, and needs JavaScript for that.</p></noscript>
<div data-practice hidden data-time-zone="${timeZone}"${training !== undefined && html` data-training="${training}"`}${form && html` data-form="${form}"`}>
<ol class="progress" aria-label="Your steps">${steps.map((_, index) => html`<li data-step="${index + 1}"${index === 0 && html` aria-current="step"`}><span class="dot" aria-hidden="true">${index + 1}</span><span class="name">${titleOf(index + 1, training)}</span><span class="sr state"></span></li>`)}</ol>
<div class="builder">
${step(1, filing(timeZone))}
${step(
  2,
  html`<div id="answer" role="status" aria-live="polite"><p class="quiet">What the rules say of your request, you see here. They are the ones that judge every real request.</p></div>
<p class="actions"><button type="button" class="button" data-next="3" hidden>Go on: play the approver</button></p>`,
)}
</div>
${step(3, approving)}
${step(4, ending)}
${step(5, closing(training), training)}
<p class="quiet"><a href="practice.html">Begin again</a>${training !== undefined && !form && ` · The form on GitHub is called “${trainingFormName}”.`}</p>
</div>
<p class="quiet loading" data-loading>Loading the rules …</p>
${workshops.length > 0 && html`<h2>With the whole team</h2><p>A sheet for half an hour with each department, made from its own systems, is <a href="training/index.html">here</a>.</p>`}`,
  };
}
