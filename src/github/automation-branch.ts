/** The branch of an automation: one commit of ours on the tip of the default branch, whatever somebody put there. */
import { createHash } from 'node:crypto';
import type { ChangeSet, KeptFile } from '../model/change-set.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { asking, type GitHubClient, type RepositoryName } from './client.ts';

/** A tip of the default branch. */
interface Base {
  readonly commit: string;
  readonly tree: string;
}

/** What is kept. */
export interface Automation {
  /** The fixed branch, such as `grantbook/expire`. */
  readonly branch: string;
  readonly defaultBranch: string;
  /** The tip of the default branch that the change set was made from. */
  readonly base: Base;
  /**
   * The tree of an earlier tip, where the very same change on it may stay: each new commit costs the approvals that
   * people gave the one before. Left out, the branch follows the default branch.
   */
  readonly earlierBase?: (commit: string) => string | undefined;
  readonly changeSet: ChangeSet;
  /** Why nothing is left to do, where that is not because it was done: a sentence. */
  readonly closing?: string;
}

/** By which one that somebody closed is known again. Nobody sees it. A digest, since a list may be longer than a text may. */
export const markerOf = ({ about }: ChangeSet): string =>
  `<!-- grantbook:about ${createHash('sha256').update(about.toSorted().join('\n')).digest('hex')} -->`;

/**
 * The title on one line, whatever the names in it hold: in a message, a second line could say by itself for whom this is,
 * or who wrote it.
 */
export const titleOf = ({ title }: ChangeSet): string => title.replaceAll(/\s+/g, ' ').trim();

/** With the account on whose behalf it is, so that it is known again by its number. */
const messageOf = (changeSet: ChangeSet): string => {
  const { requestedBy } = changeSet;
  const title = titleOf(changeSet);
  return requestedBy ? `${title}\n\nRequested-by: ${requestedBy.login} (${requestedBy.id})` : title;
};

/** The head of the open pull request, and the account that opened it: ours. */
interface OpenHead {
  readonly sha: string;
  readonly by: number;
}

/** Moves the branch where it is not what it has to be, and says whether it was. */
export async function keepBranch(
  client: GitHubClient,
  repository: RepositoryName,
  automation: Automation,
  open: OpenHead | undefined,
): Promise<boolean> {
  const { branch, base, changeSet } = automation;
  const write = writing(client, repository, automation);
  const known = open && (await whereItStays(client, repository, automation, open));
  if (known && (await write.tree(known.on)) === known.tree) return false;
  const sha = await write.commit(base, await write.tree(base), messageOf(changeSet));
  const isThere = open !== undefined || (await hasBranch(client, repository, branch));
  await asking(cannotWrite(branch), async () => {
    if (isThere) await client.rest.git.updateRef({ ...repository, ref: `heads/${branch}`, sha, force: true });
    else await client.rest.git.createRef({ ...repository, ref: `refs/heads/${branch}`, sha });
  });
  return true;
}

/**
 * The tip that a commit of ours is made on, where it need not be made anew for that alone, with what it holds. Asked of
 * the API and not fetched: whoever may write can put a history of any size on the branch, and the same files under the
 * same message. Anybody can write the address of a bot as well, but GitHub signs what the bot itself makes.
 */
async function whereItStays(
  client: GitHubClient,
  repository: RepositoryName,
  { branch, base, earlierBase, changeSet }: Automation,
  { sha, by }: OpenHead,
): Promise<{ readonly on: Base; readonly tree: string } | undefined> {
  const { data } = await asking(`the branch \`${branch}\` could not be read`, () =>
    client.rest.repos.getCommit({ ...repository, ref: sha }),
  );
  const { author, parents, commit } = data;
  const isOurs = author?.id === by && commit.verification?.verified === true;
  const [below, ...others] = parents;
  if (!isOurs || commit.message.trim() !== messageOf(changeSet).trim() || !below || others.length > 0)
    return undefined;
  const tree = below.sha === base.commit ? base.tree : earlierBase?.(below.sha);
  if (tree !== undefined && (await isPutThereByOthers(client, repository, branch, { sha, by })))
    return undefined;
  return tree === undefined ? undefined : { on: { commit: below.sha, tree }, tree: commit.tree.sha };
}

/**
 * Whether somebody else pushed a commit, be it one of ours that they put back. It has their hand in it from then on, so
 * that nobody could approve what it does, and whoever wants to keep access could stop its undoing in this way.
 */
async function isPutThereByOthers(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
  { sha, by }: OpenHead,
): Promise<boolean> {
  const pushes = await asking(`who pushed the branch \`${branch}\` could not be read`, () =>
    client.paginate(client.rest.repos.listActivities, {
      ...repository,
      ref: `refs/heads/${branch}`,
      per_page: 100,
    }),
  );
  return pushes.some(({ after, actor }) => after === sha && actor?.id !== by);
}

async function hasBranch(client: GitHubClient, repository: RepositoryName, branch: string): Promise<boolean> {
  return asking(`the branch \`${branch}\` could not be read`, async () => {
    try {
      await client.rest.git.getRef({ ...repository, ref: `heads/${branch}` });
      return true;
    } catch (error) {
      if ((error as { status?: number }).status === 404) return false;
      throw error;
    }
  });
}

const cannotWrite = (branch: string): string =>
  `the branch \`${branch}\` could not be written (the workflow needs \`contents: write\`)`;

/** The change as objects of git that are on no branch yet. */
const writing = (client: GitHubClient, repository: RepositoryName, { branch, changeSet }: Automation) => ({
  async tree(on: Base): Promise<string> {
    const { data } = await asking(cannotWrite(branch), () =>
      client.rest.git.createTree({
        ...repository,
        base_tree: on.tree,
        tree: [...changeSet.files].map(([path, content]) => ({
          path,
          type: 'blob' as const,
          ...written(content),
        })),
      }),
    );
    // Such as of a name that is not valid UTF-8, which nobody can say in JSON.
    if (data.sha === on.tree)
      throw new EnvironmentFailure('it would change nothing: no file is there under just these names');
    return data.sha;
  },
  async commit(on: Base, tree: string, message: string): Promise<string> {
    const { data } = await asking(cannotWrite(branch), () =>
      client.rest.git.createCommit({ ...repository, message, tree, parents: [on.commit] }),
    );
    return data.sha;
  },
});

/** What a file becomes, in the words of the API. */
function written(content: string | null | KeptFile) {
  if (content === null) return { mode: '100644' as const, sha: null };
  return typeof content === 'string'
    ? { mode: '100644' as const, content }
    : { mode: content.mode, sha: content.objectId };
}
