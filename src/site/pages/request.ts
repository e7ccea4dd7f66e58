/** The page that puts a request together. What it says, it works out in the browser with the same code as `check`. */
import { type Html, html } from '../html.ts';
import type { SiteInput } from '../input.ts';
import type { Page } from '../layout.ts';

const field = (id: string, label: string, control: Html, hint?: string): Html =>
  html`<div class="field" data-field="${id}"><label for="${id}">${label}</label>${hint && html`<p class="hint" id="${id}-hint">${hint}</p>`}${control}</div>`;

const roleOptions = ({ workspace }: SiteInput): Html =>
  html`<option value="">Choose a role</option>${workspace.systems
    .all()
    .map(
      ({ id, value }) =>
        html`<optgroup label="${value.name}">${Object.entries(value.roles).map(
          ([role, { title }]) => html`<option value="${id}/${role}">${value.name}: ${title}</option>`,
        )}</optgroup>`,
    )}`;

const whoseField = ({ people }: SiteInput): Html =>
  people
    ? field(
        'subject',
        'For whom?',
        html`<input id="subject" list="everybody" autocomplete="off" spellcheck="false" aria-describedby="subject-hint"><datalist id="everybody"></datalist>`,
        'Begin to type a name.',
      )
    : field(
        'jobFunction',
        'What do you do?',
        html`<select id="jobFunction" aria-describedby="jobFunction-hint"><option value="">Choose a job function</option></select>`,
        'The job function of whoever gets the access.',
      );

/** Only the file needs it: GitHub knows who fills in a form. */
const userNameField: Html = field(
  'subject',
  'Your user name',
  html`<input id="subject" autocomplete="username" autocapitalize="none" spellcheck="false" placeholder="first.last" aria-describedby="subject-hint">`,
  'For the finished file. It stays in this browser. The form on GitHub does not need it.',
);

/** What is asked for only where the role wants it. */
const sometimes = html`<div class="field" data-field="askedBy" hidden><label for="askedBy">Who asks?</label><p class="hint" id="askedBy-hint"></p><input id="askedBy" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="askedBy-hint" list="askers"><datalist id="askers"></datalist></div>
<div class="field" data-field="until" hidden><label for="until">Last day</label><input id="until" type="date"></div>
<div class="field" data-field="ticket" hidden><label for="ticket">Ticket</label><p class="hint" id="ticket-hint"></p><input id="ticket" autocomplete="off" spellcheck="false" aria-describedby="ticket-hint"></div>`;

export function requestPage(input: SiteInput): Page {
  const { people } = input;
  return {
    path: 'request.html',
    title: 'Request',
    description: 'Put a request together, and see at once what the policies say of it and who approves it.',
    scripts: ['data.js', 'core.js', 'request.js'],
    body: html`<h1>Request access</h1>
<p class="lead">A few choices make a finished request. What the policies say of it, and who would approve it, you see at once; nothing leaves this browser until you send it.</p>
<noscript><p class="notice">This page works the answers out in the browser, and needs JavaScript for that. Without it, choose a role in the <a href="index.html">catalogue</a>, and ask with the form on GitHub that its system links to.</p></noscript>
<div class="builder" data-builder hidden>
<form class="card" aria-label="The request" novalidate>
${field('role', 'Which role?', html`<select id="role" aria-describedby="role-about">${roleOptions(input)}</select><p class="hint" id="role-about"></p>`)}
${whoseField(input)}
${field('length', 'For how long?', html`<select id="length"><option value="">Choose a role first</option></select>`)}
${field(
  'why',
  'What is it needed for?',
  html`<textarea id="why" rows="3" aria-describedby="why-hint"></textarea>`,
  'One sentence that somebody understands a year from now.',
)}
${sometimes}
${!people && userNameField}
<details class="more"><summary>More: a first day, an emergency</summary>
${field('from', 'First day', html`<input id="from" type="date" aria-describedby="from-hint">`, 'Leave it empty for as soon as it is approved.')}
<div class="field" data-field="incident" hidden><label for="incident">Emergency: the number of the incident</label><p class="hint" id="incident-hint">Only when something is broken now. The access is short, and is looked at afterwards.</p><input id="incident" autocomplete="off" spellcheck="false" placeholder="INC-1234" aria-describedby="incident-hint"></div>
</details>
</form>
<section class="card answer" aria-labelledby="answer-title">
<h2 id="answer-title">What the policies say</h2>
<div id="answer" role="status" aria-live="polite"><p class="quiet">Choose a role to begin.</p></div>
<div id="send" hidden></div>
</section>
</div>
<p class="quiet loading" data-loading>Loading the policies …</p>`,
  };
}
