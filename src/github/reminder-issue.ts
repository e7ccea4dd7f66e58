/** One issue for each person: opened with the first news, kept current, closed when nothing is left. */
import { asking, type GitHubClient, type RepositoryName } from './client.ts';
import type { OpenIssue } from './notice.ts';
import { telling, tellNews, toldIn } from './told.ts';

/** What an issue should say. */
export interface ReminderIssue {
  readonly marker: string;
  readonly title: string;
  readonly body: string;
  /** What has to be told, each by a word of its own; what was told before is not told again. */
  readonly news: readonly string[];
  /** The comment that tells these. */
  readonly comment: (news: readonly string[]) => string;
}

/** What was written: whether anything was, which news it told, and where. */
export interface KeptReminder {
  readonly isWritten: boolean;
  readonly news: readonly string[];
  readonly url: string;
}

/** Brings the issue up to date, and tells what has not been told yet. */
export async function keepReminder(
  client: GitHubClient,
  repository: RepositoryName,
  issue: ReminderIssue,
  open: OpenIssue | undefined,
): Promise<KeptReminder> {
  const what = 'a reminder could not be written (the workflow needs `issues: write`)';
  if (!open) {
    const body = `${issue.marker}\n${issue.body}\n\n${telling(issue.news)}\n`;
    const { data } = await asking(what, () =>
      client.rest.issues.create({ ...repository, title: issue.title, body }),
    );
    return { isWritten: true, news: issue.news, url: data.html_url };
  }
  const at = { ...repository, issue_number: open.number };
  const before = toldIn(open.body);
  // The words of the first news stay in the text, since they are what says that they were told.
  const body = `${issue.marker}\n${issue.body}\n\n${telling(before)}\n`;
  const isSame = open.title === issue.title && open.body?.replaceAll('\r\n', '\n').trim() === body.trim();
  if (!isSame) await asking(what, () => client.rest.issues.update({ ...at, title: issue.title, body }));
  const { comment } = issue;
  const news = await tellNews(client, at, { news: issue.news, before, comment, failure: what });
  return { isWritten: !isSame || news.length > 0, news, url: open.html_url };
}
