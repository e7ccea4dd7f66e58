/** Issues that tell of a state: opened when it begins, kept current, closed when it is over. */
import { asking, type GitHubClient, type RepositoryName } from './client.ts';

/** What an issue says. */
export interface Notice {
  /** An HTML comment at its beginning by which it is found again. */
  readonly marker: string;
  readonly title: string;
  readonly body: string;
}

/** An issue of ours that is open. */
export interface OpenIssue {
  readonly number: number;
  readonly title: string;
  readonly body?: string | null;
  readonly html_url: string;
}

/** The open issues that begin so, and that a bot opened: anybody can type a marker. */
export async function openIssues(
  client: GitHubClient,
  repository: RepositoryName,
  prefix: string,
): Promise<readonly OpenIssue[]> {
  return ourIssues(client, repository, prefix, { state: 'open' });
}

async function ourIssues(
  client: GitHubClient,
  repository: RepositoryName,
  prefix: string,
  which: { readonly state: 'open' } | { readonly state: 'all'; readonly since: string },
): Promise<readonly (OpenIssue & { readonly state: string })[]> {
  const all = await asking('the issues could not be read (the workflow needs `issues: write`)', () =>
    client.paginate(client.rest.issues.listForRepo, { ...repository, ...which, per_page: 100 }),
  );
  return all.filter(
    ({ pull_request: pull, user, body }) => !pull && user?.type === 'Bot' && body?.startsWith(prefix),
  );
}

/** Closes an issue: what it tells of is over. */
export async function closeIssue(
  client: GitHubClient,
  repository: RepositoryName,
  number: number,
): Promise<void> {
  await asking('an issue could not be closed (the workflow needs `issues: write`)', () =>
    client.rest.issues.update({ ...repository, issue_number: number, state: 'closed' }),
  );
}

/**
 * Makes the open issues whose marker begins with `prefix` just these. Gives their numbers by marker. Repeating it
 * changes nothing. With `onceSince`, an RFC 3339 time before the first of them, one that a person closed stays closed.
 */
export async function keepIssues(
  client: GitHubClient,
  repository: RepositoryName,
  prefix: string,
  notices: readonly Notice[],
  { onceSince }: { readonly onceSince?: string } = {},
): Promise<ReadonlyMap<string, number>> {
  const known = await ourIssues(
    client,
    repository,
    prefix,
    onceSince === undefined ? { state: 'open' } : { state: 'all', since: onceSince },
  );
  const open = known.filter(({ state }) => state === 'open');
  const numbers = new Map<string, number>();
  for (const notice of notices) {
    const isThis = ({ body }: OpenIssue) => body?.startsWith(notice.marker) === true;
    const ours = open.find(isThis);
    const closed = ours ? undefined : known.find(isThis);
    if (closed) numbers.set(notice.marker, closed.number);
    else numbers.set(notice.marker, await keepIssue(client, repository, notice, ours));
  }
  const wanted = new Set(numbers.values());
  for (const { number } of open) if (!wanted.has(number)) await closeIssue(client, repository, number);
  return numbers;
}

/**
 * Opens an issue unless a bot has opened one with its marker before, whatever became of that one, and gives its number.
 * `since` is an RFC 3339 time before it. What such an issue says is not changed later.
 */
export async function openOnce(
  client: GitHubClient,
  repository: RepositoryName,
  notice: Notice,
  since: string,
): Promise<{ readonly number: number; readonly isNew: boolean }> {
  const [known] = await ourIssues(client, repository, notice.marker, { state: 'all', since });
  if (known) return { number: known.number, isNew: false };
  return { number: await keepIssue(client, repository, notice, undefined), isNew: true };
}

async function keepIssue(
  client: GitHubClient,
  repository: RepositoryName,
  { marker, title, body }: Notice,
  ours: OpenIssue | undefined,
): Promise<number> {
  const what = 'an issue could not be written (the workflow needs `issues: write`)';
  const text = `${marker}\n${body}\n`;
  if (!ours) {
    const { data } = await asking(what, () =>
      client.rest.issues.create({ ...repository, title, body: text }),
    );
    return data.number;
  }
  const { number } = ours;
  if (ours.title !== title || ours.body?.replaceAll('\r\n', '\n').trim() !== text.trim())
    await asking(what, () =>
      client.rest.issues.update({ ...repository, issue_number: number, title, body: text }),
    );
  return number;
}
