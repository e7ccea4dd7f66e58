/** Answers `/confirm` in the issue of a runbook: opens the pull request that notes the review, or says why not. */
import { peopleOf, personBehind } from '../approvals/people.ts';
import { editTexts } from '../load/edit.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { dayInWords, dayOf } from '../model/period.ts';
import { runbookOf } from '../model/runbook-parts.ts';
import { type DueReview, keepersOf } from '../plan/review-runbooks.ts';
import { displayName } from '../render/approvers-in-words.ts';
import { alternatives, code, plain } from '../render/markdown.ts';
import { issueMark } from '../render/request-markdown.ts';
import { runbooksFolder } from '../runbooks/links.ts';
import { gitTree } from '../source/git-tree.ts';
import { withFiles } from '../source/overlay.ts';
import type { NewComment } from './answer-comment.ts';
import { timeZoneOf } from './check.ts';
import type { JobOptions } from './jobs.ts';
import { type OpenedDefault, openDefault } from './open-default.ts';
import { propose } from './propose.ts';
import { readPolicies } from './read.ts';
import { isRunbookPage, runbookTexts } from './runbook-texts.ts';

/** A comment in the issue of a runbook. */
export interface AboutRunbook {
  readonly runbook: string;
  /** When it was last reviewed, by the issue. */
  readonly lastReviewed: string;
  readonly comment: NewComment;
}

const whyNotOwner: Readonly<Record<DueReview['owner'], string>> = {
  'is asked': '',
  'has left': ', since its owner does not work here any more',
  'has no account': ', since its owner has no account here',
};

/** Says what was done, or why not. */
export async function confirmByComment(about: AboutRunbook, options: JobOptions): Promise<string> {
  const { comment } = about;
  const opened = await openDefault(options);
  try {
    const { fetched, base } = opened;
    const source = gitTree(fetched.git, base, 'the default branch');
    const workspace = readPolicies(source);
    const runbook = workspace.runbooks.has(about.runbook) ? workspace.runbooks.get(about.runbook) : undefined;
    if (!runbook) return `there is no runbook ${code(about.runbook)} any more.`;
    const now = options.clock();
    const timeZone = timeZoneOf(workspace);
    const { asked, owner } = keepersOf(runbook, workspace, { now, timeZone });
    const person = personBehind(comment.author, peopleOf(workspace));
    if (person === undefined || !asked.includes(person)) {
      const names = alternatives(asked.map((user) => plain(displayName(user, workspace))));
      return `only whoever keeps this runbook right can confirm it: ${names}${whyNotOwner[owner]}. You can propose a change of it all the same, by the link above.`;
    }
    const { lastReviewed, title } = runbook.value;
    const today = dayOf(now, timeZone);
    if (lastReviewed > about.lastReviewed || lastReviewed >= today)
      return `it was looked at on ${dayInWords(lastReviewed)} already, so nothing is left to do here.`;
    const text = textAt(runbook.path, opened);
    if (text === undefined) throw new EnvironmentFailure(`\`${runbook.path}\` could not be read`);
    const edited = editTexts(text, { lastReviewed: today });
    const after = readPolicies(withFiles(source, new Map([[runbook.path, edited]]), 'the confirmed runbook'));
    const pages = runbookTexts(after, now);
    const stale = after.systems
      .all()
      .filter((system) => runbookOf(system, after)?.id === runbook.id)
      .flatMap(({ id }) => [`${id}.md`, `${id}.html`])
      .flatMap((name): [string, string][] => {
        const path = `${runbooksFolder}/${name}`;
        const [before, page] = [textAt(path, opened), pages.get(name)];
        // Whoever does not keep the pages in the repository does not get them by this.
        return before !== undefined && page !== undefined && isRunbookPage(before) && before !== page
          ? [[path, page]]
          : [];
      });
    const { number } = await propose(
      `runbook-${runbook.id}`,
      {
        title: `Confirm the runbook: ${title}`,
        text: `${plain(displayName(person, workspace))} read it, and says that it is right still. The day of the review becomes ${dayInWords(today)}${stale.length > 0 ? ', also on the pages that are made of it' : ''}.\n\n${issueMark(comment.number)}`,
        files: new Map([[runbook.path, edited], ...stale]),
        about: [`${runbook.path} confirmed by comment ${comment.id}`],
        requestedBy: comment.author,
      },
      opened,
      options,
    );
    return `thank you. #${number} notes it. It says who approves, and what happens is told here.`;
  } finally {
    opened.fetched.dispose();
  }
}

/** A file of the default branch. */
function textAt(path: string, { fetched, base }: OpenedDefault): string | undefined {
  const { status, stdout } = fetched.git.run(['cat-file', 'blob', `${base}:${path}`]);
  return status === 0 ? stdout.toString('utf8') : undefined;
}
