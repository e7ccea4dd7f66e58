/** What was told already: words at the end of a comment or an issue, where nobody sees them. Repeating a job tells nobody twice. */
import { asking, type GitHubClient, type RepositoryName } from './client.ts';

/** A line of its own: what people typed stands in our texts too, as code, and never on a line by itself. */
const told = /^<!-- grantbook:told (.*) -->\r?$/gm;

/** The words of all marks in a text. */
export const toldIn = (text: string | null | undefined): readonly string[] =>
  [...(text ?? '').matchAll(told)].flatMap(([, words = '']) => words.split(' '));

/** The mark that says that these words were told. A word has no space in it. */
export const telling = (words: readonly string[]): string => `<!-- grantbook:told ${words.join(' ')} -->`;

/** What to tell in a comment of its own, since an edit sends no mail. */
export interface Telling {
  /** What has to be told, each by a word of its own. */
  readonly news: readonly string[];
  /** What was told elsewhere. */
  readonly before?: readonly string[];
  /** Begins the comments that count, where there are others of ours. */
  readonly marker?: string;
  /** The comment that tells these. */
  readonly comment: (news: readonly string[]) => string;
  /** What to say where it could not be written. */
  readonly failure: string;
}

/** The words that bots told there, in comments that begin with the marker; the oldest first. */
export async function toldBefore(
  client: GitHubClient,
  at: RepositoryName & { readonly issue_number: number },
  marker = '',
): Promise<readonly string[]> {
  const comments = await asking('the comments could not be read', () =>
    client.paginate(client.rest.issues.listComments, { ...at, per_page: 100 }),
  );
  return comments.flatMap(({ user, body }) =>
    user?.type === 'Bot' && body?.startsWith(marker) ? toldIn(body) : [],
  );
}

/** Writes one comment with whatever no bot has told there before, and gives its words; no comment where nothing is new. */
export async function tellNews(
  client: GitHubClient,
  at: RepositoryName & { readonly issue_number: number },
  { news, before = [], marker = '', comment, failure }: Telling,
): Promise<readonly string[]> {
  const known = new Set([...before, ...(await toldBefore(client, at, marker))]);
  const fresh = news.filter((word) => !known.has(word));
  if (fresh.length === 0) return [];
  const body = `${comment(fresh)}\n\n${telling(fresh)}\n`;
  await asking(failure, () =>
    client.rest.issues.createComment({ ...at, body: marker === '' ? body : `${marker}\n${body}` }),
  );
  return fresh;
}
