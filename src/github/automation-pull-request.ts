/** One pull request on a fixed branch, kept equal to what a plan gives now: never a second one, and none when nothing is left. */
import { type Automation, keepBranch, markerOf, titleOf } from './automation-branch.ts';
import { asking, type GitHubClient, type RepositoryName } from './client.ts';

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
  // Forks of the same owner are listed with it, and have branches of their own.
  const here = pulls.filter(({ head, base }) => head.repo?.id === base.repo.id);
  // Anybody who may write can push a branch of this name and open a pull request from it; it stays theirs for ever.
  const ours = here.filter(({ user }) => user?.type === 'Bot');
  const open = ours.find(({ state }) => state === 'open');
  if (changeSet.files.size === 0) {
    if (!open) return { state: 'none' };
    await close(client, repository, open.number, automation.closing);
    return { state: 'closed' };
  }
  const title = titleOf(changeSet);
  const body = `${changeSet.text}\n\n${markerOf(changeSet)}\n`;
  const newest = ours[0];
  if (!open && newest && newest.merged_at === null && newest.body?.includes(markerOf(changeSet)))
    return { state: 'refused', number: newest.number };
  for (const { number, head, user, state } of here)
    if (state === 'open' && user?.type !== 'Bot')
      await makeRoom(client, repository, { number, sha: head.sha, branch });
  const head = open?.user ? { sha: open.head.sha, by: open.user.id } : undefined;
  const moved = await keepBranch(client, repository, automation, head);
  if (!open) {
    const { data } = await asking(
      'the pull request could not be opened (the workflow needs `pull-requests: write`)',
      () =>
        client.rest.pulls.create({
          ...repository,
          head: branch,
          base: defaultBranch,
          title,
          body,
        }),
    );
    return { state: 'opened', number: data.number };
  }
  const { number } = open;
  const isSame = open.title === title && open.body?.replaceAll('\r\n', '\n').trim() === body.trim();
  if (!isSame)
    await asking('the pull request could not be brought up to date', () =>
      client.rest.pulls.update({ ...repository, pull_number: number, title, body }),
    );
  return { state: isSame && !moved ? 'unchanged' : 'updated', number };
}

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

/** Closes somebody's pull request from the branch, of which GitHub allows only one, and says where its content can go. */
async function makeRoom(
  client: GitHubClient,
  repository: RepositoryName,
  { number, sha, branch }: { readonly number: number; readonly sha: string; readonly branch: string },
): Promise<void> {
  await asking('a pull request in the way could not be closed', async () => {
    // First the reason: where only this succeeds, the next run says it again and closes.
    await client.rest.issues.createComment({
      ...repository,
      issue_number: number,
      body: `Grantbook keeps the branch \`${branch}\` for a pull request of its own and writes it anew, so this one is closed. Nothing of it is lost: put the commit on a branch of another name, with \`git push origin ${sha}:refs/heads/another-name\`, and open a pull request from there.`,
    });
    await client.rest.pulls.update({ ...repository, pull_number: number, state: 'closed' });
  });
}
