/** What a page says of a request: the findings that `check` would print, and who would have to approve it. */
import { type Diagnostic, mostUrgentFirst } from '../model/diagnostic.ts';
import { sentence as fullSentence } from '../render/findings-markdown.ts';
import { forFields } from '../render/request-markdown.ts';
import { amount, countBySeverity, countsInWords } from '../render/summary.ts';
import { type Html, html, sentence } from './html.ts';
import type { JudgedText } from './judge-text.ts';
import { nobodyYet } from './request.ts';
import { above } from './stranger.ts';
import { requirementInHtml, type Voice } from './words.ts';

const marks = { error: 'To repair', warning: 'Look at this', note: 'Excepted' } as const;

/** Whoever reads it has fields before them, and no lines of a file. */
const inFull = (text: string): string => fullSentence(forFields(text));

export const findingInHtml = (
  { severity, code, rule, message, help, exception }: Diagnostic,
  words: (text: string) => string = (text) => text,
): Html =>
  html`<li class="finding ${severity}" data-code="${code}"><p><span class="mark">${marks[severity]}</span> ${sentence(inFull(words(message)))}</p>${
    exception
      ? html`<p class="help">The exception <code>${exception.id}</code> allows this until ${exception.validUntil}.</p>`
      : help !== undefined && html`<p class="help">${sentence(inFull(words(help)))}</p>`
  }<p class="code" title="${rule}">${code}</p></li>`;

const placeholder = '`person-\\d+`';

/** Who stands in the place of people on a page that knows none, in words. */
export const withoutPlaceholders = (text: string): string =>
  text
    .replaceAll(new RegExp(` \\(${placeholder}(?:(?:, | or | and )${placeholder})*\\)`, 'g'), '')
    .replaceAll(
      new RegExp(`${placeholder}(?:(?:, | or | and )${placeholder})*`, 'g'),
      'somebody whom the policies name',
    )
    .replaceAll(`\`${above}\``, 'your manager’s manager')
    .replaceAll(/(?:the manager )?`the-manager`/g, 'your manager')
    .replaceAll(`\`${nobodyYet}\``, 'you');

/** In a word: whether anything stands in the way. */
export const isInOrder = ({ diagnostics }: JudgedText): boolean =>
  diagnostics.every(({ severity }) => severity !== 'error');

/** All of it. `takenForGranted` is what nobody can know here, each a sentence. */
export function answerInHtml(
  judged: JudgedText,
  system: string,
  voice: Voice,
  takenForGranted: readonly string[],
): Html {
  const { diagnostics, requirements, workspace } = judged;
  const counts = countBySeverity(diagnostics);
  const title =
    counts.error > 0
      ? `${amount(counts.error, 'thing')} to repair`
      : counts.warning > 0
        ? `In order, with ${amount(counts.warning, 'warning')}`
        : 'In order';
  return html`<p class="verdict ${counts.error > 0 ? 'error' : counts.warning > 0 ? 'warning' : 'ok'}" data-counts="${countsInWords(counts)}">${title}</p>
${diagnostics.length > 0 && html`<ul class="findings">${mostUrgentFirst(diagnostics).map((each) => findingInHtml(each, voice.people ? undefined : withoutPlaceholders))}</ul>`}
<h3>Who would have to approve</h3>
${requirementInHtml(requirements[0], system, workspace, voice)}
${
  takenForGranted.length > 0 &&
  html`<details class="granted"><summary>What is taken for granted here</summary><ul>${takenForGranted.map((each) => html`<li>${each}</li>`)}</ul></details>`
}`;
}
