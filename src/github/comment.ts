import type { Diagnostic } from '../model/diagnostic.ts';
import type { FirstCheck } from '../model/record.ts';
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
  /** What was wrong with it just now; asked for only where that is the first check. */
  readonly check?: () => Promise<FirstCheck>;
  /** What has to be told outside of GitHub, each by a word of its own; what was told before is not told again. */
  readonly news?: readonly string[];
}

/** Where the comment is, what it keeps of the request, and what has not been told before. */
export interface KeptComment extends KeptOfRequest {
  readonly url: string;
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
  const firstCheck = before.firstCheck ?? (await firstCheckOf(comment, ours === undefined));
  const kept: KeptOfRequest = {
    ...(validSince === undefined ? {} : { validSince }),
    ...(firstCheck === undefined ? {} : { firstCheck }),
  };
  const body = withMarks(comment.body, { ...kept, told });
  const news = told.filter((word) => !before.told.includes(word));
  if (!ours) {
    const { data } = await asking(
      'the comment could not be written (the workflow needs `pull-requests: write`)',
      () => client.rest.issues.createComment({ ...repository, issue_number: issue, body }),
    );
    return { url: data.html_url, ...kept, news };
  }
  if (withUnixLines(ours.body).trimEnd() !== body.trimEnd())
    await asking('the comment could not be brought up to date', () =>
      client.rest.issues.updateComment({ ...repository, comment_id: ours.id, body }),
    );
  return { url: ours.html_url, ...kept, news };
}

/**
 * A comment that is there already without what was wrong at first is of a run that could not evaluate, or of an older
 * version. That something is wrong now tells enough then; that nothing is, tells nothing of how it began.
 */
async function firstCheckOf({ check }: OneComment, isFirst: boolean): Promise<FirstCheck | undefined> {
  const found = await check?.();
  return isFirst || (found && found.errors.length > 0) ? found : undefined;
}

/** What our comment keeps of a request, for the ledger. */
export interface KeptOfRequest {
  /** When the request first had nothing against it. RFC 3339. */
  readonly validSince?: string;
  /** What was wrong with it when it was checked for the first time. */
  readonly firstCheck?: FirstCheck;
}

/** What our comment keeps at its end, where nobody sees it. */
interface Marks extends KeptOfRequest {
  readonly told: readonly string[];
}

const withUnixLines = (text: string | null | undefined): string => text?.replaceAll('\r\n', '\n') ?? '';

/** Only at the very end: further up stands what people wrote into files. */
const marks = /(?:\n*<!-- grantbook:(?:told|valid-since|first-check) [^\n]* -->)*\n*$/;

function marksIn(body: string | null | undefined): Marks {
  const [end = ''] = marks.exec(withUnixLines(body)) ?? [];
  const [, validSince] = /<!-- grantbook:valid-since (\S+) -->/.exec(end) ?? [];
  const [, at = '', codes = ''] = /<!-- grantbook:first-check (\S+) (\S*) -->/.exec(end) ?? [];
  return {
    ...(validSince === undefined ? {} : { validSince }),
    ...(Number.isNaN(Date.parse(at))
      ? {}
      : { firstCheck: { at: new Date(at).toISOString(), errors: codes.split(',').filter(isCode) } }),
    told: toldIn(end),
  };
}

function withMarks(body: string, { validSince, firstCheck, told }: Marks): string {
  const lines = [
    ...(told.length > 0 ? [telling(told)] : []),
    ...(validSince === undefined ? [] : [`<!-- grantbook:valid-since ${validSince} -->`]),
    ...(firstCheck === undefined
      ? []
      : [`<!-- grantbook:first-check ${firstCheck.at} ${firstCheck.errors.join(',') || 'none'} -->`]),
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

const isCode = (word: string): boolean => /^(?:GB\d+|form)$/.test(word);

/** The codes of the rules that were broken, each once. */
export const codesOf = (findings: readonly Diagnostic[]): string[] =>
  [...new Set(findings.flatMap(({ severity, code }) => (severity === 'error' ? [code] : [])))].toSorted();

/** What the comment of a pull request keeps, for whoever writes it down later. */
export async function fetchKept(
  client: GitHubClient,
  repository: RepositoryName,
  issue: number,
  marker: string,
): Promise<KeptOfRequest> {
  const all: IssueComment[] = await asking('the comments could not be read', () =>
    client.paginate(client.rest.issues.listComments, { ...repository, issue_number: issue, per_page: 100 }),
  );
  const ours = all.find(({ body, user }) => user?.type === 'Bot' && body?.startsWith(marker));
  const { told: _, ...kept } = marksIn(ours?.body);
  return kept;
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
