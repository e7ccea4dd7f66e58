/** What was wrong with a request at first: in its form, where it came by one, or else in its pull request. */
import { asking } from '../github/client.ts';
import { codesOf } from '../github/comment.ts';
import type { PullRequest } from '../github/pull-request.ts';
import { toldIn } from '../github/told.ts';
import type { FirstCheck } from '../model/record.ts';
import type { Verdict } from '../model/verdict.ts';
import { issueOf, requestMarker } from '../render/request-markdown.ts';
import type { JudgeOptions } from './judge-pull-request.ts';

/** Begins the word that says, in the comment to a form, what had to be changed. */
const unclear = 'unclear@';

/** The word for an answer to a form with something to change: what it answers, and the codes of what was wrong. */
export const unclearWord = (digest: string, codes: readonly string[]): string =>
  `${unclear}${digest}@${codes.length === 0 ? 'form' : codes.join(',')}`;

/** A pull request from a form opens once nothing is wrong, so that what was wrong before stands in the issue alone. */
export async function firstCheckOf(
  { author, body }: PullRequest,
  verdict: Pick<Verdict, 'findings' | 'evaluatedAt'>,
  { client, repository }: Pick<JudgeOptions, 'client' | 'repository'>,
): Promise<FirstCheck> {
  const now = { at: verdict.evaluatedAt, errors: codesOf(verdict.findings) };
  const issue = author?.type === 'Bot' ? issueOf(body) : undefined;
  if (issue === undefined) return now;
  const comments = await asking('the comments could not be read', () =>
    client.paginate(client.rest.issues.listComments, { ...repository, issue_number: issue, per_page: 100 }),
  );
  for (const { user, body: text, created_at: at } of comments)
    if (user?.type === 'Bot' && text?.startsWith(requestMarker))
      for (const word of toldIn(text))
        if (word.startsWith(unclear)) {
          const [, , codes = 'form'] = word.split('@');
          return { at, errors: codes.split(',') };
        }
  return now;
}
