/** One issue that tells of a state: opened when it begins, kept current, closed when it is over. */
import { asking, type GitHubClient, type RepositoryName } from './client.ts';

/** What an issue says; without a title, its state is over. */
export interface Notice {
  /** An HTML comment by which it is found again. */
  readonly marker: string;
  readonly title?: string;
  readonly body?: string;
}

/** The number of the issue, where there is one now. It is ours only when a bot opened it: anybody can type a marker. */
export async function keepIssue(
  client: GitHubClient,
  repository: RepositoryName,
  { marker, title, body = '' }: Notice,
): Promise<number | undefined> {
  const all = await asking('the issues could not be read (the workflow needs `issues: write`)', () =>
    client.paginate(client.rest.issues.listForRepo, { ...repository, state: 'open', per_page: 100 }),
  );
  const ours = all.find(
    (issue) => !issue.pull_request && issue.user?.type === 'Bot' && issue.body?.startsWith(marker),
  );
  const text = `${marker}\n${body}\n`;
  if (title === undefined) {
    if (ours)
      await asking('the issue could not be closed', () =>
        client.rest.issues.update({ ...repository, issue_number: ours.number, state: 'closed' }),
      );
    return undefined;
  }
  if (!ours) {
    const { data } = await asking('the issue could not be opened (the workflow needs `issues: write`)', () =>
      client.rest.issues.create({ ...repository, title, body: text }),
    );
    return data.number;
  }
  if (ours.title !== title || ours.body?.replaceAll('\r\n', '\n').trim() !== text.trim())
    await asking('the issue could not be brought up to date', () =>
      client.rest.issues.update({ ...repository, issue_number: ours.number, title, body: text }),
    );
  return ours.number;
}
