/** Whether an issue says what its author wants: whoever may edit issues can write into those of others. */
import type { GitHubClient, RepositoryName } from '../github/client.ts';
import { toldBefore } from '../github/told.ts';
import { requestMarker } from '../render/request-markdown.ts';
import { digestOf } from './digest.ts';

/** An issue as its event tells of it. */
export interface ChangedIssue {
  readonly number: number;
  /** The number of the account that opened it, edited it, closed it or opened it again. */
  readonly by: number | undefined;
  /** What it said then. */
  readonly body: string;
  /** Whether that account wrote the text by this very event, and did not give it another title, or open it again. */
  readonly wrote: boolean;
  /** Whether the run of this event was started again, which whoever may write can do. */
  readonly isAgain: boolean;
}

/** An issue as it is now. */
interface Written {
  readonly number: number;
  readonly body: string;
  readonly author: { readonly id: number };
}

/** `theirs` are the words of its author; `foreign` and `unsure` may be those of others; `past` is no more what it says. */
export type Words = 'theirs' | 'foreign' | 'unsure' | 'past';

/** By which the newest text of its author is known again, told without anybody seeing it. */
export const theirWords = (body: string): string => `theirs@${digestOf(sameLines(body))}`;

/**
 * GitHub's REST API does not tell who edited an issue, so that the event has to, and has to be of the very text that is
 * there now: a run that is started again brings its old event along. Where the author wrote nothing by the event, the text
 * has to be the one that they wrote last, as it was told: to open an issue again, or to call it something else, is no
 * word for what somebody else put there meanwhile, be it while it was closed.
 */
export async function whoseWords(
  { number, body, author }: Written,
  changed: ChangedIssue,
  client: GitHubClient,
  repository: RepositoryName,
): Promise<Words> {
  if (changed.by !== author.id) return 'foreign';
  if (sameLines(changed.body) !== sameLines(body)) return 'past';
  if (changed.wrote && !changed.isAgain) return 'theirs';
  const told = await toldBefore(client, { ...repository, issue_number: number }, requestMarker);
  const newest = told.findLast((word) => word.startsWith('theirs@'));
  if (newest === theirWords(body)) return 'theirs';
  // The run failed the first time, before anything was told of the text.
  return changed.wrote && !told.includes(theirWords(body)) ? 'theirs' : 'unsure';
}

const sameLines = (text: string): string => text.replaceAll('\r\n', '\n');
