import { asking, type GitHubClient, type RepositoryName } from './client.ts';
import { telling, toldIn } from './told.ts';

interface IssueComment {
  readonly id: number;
  readonly body?: string | null;
  readonly user: { readonly login: string; readonly type: string } | null;
  readonly html_url: string;
}

/** What our one comment says, and what is kept at its end. */
export interface OneComment {
  readonly marker: string;
  readonly botLogin: string | undefined;
  readonly body: string;
  /** When the request had nothing against it, if it has nothing now. RFC 3339. */
  readonly validSince?: string;
  /** What has to be told outside of GitHub, each by a word of its own; what was told before is not told again. */
  readonly news?: readonly string[];
}

/** Where the comment is, since when the request has had nothing against it, and what has not been told before. */
export interface KeptComment {
  readonly url: string;
  readonly validSince: string | undefined;
  readonly news: readonly string[];
}

/**
 * Writes the one comment that begins with `marker`, or brings it up to date. It is ours only when a bot of our
 * own name wrote it: anybody can type a marker. Further ones of ours, from two runs at once, are taken away.
 */
export async function upsertComment(
  client: GitHubClient,
  repository: RepositoryName,
  issue: number,
  comment: OneComment,
): Promise<KeptComment> {
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
  const before = marksIn(ours?.body);
  // When it was first valid is told once, and stays.
  const validSince = before.validSince ?? comment.validSince;
  const told = keptWords(before.told, comment.news ?? []);
  const body = withMarks(comment.body, { validSince, told });
  const news = told.filter((word) => !before.told.includes(word));
  if (!ours) {
    const { data } = await asking(
      'the comment could not be written (the workflow needs `pull-requests: write`)',
      () => client.rest.issues.createComment({ ...repository, issue_number: issue, body }),
    );
    return { url: data.html_url, validSince, news };
  }
  if (withUnixLines(ours.body).trimEnd() !== body.trimEnd())
    await asking('the comment could not be brought up to date', () =>
      client.rest.issues.updateComment({ ...repository, comment_id: ours.id, body }),
    );
  return { url: ours.html_url, validSince, news };
}

/** What our comment keeps at its end, where nobody sees it. */
interface Marks {
  /** When the request first had nothing against it. RFC 3339. */
  readonly validSince: string | undefined;
  readonly told: readonly string[];
}

const withUnixLines = (text: string | null | undefined): string => text?.replaceAll('\r\n', '\n') ?? '';

/** Only at the very end: further up stands what people wrote into files. */
const marks = /(?:\n*<!-- grantbook:(?:told|valid-since) [^\n]* -->)*\n*$/;

function marksIn(body: string | null | undefined): Marks {
  const [end = ''] = marks.exec(withUnixLines(body)) ?? [];
  return { validSince: /<!-- grantbook:valid-since (\S+) -->/.exec(end)?.[1], told: toldIn(end) };
}

function withMarks(body: string, { validSince, told }: Marks): string {
  const lines = [
    ...(told.length > 0 ? [telling(told)] : []),
    ...(validSince === undefined ? [] : [`<!-- grantbook:valid-since ${validSince} -->`]),
  ];
  return lines.length === 0 ? body : `${body.trimEnd()}\n\n${lines.join('\n')}\n`;
}

/** A comment may only be so long, and a word about one review or commit is of no use once there are many newer ones. */
const mostOfOne = 15;

function keptWords(before: readonly string[], now: readonly string[]): readonly string[] {
  const all = [...before.filter((word) => !now.includes(word)), ...now];
  const isOfOne = (word: string) => word.includes('@');
  return [...all.filter((word) => !isOfOne(word)), ...all.filter(isOfOne).slice(-mostOfOne)];
}

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
  return marksIn(ours?.body).validSince;
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
