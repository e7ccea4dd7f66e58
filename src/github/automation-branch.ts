/** The branch of an automation: one commit of ours on the tip of the default branch, whatever somebody put there. */
import { createHash } from 'node:crypto';
import type { ChangeSet, KeptFile } from '../model/change-set.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { asking, type GitHubClient, type RepositoryName } from './client.ts';

/** What is kept. */
export interface Automation {
  /** The fixed branch, such as `grantbook/expire`. */
  readonly branch: string;
  readonly defaultBranch: string;
  /** The tip of the default branch that the change set was made from. */
  readonly base: { readonly commit: string; readonly tree: string };
  readonly changeSet: ChangeSet;
  /** Why nothing is left to do, where that is not because it was done: a sentence. */
  readonly closing?: string;
}

/** By which one that somebody closed is known again. Nobody sees it. A digest, since a list may be longer than a text may. */
export const markerOf = ({ about }: ChangeSet): string =>
  `<!-- grantbook:about ${createHash('sha256').update(about.toSorted().join('\n')).digest('hex')} -->`;

/** With the account on whose behalf it is, so that it is known again by its number. */
const messageOf = ({ title, requestedBy }: ChangeSet): string =>
  requestedBy ? `${title}\n\nRequested-by: ${requestedBy.login} (${requestedBy.id})` : title;

/** Moves the branch where it is not what it has to be, and says whether it was. */
export async function keepBranch(
  client: GitHubClient,
  repository: RepositoryName,
  { branch, base, changeSet }: Automation,
): Promise<boolean> {
  const what = `the branch \`${branch}\` could not be written (the workflow needs \`contents: write\`)`;
  const tree = await asking(what, () =>
    client.rest.git.createTree({
      ...repository,
      base_tree: base.tree,
      tree: [...changeSet.files].map(([path, content]) => ({
        path,
        type: 'blob' as const,
        ...written(content),
      })),
    }),
  );
  // Such as of a name that is not valid UTF-8, which nobody can say in JSON.
  if (tree.data.sha === base.tree)
    throw new EnvironmentFailure('it would change nothing: no file is there under just these names');
  const { data } = await asking(what, () =>
    client.rest.git.createCommit({
      ...repository,
      message: messageOf(changeSet),
      tree: tree.data.sha,
      parents: [base.commit],
    }),
  );
  const { sha } = data;
  const head = await headOf(client, repository, branch);
  if (head && isTheSame(head, data)) return false;
  await asking(what, async () => {
    if (head) await client.rest.git.updateRef({ ...repository, ref: `heads/${branch}`, sha, force: true });
    else await client.rest.git.createRef({ ...repository, ref: `refs/heads/${branch}`, sha });
  });
  return true;
}

type Commit = Awaited<ReturnType<GitHubClient['rest']['git']['getCommit']>>['data'];

/**
 * What the branch holds at present, where it is there. Asked of the API and not fetched: whoever may write can put a
 * history of any size there.
 */
async function headOf(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
): Promise<Commit | undefined> {
  return asking(`the branch \`${branch}\` could not be read`, async () => {
    try {
      const { data } = await client.rest.git.getRef({ ...repository, ref: `heads/${branch}` });
      return (await client.rest.git.getCommit({ ...repository, commit_sha: data.object.sha })).data;
    } catch (error) {
      if ((error as { status?: number }).status === 404) return undefined;
      throw error;
    }
  });
}

/**
 * Whether a commit is what another one is, but for its time. Its author too: anybody can put the same files there under
 * the same message. Anybody can write the address of a bot as well, but GitHub signs what the bot itself makes, and
 * believes what is not signed of nobody.
 */
const isTheSame = (one: Commit, other: Commit): boolean =>
  one.tree.sha === other.tree.sha &&
  one.parents.map(({ sha }) => sha).join() === other.parents.map(({ sha }) => sha).join() &&
  one.message.trim() === other.message.trim() &&
  one.author.email === other.author.email &&
  one.verification.verified === other.verification.verified;

/** What a file becomes, in the words of the API. */
function written(content: string | null | KeptFile) {
  if (content === null) return { mode: '100644' as const, sha: null };
  return typeof content === 'string'
    ? { mode: '100644' as const, content }
    : { mode: content.mode, sha: content.objectId };
}
