/** What the practice page says of each step, as HTML. */
import type { Decision } from '../../approvals/decide.ts';
import { formats } from '../../load/formats.ts';
import type { NotEffective } from '../../model/effective.ts';
import { type Day, dayInWords } from '../../model/period.ts';
import type { Workspace } from '../../model/workspace.ts';
import { type Html, html, sentence } from '../html.ts';
import { reviewers, you } from './company.ts';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The person of the practice behind a login. */
function whoIs(login: string, base: Workspace) {
  const person = base.people.all().find(({ value }) => value.github?.login === login)?.id;
  return reviewers.find(({ user }) => user === person);
}

/** Who approved, whose approval counts, and whose does not and why; the newest at the end. */
export function decisionInHtml({ counted, discounted, satisfied }: Decision, base: Workspace): Html {
  const yes = counted.map(({ user, review }) => ({ review: review ?? 0, user, reason: undefined }));
  const no = discounted.map(({ user, review, explanation }) => ({ review, user, reason: explanation }));
  const lines = [...yes, ...no].toSorted((a, b) => a.review - b.review);
  if (lines.length === 0) return html`<p class="quiet">Nobody has approved it yet.</p>`;
  return html`<ul class="reviews">${lines.map(({ user, reason }) => {
    const who = whoIs(user, base);
    const whose =
      who?.user === you ? html`<b>Your own approval</b>` : html`The approval of <b>${who?.name ?? user}</b>`;
    return reason === undefined
      ? html`<li class="counts"><span class="mark">Counts.</span> ${whose} fills the place that the policy asks for.</li>`
      : html`<li class="counts-not"><span class="mark">Does not count.</span> ${whose}: ${sentence(reason)}.</li>`;
  })}</ul><p class="verdict ${satisfied ? 'ok' : 'warning'}">${satisfied ? 'Approved. The access begins now.' : 'Not approved yet.'}</p>`;
}

/** Whether there is access on a day. */
export function accessInHtml(day: Day, why: NotEffective | undefined, last: Day): Html {
  const when = dayInWords(day);
  if (why === undefined)
    return html`<p class="verdict ok">${when}: you have access.</p>${
      day === last && html`<p>It is the last day, and it counts as a whole. At midnight the access ends.</p>`
    }`;
  return html`<p class="verdict error">${when}: no access. It has ${why}.</p><p>It ended by itself: nobody had to do anything, and nobody can forget it. Who needs it for longer asks before it ends, and somebody approves it again.</p>`;
}

/** A login as it was typed: with `@`, or as the address of the profile; nothing where it is none. */
export function loginIn(text: string): string | undefined {
  const typed = text
    .trim()
    .replace(/^@|^(?:https:\/\/)?github\.com\//i, '')
    .replace(/\/$/, '');
  return formats['github-login'].accepts(typed) ? typed : undefined;
}

/** The code, large enough to copy by hand, and where it goes. */
export const codeInHtml = (code: string, form: string | undefined): Html =>
  html`<p class="code-said"><span class="sr">Your code is </span><output id="code">${code}</output></p>
<p class="actions">${form && html`<a class="button" id="send-code" href="${form}">Send it with the form on GitHub</a>`}<button type="button" class="button second" id="copy-code">Copy the code</button></p><p class="quiet" id="code-copied" role="status">${capital(form ? 'the form brings the code along' : 'the form on GitHub is called “I have finished the training”')}. Somebody looks at it, and then it stands in your file.</p>`;
