import { asking, type GitHubClient, type RepositoryName } from './client.ts';

interface IssueComment {
  readonly id: number;
  readonly body?: string | null;
  readonly user: { readonly login: string; readonly type: string } | null;
  readonly html_url: string;
}

/**
 * Writes the one comment that begins with `marker`, or brings it up to date. It is ours only when a bot of our
 * own name wrote it: anybody can type a marker. Further ones of ours, from two runs at once, are taken away.
 */
export async function upsertComment(
  client: GitHubClient,
  repository: RepositoryName,
  issue: number,
  comment: { readonly marker: string; readonly botLogin: string | undefined; readonly body: string },
): Promise<string> {
  const all: IssueComment[] = await asking('the comments could not be read', () =>
    client.paginate(client.rest.issues.listComments, { ...repository, issue_number: issue, per_page: 100 }),
  );
  const [ours, ...doubles] = all.filter(
    ({ body, user }) =>
      body?.startsWith(comment.marker) && user?.type === 'Bot' && user.login === comment.botLogin,
  );
  for (const double of doubles)
    await asking('a second comment could not be removed', () =>
      client.rest.issues.deleteComment({ ...repository, comment_id: double.id }),
    );
  if (!ours) {
    const { data } = await asking(
      'the comment could not be written (the workflow needs `pull-requests: write`)',
      () => client.rest.issues.createComment({ ...repository, issue_number: issue, body: comment.body }),
    );
    return data.html_url;
  }
  if (ours.body?.replaceAll('\r\n', '\n').trimEnd() !== comment.body.trimEnd()) {
    await asking('the comment could not be brought up to date', () =>
      client.rest.issues.updateComment({ ...repository, comment_id: ours.id, body: comment.body }),
    );
  }
  return ours.html_url;
}

/** Writes a comment unless a bot has written one with this marker before; says whether it did. */
export async function writeOnce(
  client: GitHubClient,
  repository: RepositoryName,
  issue: number,
  note: { readonly marker: string; readonly body: string },
): Promise<boolean> {
  const all: IssueComment[] = await asking('the comments could not be read', () =>
    client.paginate(client.rest.issues.listComments, { ...repository, issue_number: issue, per_page: 100 }),
  );
  if (all.some(({ body, user }) => user?.type === 'Bot' && body?.startsWith(note.marker))) return false;
  await asking('the comment could not be written (the workflow needs `pull-requests: write`)', () =>
    client.rest.issues.createComment({ ...repository, issue_number: issue, body: note.body }),
  );
  return true;
}
