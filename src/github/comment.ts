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
): Promise<{ readonly url: string; readonly validSince: string | undefined }> {
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
    return { url: data.html_url, validSince: validSinceIn(comment.body) };
  }
  // When it was first valid is told once, and stays.
  const since = validSinceIn(ours.body) ?? validSinceIn(comment.body);
  const body = since === undefined ? comment.body : withValidSince(comment.body, since);
  if (ours.body?.replaceAll('\r\n', '\n').trimEnd() !== body.trimEnd()) {
    await asking('the comment could not be brought up to date', () =>
      client.rest.issues.updateComment({ ...repository, comment_id: ours.id, body }),
    );
  }
  return { url: ours.html_url, validSince: since };
}

const validMark = /\n*<!-- grantbook:valid-since (\S+) -->\n*$/;

/** When a request first had nothing against it, as our comment keeps it where nobody sees it. RFC 3339. */
const validSinceIn = (body: string | null | undefined): string | undefined =>
  validMark.exec(body?.replaceAll('\r\n', '\n') ?? '')?.[1];

/** The comment with that time at its end. */
export const withValidSince = (body: string, since: string): string =>
  `${body.replace(validMark, '').trimEnd()}\n\n<!-- grantbook:valid-since ${since} -->\n`;

/** The same of a pull request whose comment is there, for whoever writes it down later. */
export async function fetchValidSince(
  client: GitHubClient,
  repository: RepositoryName,
  issue: number,
  marker: string,
): Promise<string | undefined> {
  const all: IssueComment[] = await asking('the comments could not be read', () =>
    client.paginate(client.rest.issues.listComments, { ...repository, issue_number: issue, per_page: 100 }),
  );
  const ours = all.find(({ body, user }) => user?.type === 'Bot' && body?.startsWith(marker));
  return validSinceIn(ours?.body);
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
