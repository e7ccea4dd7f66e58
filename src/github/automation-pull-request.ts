/** One pull request on a fixed branch, kept equal to what a plan gives now: never a second one, and none when nothing is left. */
import type { ChangeSet } from '../model/change-set.ts';
import { asking, type GitHubClient, type RepositoryName } from './client.ts';

/** What is kept. */
export interface Automation {
  /** The fixed branch, such as `grantbook/expire`. */
  readonly branch: string;
  readonly defaultBranch: string;
  /** The tip of the default branch that the change set was made from. */
  readonly base: { readonly commit: string; readonly tree: string };
  /** What the branch holds at present, where there is one. */
  readonly head:
    | { readonly commit: string; readonly tree: string; readonly parent: string | undefined }
    | undefined;
  readonly changeSet: ChangeSet;
  /** Why nothing is left to do, where that is not because it was done: a sentence. */
  readonly closing?: string;
}

/** What became of it. */
export type Kept =
  | { readonly state: 'opened' | 'updated' | 'unchanged'; readonly number: number }
  /** Nothing is left to do. */
  | { readonly state: 'closed' | 'none' }
  /** Somebody closed it, and it is the same still. */
  | { readonly state: 'refused'; readonly number: number };

/** Opens, updates or closes the pull request. Repeating it changes nothing. */
export async function keepPullRequest(
  client: GitHubClient,
  repository: RepositoryName,
  automation: Automation,
): Promise<Kept> {
  const { branch, defaultBranch, changeSet } = automation;
  const pulls = await asking('the pull requests of the automation could not be read', () =>
    client.paginate(client.rest.pulls.list, {
      ...repository,
      state: 'all',
      head: `${repository.owner}:${branch}`,
      base: defaultBranch,
      sort: 'created',
      direction: 'desc',
      per_page: 100,
    }),
  );
  const open = pulls.find(({ state }) => state === 'open');
  if (changeSet.files.size === 0) {
    if (!open) return { state: 'none' };
    await close(client, repository, open.number, automation.closing);
    return { state: 'closed' };
  }
  const body = `${changeSet.text}\n\n${markerOf(changeSet)}\n`;
  const newest = pulls[0];
  if (!open && newest && newest.merged_at === null && newest.body?.includes(markerOf(changeSet)))
    return { state: 'refused', number: newest.number };
  const moved = await keepBranch(client, repository, automation);
  if (!open) {
    const { data } = await asking(
      'the pull request could not be opened (the workflow needs `pull-requests: write`)',
      () =>
        client.rest.pulls.create({
          ...repository,
          head: branch,
          base: defaultBranch,
          title: changeSet.title,
          body,
        }),
    );
    return { state: 'opened', number: data.number };
  }
  const { number } = open;
  const isSame = open.title === changeSet.title && open.body?.replaceAll('\r\n', '\n').trim() === body.trim();
  if (!isSame)
    await asking('the pull request could not be brought up to date', () =>
      client.rest.pulls.update({ ...repository, pull_number: number, title: changeSet.title, body }),
    );
  return { state: isSame && !moved ? 'unchanged' : 'updated', number };
}

/** With the account on whose behalf it is, so that it is known again by its number. */
const messageOf = ({ title, requestedBy }: ChangeSet): string =>
  requestedBy ? `${title}\n\nRequested-by: ${requestedBy.login} (${requestedBy.id})` : title;

/** By which one that somebody closed is known again. Nobody sees it; no comment may hold two dashes in a row. */
const markerOf = ({ about }: ChangeSet): string =>
  `<!-- grantbook:about ${about.toSorted().join(', ').replaceAll('-', '‐').replaceAll('>', '')} -->`;

/** Without its marker, since it is not a person who closes it: the same may be needed again. */
async function close(
  client: GitHubClient,
  repository: RepositoryName,
  number: number,
  closing = 'Nothing is left to do here: whatever this was about has been removed or renewed meanwhile.',
): Promise<void> {
  await asking('the pull request could not be closed', () =>
    client.rest.pulls.update({
      ...repository,
      pull_number: number,
      state: 'closed',
      body: `${closing}\n`,
    }),
  );
}

/** Whether the branch had to be moved: to one commit on the tip of the default branch that makes the change set. */
async function keepBranch(
  client: GitHubClient,
  repository: RepositoryName,
  { branch, base, head, changeSet }: Automation,
): Promise<boolean> {
  const what = `the branch \`${branch}\` could not be written (the workflow needs \`contents: write\`)`;
  const tree = await asking(what, () =>
    client.rest.git.createTree({
      ...repository,
      base_tree: base.tree,
      tree: [...changeSet.files].map(([path, content]) => ({
        path,
        mode: '100644' as const,
        type: 'blob' as const,
        ...(content === null ? { sha: null } : { content }),
      })),
    }),
  );
  if (head && head.tree === tree.data.sha && head.parent === base.commit) return false;
  const { data } = await asking(what, () =>
    client.rest.git.createCommit({
      ...repository,
      message: messageOf(changeSet),
      tree: tree.data.sha,
      parents: [base.commit],
    }),
  );
  const { sha } = data;
  await asking(what, async () => {
    if (head) await client.rest.git.updateRef({ ...repository, ref: `heads/${branch}`, sha, force: true });
    else await client.rest.git.createRef({ ...repository, ref: `refs/heads/${branch}`, sha });
  });
  return true;
}
