/** The issue in which the owner of a runbook says that it is right still, or changes it. */
import { dayInWords, durationInWords } from '../model/period.ts';
import type { Runbook } from '../model/policies.ts';
import type { Workspace } from '../model/workspace.ts';
import type { DueReview } from '../plan/review-runbooks.ts';
import { displayName } from './approvers-in-words.ts';
import { code, plain } from './markdown.ts';

/** What the text depends on. */
export interface ReviewContext {
  readonly workspace: Workspace;
  /** Where a file can be edited on GitHub. */
  readonly editUrl: (path: string) => string;
  /** The pages that are made of it: the name of the system, and the address. */
  readonly pages: readonly { readonly name: string; readonly url: string }[];
}

/** Longer than any text of a file may be. */
const most = 2000;
/** GitHub takes no more than 65,536 characters; what is longer is read in the file. */
const mostOfText = 30_000;

export const reviewPrefix = '<!-- grantbook:runbook ';

/** One for each period: the day of the last review is in it. */
export const reviewMarker = ({ runbook }: Pick<DueReview, 'runbook'>): string =>
  `${reviewPrefix}${runbook.id} ${runbook.value.lastReviewed} -->`;

/** Which runbook an issue is about, and when it was last reviewed then. */
export function runbookOfReview(
  body: string,
): { readonly runbook: string; readonly lastReviewed: string } | undefined {
  const [, runbook, lastReviewed] = /^<!-- grantbook:runbook (\S+) (\S+) -->/.exec(body) ?? [];
  return runbook === undefined || lastReviewed === undefined ? undefined : { runbook, lastReviewed };
}

export const reviewTitle = ({ runbook }: DueReview): string =>
  `Is this runbook right still: ${plain(runbook.value.title)}?`;

const whoKeepsIt: Readonly<Record<DueReview['owner'], (name: string) => string>> = {
  'is asked': () => 'you keep this runbook right',
  'has left': (name) => `${name}, who kept this runbook right, does not work here any more`,
  'has no account': (name) =>
    `${name} keeps this runbook right, and has no account here. Ask, and answer in that name`,
};

/** What to do, and the text to look at. */
export function renderReview(review: DueReview, { workspace, editUrl, pages }: ReviewContext): string {
  const { runbook, asked, dueOn } = review;
  const { owner, lastReviewed, reviewEvery } = runbook.value;
  const logins = asked.flatMap((user) => workspace.people.get(user)?.value.github?.login ?? []);
  const to = logins.length === 0 ? '' : `${logins.map((login) => `@${login}`).join(', ')}: `;
  const links = pages.map(({ name, url }) => `[${plain(name)}](${url})`);
  const text = inOwnWords(runbook.value);
  return [
    `${to}${whoKeepsIt[review.owner](plain(displayName(owner, workspace)))}. It was last looked at on ${dayInWords(lastReviewed)}, and is looked at every ${durationInWords(reviewEvery)}: the next time by **${dayInWords(dueOn)}**.`,
    [
      `Read it${links.length > 0 ? ` as people see it: ${links.join(', ')}` : ''}. Then do one of these:`,
      '',
      `- **It is right.** Write ${code('/confirm')} as a comment here. A pull request then notes today as the day of the review.`,
      `- **Something has changed.** [Change the file](${editUrl(runbook.path)}), write today into ${code('lastReviewed')}, and propose the change.${review.owner === 'has left' ? ` Somebody else has to be written into ${code('owner')} in any case.` : ''}`,
    ].join('\n'),
    'Either is approved like any change of the policies. This issue closes by itself once it is merged.',
    ...(text.length > mostOfText ? [] : ['---', text]),
  ].join('\n\n');
}

/** What stands in the file; everything else follows from the policies, and cannot be out of date. */
function inOwnWords(runbook: Runbook): string {
  const list = (title: string, items: readonly string[] = []) =>
    items.length === 0 ? [] : [`**${title}**\n\n${items.map((item) => `- ${plain(item, most)}`).join('\n')}`];
  return [
    `**Objective:** ${plain(runbook.objective, most)}`,
    ...list('Before asking', runbook.beforeAsking),
    ...list('Steps', runbook.steps),
    ...list('Security checks', runbook.checks),
    ...list(
      'When something goes wrong',
      runbook.contingencies?.map(({ when, do: what }) => `${when} ${what}`),
    ),
    ...list(
      'Questions',
      runbook.questions?.map(({ question, answer }) => `${question} ${answer}`),
    ),
    ...list('To practise', runbook.training),
  ].join('\n\n');
}
